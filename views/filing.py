"""The transitions of a record, posted from its page."""

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.interfaces import IFiling
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from views.nextsteps import DUPLICATES, labelled
from views.record import page
from views.undone import undo


@view_defaults(context=Record, request_method="POST", renderer="templates/record/record.pt")
class Filing:
    """What stands against a transition is shown on the page of the record."""

    def __init__(self, record: Record, request: Request) -> None:
        self.record = record
        self.request = request
        self.filing: Any = request.find_service(IFiling)

    @view_config(name="submit", permission=Permission.SUBMIT)
    def submit(self) -> dict[str, Any] | Response:
        """Hand to the archivist."""
        return self._try(lambda: self.filing.submit(self.record), _("Handed to the archivist."))

    @view_config(name="accept", permission=Permission.ACCEPT)
    def accept(self) -> dict[str, Any] | Response:
        """The filing appraisal is passed."""
        return self._try(lambda: self.filing.accept(self.record), _("Accepted; it waits for arrangement."))

    @view_config(name="file", permission=Permission.FILE)
    def file(self) -> dict[str, Any] | Response:
        """File at once (随办随归)."""
        override = self.request.POST.get("override", "")
        accepted = self.request.POST.get(DUPLICATES) == "true"

        def act() -> None:
            self.filing.reserve([self.record])
            self.filing.file(self.record, override, accepted)

        return self._try(act, _("It is filed and has its reference code."))

    @view_config(name="return", permission=Permission.RETURN)
    def send_back(self) -> dict[str, Any] | Response:
        """To the capturer, who is told why."""
        reason = self.request.POST.get("reason", "")
        return self._try(lambda: self.filing.send_back(self.record, reason), _("Returned to its keeper."))

    @view_config(name="withdraw", permission=Permission.WITHDRAW)
    def withdraw(self) -> dict[str, Any] | Response:
        """The keeper thinks better of it."""
        return self._try(lambda: self.filing.withdraw(self.record), _("Withdrawn."))

    def _try(self, act: Callable[[], Any], message: Any) -> dict[str, Any] | Response:
        try:
            act()
        except Refused as refused:
            undo(self.request, refused)
            shown = labelled(self.request, self.record, refused.violations)
            return {**page(self.record, self.request), "violations": shown}
        self.request.session.flash(message)
        return HTTPSeeOther(location=f"/records/{self.record.id}")
