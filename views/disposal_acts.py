"""What people do to a disposal, posted from its page; the rules that forbid it are shown there."""

from collections.abc import Callable
from typing import Any

import colander
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IAppraisal, IDisposals, IObjections, IRegisters, IWitnessing
from onestop_records.models.disposal import Disposal
from onestop_records.permissions import Permission
from schemas.disposal import (
    ObjectionBody,
    OpinionBody,
    PaperBody,
    SettlementBody,
    SignatureBody,
    StepBody,
)
from views.api.call import deserialize
from views.batch import attempt
from views.disposal import narrowing, page
from views.received import received_files

LISTS = frozenset({"rows"})


@view_defaults(context=Disposal, request_method="POST", renderer="templates/disposal/disposal.pt")
class Acts:
    """One method a step of the table."""

    def __init__(self, disposal: Disposal, request: Request) -> None:
        self.disposal = disposal
        self.request = request

    @view_config(name="drop", permission=Permission.DISPOSAL_LEAD)
    def drop(self) -> dict[str, Any] | Response:
        """Take rows out before appraisal."""

        def act() -> None:
            values = self._values(StepBody)
            service = self.request.find_service(IDisposals)
            service.drop(self.disposal, values["rows"] or (), values["reason"])

        return self._try(act, _("Taken out of the batch."))

    @view_config(name="appraise", permission=Permission.DISPOSAL_LEAD)
    def appraise(self) -> dict[str, Any] | Response:
        """Begin the appraisal."""
        return self._make("appraise", _("The appraisal has begun: archive and unit give their opinions."))

    @view_config(name="opine", permission=Permission.DISPOSAL_APPRAISE)
    def opine(self) -> dict[str, Any] | Response:
        """Give an opinion on the rows ticked, or on all that the filters leave."""

        def act() -> None:
            values = self._values(OpinionBody)
            service = self.request.find_service(IAppraisal)
            narrowed = None if values["rows"] else narrowing(self.request)
            if "all" not in self.request.POST and not values["rows"]:
                values["rows"] = ()  # nothing ticked is nothing meant
            service.give(self.disposal, values, values["rows"], narrowed)

        return self._try(act, _("Your opinion is kept."))

    @view_config(name="propose", permission=Permission.DISPOSAL_LEAD)
    def propose(self) -> dict[str, Any] | Response:
        """Put it before the approver."""
        return self._make("propose", _("It waits for a manager's approval."))

    @view_config(name="approve", permission=Permission.DISPOSAL_DECIDE)
    def approve(self) -> dict[str, Any] | Response:
        """Approve, whole or without the rows ticked; what was not seen so is not approved."""
        seen = self.request.POST.get("revision", "")
        return self._make("approve", _("Approved. Cooling off has begun."), seen)

    @view_config(name="return", permission=Permission.DISPOSAL_DECIDE)
    def send_back(self) -> dict[str, Any] | Response:
        """Back to the group."""
        return self._make("return", _("Returned for another appraisal."))

    @view_config(name="reject", permission=Permission.DISPOSAL_DECIDE)
    def reject(self) -> dict[str, Any] | Response:
        """Refuse the whole."""
        return self._make("reject", _("Rejected: all of it stays in the archive."))

    @view_config(name="cancel", permission=Permission.DISPOSAL_CANCEL)
    def cancel(self) -> dict[str, Any] | Response:
        """Stop it."""
        return self._make("cancel", _("Cancelled: its records are free again."))

    @view_config(name="execute", permission=Permission.DISPOSAL_LEAD)
    def execute(self) -> dict[str, Any] | Response:
        """Begin the destruction, which cannot be undone: the number of records is typed as confirmation."""

        def act() -> None:
            confirm(self.request, len(self.disposal.destroyable))
            self.request.find_service(IDisposals).make(self.disposal, "execute")

        return self._try(act, _("Execution has begun."))

    @view_config(name="object", permission=Permission.DISPOSAL_OBJECT)
    def object(self) -> dict[str, Any] | Response:
        """Object while it cools off."""

        def act() -> None:
            values = self._values(ObjectionBody)
            service = self.request.find_service(IObjections)
            service.raise_(self.disposal, values["reason"], values["record"])

        return self._try(
            act, _("Your objection is noted; nothing is executed before a manager decides on it.")
        )

    @view_config(name="decide", permission=Permission.DISPOSAL_DECIDE)
    def decide(self) -> dict[str, Any] | Response:
        """Decide on an objection."""

        def act() -> None:
            values = self._values(SettlementBody)
            service = self.request.find_service(IObjections)
            service.settle(self.disposal, values["number"], values["upheld"], values["reason"])

        return self._try(act, _("The objection is decided."))

    @view_config(name="check", permission=Permission.DISPOSAL_WITNESS)
    def check(self) -> dict[str, Any] | Response:
        """A witness checks before."""

        def act() -> Any:
            service = self.request.find_service(IWitnessing)
            return service.check(self.disposal, self._values(SignatureBody)["password"])

        return self._try(act, _("You have checked the register and are a witness."))

    @view_config(name="sign", permission=Permission.DISPOSAL_WITNESS)
    def sign(self) -> dict[str, Any] | Response:
        """A witness signs after."""

        def act() -> Any:
            service = self.request.find_service(IWitnessing)
            return service.sign(self.disposal, self._values(SignatureBody)["password"])

        return self._try(act, _("You have signed the register."))

    @view_config(name="attach", permission=Permission.DISPOSAL_LEAD)
    def attach(self) -> dict[str, Any] | Response:
        """The scan of what was signed on paper."""

        def act() -> None:
            found = received_files(self.request)
            if len(found) != 1:
                raise Violations(Violation("files", _("Choose the scan")))
            self.request.find_service(IRegisters).attach(self.disposal, found[0])

        return self._try(act, _("The scan is attached; it is kept with the register."))

    @view_config(name="mark-paper", permission=Permission.DISPOSAL_WITNESS)
    def mark_paper(self) -> dict[str, Any] | Response:
        """How the paper was destroyed."""

        def act() -> None:
            values = self._values(PaperBody)
            rows = None if "all" in self.request.POST else values["rows"] or ()
            self.request.find_service(IWitnessing).mark_paper(self.disposal, values, rows)

        return self._try(act, _("The paper is marked as destroyed."))

    def _make(self, name: str, message: Any, seen: str = "") -> dict[str, Any] | Response:
        """``seen`` is the revision that the page showed, where it counts."""

        def act() -> None:
            if seen and seen != str(self.disposal.revision):
                changed = _("The batch has changed since you opened the page: look at it again")
                raise Conflict(Violation("revision", changed))
            values = self._values(StepBody)
            service = self.request.find_service(IDisposals)
            service.make(self.disposal, name, values["reason"], values["rows"])

        return self._try(act, message)

    def _values(self, schema: type[colander.MappingSchema]) -> dict[str, Any]:
        """What was posted, as far as the schema knows it; raises Violations."""
        post = self.request.POST
        bound = schema().bind(request=self.request, site=self.request.site)
        given: dict[str, Any] = {}
        for node in bound:
            if node.name in post:
                given[node.name] = post.getall(node.name) if node.name in LISTS else post[node.name]
        found: dict[str, Any] = deserialize(bound, given)
        return found

    def _try(self, act: Callable[[], Any], message: Any) -> dict[str, Any] | Response:
        return attempt(self.request, act, message, lambda found: page(self.disposal, self.request, found))


def confirm(request: Request, count: int) -> None:
    """Whoever begins what cannot be undone types how many records it is. Raises Violations."""
    if request.POST.get("count", "").strip() != str(count):
        message = _("Type the number of records, ${count}, to confirm", mapping={"count": count})
        raise Violations(Violation("count", message))
