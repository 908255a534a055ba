"""What the pages of rooms, boxes, findings and stock-takings share: words, lists, acts."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from deform.widget import SelectWidget
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFindings
from onestop_records.models.box import Box
from onestop_records.models.finding import Finding
from onestop_records.models.room import Room
from views.holdings import Holdings
from views.undone import undo

PART = "\x1f"  # as the catalogue joins the parts of a place
STATES = {
    "open": _("Open"),
    "settled": _("Settled, to be accepted"),
    "closed": _("Concluded"),
    "cancelled": _("Cancelled"),
}


def named(values: dict[str, Any] | Response, **more: Any) -> Any:
    """What a form's page shows besides the form; a response stays one."""
    return values if isinstance(values, Response) else {**values, **more}


def rooms_in_use(request: Request) -> list[Room]:
    """The rooms in use, by name."""
    return sorted((room for room in request.site.rooms.values() if not room.closed), key=lambda r: r.name)


def rooms_widget(request: Request) -> SelectWidget:
    """A list box of the rooms in use."""
    return SelectWidget(values=[(room.id, room.name) for room in rooms_in_use(request)])


def shelves_widget(rooms: Iterable[Room], with_room: bool) -> SelectWidget:
    """A list box of shelves; with the room's id before cabinet and shelf where there are several."""
    pairs = []
    for room in rooms:
        for shelf in room.shelves:
            words = " · ".join(part for part in (room.name, shelf.cabinet, shelf.name) if part)
            key = f"{shelf.cabinet}/{shelf.name}"
            pairs.append((f"{room.id}/{key}" if with_room else key, words))
    return SelectWidget(values=pairs)


def counts_of(request: Request, boxes: Iterable[Box]) -> dict[str, int]:
    """How many records that the person may know of are in each box, by the catalogue."""
    places = Holdings(request).by("place", {})
    return {box.id: places.get(PART.join(box.path), 0) for box in boxes}


def findings_of(request: Request, room: Room | None = None) -> list[Finding]:
    """What is not settled and accepted yet, of one room or of all, the nearest due first."""
    folder, service = request.site.findings, request.find_service(IFindings)
    found = (folder[finding_id] for ids in (folder.open, folder.settled) for finding_id in ids)
    wanted = [f for f in found if (room is None or f.room == room.id) and service.knows(f)]
    return sorted(wanted, key=lambda finding: (finding.due, finding.id))


def late(request: Request, day: date) -> bool:
    """The day has passed."""
    return bool(day < request.find_service(IClock).today())


def attempt(request: Request, act: Any, message: Any, address: str) -> Iterator[Any] | Response:
    """Act and go on; return what was refused, of which nothing is kept."""
    try:
        act()
    except Refused as refused:
        undo(request, refused)
        return iter(refused.violations)
    request.session.flash(message)
    return HTTPSeeOther(location=address)
