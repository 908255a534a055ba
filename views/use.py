"""The use of content: whether it is open for it, and the traces that the use of classified content leaves."""

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from onestop_records.events import UNNOTED, FileDownloaded
from onestop_records.interfaces import IAlerts, IClock, INotifier, IPermits
from onestop_records.models.access import by_office, may_use
from onestop_records.models.alert import DOWNLOADS
from onestop_records.models.classification import Classification
from onestop_records.models.component import Version
from onestop_records.models.permit import DOWNLOAD, PRINT, VIEW
from onestop_records.models.record import Record

PDF = "application/pdf"


def open_for(request: Request, record: Record, use: str) -> bool:
    """True when the content of the record is open to who asks, for that use (``models.permit.USES``)."""
    identity = request.identity
    return identity is not None and (identity.system or may_use(record, identity.principals, use))


def use_of(request: Request, record: Record, version: Version, shown: bool) -> str:
    """What handing out the bytes amounts to; raises HTTPForbidden when it is not open for that.

    Browsers save and print what they show of a PDF, so that is more than looking at it.
    """
    wanted: tuple[str, ...] = (VIEW,)
    if not shown:
        wanted = (DOWNLOAD,)
    elif version.media_type == PDF:
        wanted = (DOWNLOAD, PRINT)
    for use in wanted:
        if open_for(request, record, use):
            return VIEW if shown and _office(request, record) else use
    raise HTTPForbidden()


def note_use(
    request: Request, record: Record, version: Version, part: str, merged: bool = True, use: str = VIEW
) -> None:
    """Note that somebody got a part (``file``, ``text``, ``preview`` …) of a classified record.

    What is taken along and not public is counted, for alerts; when nothing can be written it is read all the
    same. ``merged``: once per person, part and hour. A player asks for the same file in hundreds of ranges.
    """
    classified = record.classification.classified
    taken = use == DOWNLOAD and record.classification != Classification.PUBLIC
    counted = taken and UNNOTED not in request.environ
    if not (classified or counted) or (merged and not _first_this_hour(request, f"{version.sha256}/{part}")):
        return
    if counted:
        request.find_service(IAlerts).mark(DOWNLOADS)
    if classified:
        after = {"part": part, "version": version.number, "sha256": version.sha256, "use": use}
        request.find_service(INotifier)(FileDownloaded(request.actor, record.id, after=after))
        request.find_service(IPermits).used(record, use, part, version.name)


def reader_mark(request: Request) -> tuple[str, ...]:
    """The visible mark: the reader's name, and in plain ASCII who and when, legible without Chinese fonts."""
    clock = request.find_service(IClock)
    person = request.site.people.get(request.identity.person)
    words = (person.name, person.username) if person is not None else (request.identity.name,)
    return (*dict.fromkeys(words), clock.local(clock.now()).strftime("%Y-%m-%d %H:%M"))


def marked_name(name: str, media_type: str, given: str) -> str:
    """The name of a marked file: marking may have given it another format."""
    if media_type == given:
        return name
    return f"{name.rpartition('.')[0] or name}.{given.rpartition('/')[2]}"


def _office(request: Request, record: Record) -> bool:
    identity = request.identity
    return bool(identity.system or not by_office(record).isdisjoint(identity.principals))


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
