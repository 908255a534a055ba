"""What people do to a handover, posted from its page; the rules that forbid it are shown there."""

from collections.abc import Callable
from typing import Any

import colander
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from onestop_records.i18n import _
from onestop_records.interfaces import IHandoverChecking, IHandovers, IHandoverSigning
from onestop_records.models.handover import Handover
from onestop_records.permissions import Permission
from schemas.handover import (
    AssignBody,
    CheckBody,
    DecideBody,
    DropBody,
    GroupBody,
    PaperBody,
    SignBody,
    StepBody,
)
from views.api.call import deserialize
from views.batch import attempt
from views.handover import narrowing, page
from views.received import received_files

LISTS = frozenset({"rows"})


@view_defaults(context=Handover, request_method="POST", renderer="templates/handover/handover.pt")
class Acts:
    """One method a step of the table, or a way of making it."""

    def __init__(self, handover: Handover, request: Request) -> None:
        self.handover = handover
        self.request = request
        self.checking = request.find_service(IHandoverChecking)
        self.handovers = request.find_service(IHandovers)

    @view_config(name="assign", permission=Permission.HANDOVER_LEAD)
    def assign(self) -> dict[str, Any] | Response:
        """Give the rows ticked, or all that the filters leave, to a receiver."""

        def act() -> None:
            values = self._values(AssignBody)
            everything = "all" in self.request.POST
            rows = None if everything else values["rows"] or ()
            self.handovers.assign(self.handover, values["person"], rows, narrowing(self.request))

        return self._try(act, _("Given to the receiver."))

    @view_config(name="check", permission=Permission.HANDOVER_CHECK)
    def check(self) -> dict[str, Any] | Response:
        """What the receiver found, for the rows ticked."""

        def act() -> None:
            values = self._values(CheckBody)
            rows = values["rows"] or ()
            self.checking.check(self.handover, rows, values["finding"], values["note"])

        return self._try(act, _("Noted what was found."))

    @view_config(name="check-group", permission=Permission.HANDOVER_CHECK)
    def check_group(self) -> dict[str, Any] | Response:
        """A box was counted, or samples of a list were looked at."""

        def act() -> None:
            values = self._values(GroupBody)
            narrowed = narrowing(self.request)
            self.checking.check_group(self.handover, narrowed, values["method"], values["count"])

        return self._try(act, _("All of it is noted as present."))

    @view_config(name="decide", permission=Permission.HANDOVER_DECIDE)
    def decide(self) -> dict[str, Any] | Response:
        """Decide on what is missing or damaged."""

        def act() -> None:
            values = self._values(DecideBody)
            rows = values["rows"] or ()
            self.checking.decide(self.handover, rows, values["decision"], values["reason"])

        return self._try(act, _("The discrepancy is decided."))

    @view_config(name="drop", permission=Permission.HANDOVER_LEAD)
    def drop(self) -> dict[str, Any] | Response:
        """Let the rows ticked stay with the giver."""

        def act() -> None:
            post = self.request.POST  # beside the reason of a decision in the same form
            values = self._deserialized(
                DropBody, {**self._given(DropBody), "reason": post.get("drop_reason", "")}
            )
            self.handovers.drop(self.handover, values["rows"] or (), values["reason"])

        return self._try(act, _("It stays with the giver."))

    @view_config(name="refresh", permission=Permission.HANDOVER_CHECK)
    def refresh(self) -> dict[str, Any] | Response:
        """Complete the list."""

        def act() -> None:
            self.handovers.refresh(self.handover)

        return self._try(act, _("The list holds everything that the giver answers for now."))

    @view_config(name="present", permission=Permission.HANDOVER_LEAD)
    def present(self) -> dict[str, Any] | Response:
        """Put before the three for signature."""
        return self._make("present", _("The list is closed: giver, receiver and supervisor sign now."))

    @view_config(name="return", permission=Permission.HANDOVER_LEAD)
    def send_back(self) -> dict[str, Any] | Response:
        """Back to checking."""
        return self._make("return", _("It is being checked again; signatures have lapsed."))

    @view_config(name="stand-in", permission=Permission.HANDOVER_DECIDE)
    def stand_in(self) -> dict[str, Any] | Response:
        """A manager stands in for who cannot come."""
        return self._make("stand-in", _("You stand in for the giver; that is recorded."))

    @view_config(name="cancel", permission=Permission.HANDOVER_DECIDE)
    def cancel(self) -> dict[str, Any] | Response:
        """Stop it."""
        return self._make("cancel", _("Cancelled: everything stays with the giver."))

    @view_config(name="sign", permission=Permission.HANDOVER_SIGN)
    def sign(self) -> dict[str, Any] | Response:
        """Sign with the password."""

        def act() -> Any:
            values = self._values(SignBody)
            service = self.request.find_service(IHandoverSigning)
            return service.sign(self.handover, values["password"], values["acknowledged"])

        return self._try(act, _("You have signed."))

    @view_config(name="sign-paper", permission=Permission.HANDOVER_LEAD)
    def sign_paper(self) -> dict[str, Any] | Response:
        """Bring in the printed register with its signatures."""

        def act() -> Any:
            values = self._values(PaperBody)
            scan = next(iter(received_files(self.request)), None)
            service = self.request.find_service(IHandoverSigning)
            return service.sign_paper(self.handover, values, scan, values["password"])

        return self._try(act, _("The signatures on paper are kept with their scan."))

    def _make(self, name: str, message: Any) -> dict[str, Any] | Response:
        def act() -> None:
            self.handovers.make(self.handover, name, self._values(StepBody)["reason"])

        return self._try(act, message)

    def _values(self, schema: type[colander.MappingSchema]) -> dict[str, Any]:
        """What was posted, as far as the schema knows it; raises Violations."""
        return self._deserialized(schema, self._given(schema))

    def _given(self, schema: type[colander.MappingSchema]) -> dict[str, Any]:
        post, names = self.request.POST, {node.name for node in schema()}
        return {name: post.getall(name) if name in LISTS else post[name] for name in names & set(post.keys())}

    def _deserialized(self, schema: type[colander.MappingSchema], given: dict[str, Any]) -> dict[str, Any]:
        bound = schema().bind(request=self.request, site=self.request.site)
        found: dict[str, Any] = deserialize(bound, given)
        return found

    def _try(self, act: Callable[[], Any], message: Any) -> dict[str, Any] | Response:
        return attempt(self.request, act, message, lambda found: page(self.handover, self.request, found))
