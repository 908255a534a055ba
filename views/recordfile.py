"""Files of a record: adding them, correcting them, taking them out before filing."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from views.form import answer
from views.received import received_files
from views.record import page
from views.undone import undo


@view_defaults(
    context=Record,
    request_method="POST",
    permission=Permission.ADD_FILE,
    renderer="templates/record/record.pt",
)
class RecordFiles:
    """What goes wrong is shown on the page of the record, and nothing of it is kept."""

    def __init__(self, record: Record, request: Request) -> None:
        self.record = record
        self.request = request
        self.capture: Any = request.find_service(ICapture)

    @view_config(name="add-files")
    def add_files(self) -> dict[str, Any] | Response:
        """Every file attached becomes a component."""
        return self._try(self._add, _("The files are added."))

    @view_config(name="add-version")
    def add_version(self) -> dict[str, Any] | Response:
        """A corrected file; the earlier versions stay readable."""
        return self._try(self._correct, _("The new version is added."))

    @view_config(name="remove-file")
    def remove_file(self) -> dict[str, Any] | Response:
        """A file that does not belong here."""
        return self._try(self._remove, _("The file is taken out."))

    def _add(self) -> None:
        for received in self._attached():
            self.capture.add_file(self.record, received)

    def _correct(self) -> None:
        reason = self.request.POST.get("reason", "")
        self.capture.add_version(self.record, self._file_id(), self._attached()[0], reason)

    def _remove(self) -> None:
        self.capture.remove_file(self.record, self._file_id())

    def _file_id(self) -> str:
        return self.request.POST.get("file_id", "")

    def _attached(self) -> list[Any]:
        files = received_files(self.request)
        Violations.check([Violation("files", _("Choose at least one file"))] if not files else ())
        return files

    def _try(self, act: Any, message: Any) -> dict[str, Any] | Response:
        try:
            act()
        except Refused as refused:
            undo(self.request, refused)
            return {**page(self.record, self.request), "violations": refused.violations}
        self.request.session.flash(message)
        return answer(self.request, f"/records/{self.record.id}")
