"""The use of classified content leaves an entry in the audit trail; of other content none is written."""

from pyramid.request import Request

from onestop_records.events import FileDownloaded
from onestop_records.interfaces import IClock, INotifier
from onestop_records.models.component import Version
from onestop_records.models.record import Record


def note_use(request: Request, record: Record, version: Version, part: str, merged: bool = True) -> None:
    """Note that somebody got a part (``file``, ``text``, ``preview`` …) of a classified record.

    ``merged``: once per person, part and hour. A player asks for the same file in hundreds of ranges.
    """
    if not record.classification.classified:
        return
    if merged and not _first_this_hour(request, f"{version.sha256}/{part}"):
        return
    after = {"part": part, "version": version.number, "sha256": version.sha256}
    request.find_service(INotifier)(FileDownloaded(request.actor, record.id, after=after))


def _first_this_hour(request: Request, what: str) -> bool:
    """Leave a mark of this person's use, and drop those of earlier hours."""
    marks = request.site.use_marks
    hour = f"{request.find_service(IClock).now():%Y%m%d%H}"
    mark = f"{hour}/{request.actor.person}/{what}"
    if mark in marks:
        return False
    for old in list(marks.keys(max=hour)):
        del marks[old]
    marks[mark] = None
    return True
