"""Sheets of labels for boxes and records, with their codes as QR codes; A4, to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import segno
from chameleon.utils import Markup
from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.interfaces import ILabels
from onestop_records.models.box import Box
from onestop_records.models.label import spaced
from onestop_records.models.record import Record
from onestop_records.models.room import Room
from onestop_records.models.site import Site
from onestop_records.permissions import Permission

SHEET = "templates/label/sheet.pt"
MOST = 200  # labels on a sheet
QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)


@dataclass(frozen=True)
class Label:
    """What is printed: ``name`` large, ``lines`` below, ``code`` as people read it and as ``picture``."""

    name: str
    lines: tuple[str, ...]
    code: str
    picture: Markup


def qr(code: str) -> str:
    """The QR code of a label's code as SVG, without sizes or styles of its own."""
    made = segno.make(code, error="m", micro=False)
    picture: str = made.svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None)
    return picture


@view_config(context=Room, name="labels", renderer=SHEET, permission=Permission.LISTS)
def of_room(room: Room, request: Request) -> dict[str, Any]:
    """The boxes of a room; ``?cabinet=`` and ``?shelf=`` narrow them."""
    within = [request.GET[part] for part in ("cabinet", "shelf") if part in request.GET]
    boxes = list(request.site.boxes.within(room.name, *within))
    return _sheet(request, [_of_box(request, box) for box in boxes[:MOST]], f"/rooms/{room.id}", len(boxes))


@view_config(context=Box, name="labels", renderer=SHEET, permission=Permission.LISTS)
def of_box(box: Box, request: Request) -> dict[str, Any]:
    """A box and the records in it that the person may know of."""
    records = (request.site.records[record_id] for record_id in box.records)
    known = [record for record in records if request.knows(record)]
    shown = [_of_box(request, box), *_of_records(request, known[: MOST - 1])]
    return _sheet(request, shown, f"/boxes/{box.id}", len(known) + 1)


@view_config(context=Site, name="record-labels", renderer=SHEET, permission=Permission.LISTS)
def of_records(site: Site, request: Request) -> dict[str, Any]:
    """The records that the address names, ``?record=`` as often as wanted."""
    names = list(dict.fromkeys(request.GET.getall("record")))
    found = (site.records.get(name) for name in names)
    known = [record for record in found if record is not None and request.knows(record)]
    back = f"/records/{known[0].id}" if len(known) == 1 else "/places"
    return _sheet(request, list(_of_records(request, known[:MOST])), back, len(known))


def _sheet(request: Request, labels: list[Label], back: str, total: int) -> dict[str, Any]:
    return {"labels": labels, "back": back, "more": total > len(labels)}


def _label(request: Request, thing: Record | Box, name: str, lines: Iterable[str]) -> Label:
    code = request.find_service(ILabels).code(thing)
    picture = Markup(qr(code))  # noqa: S704 - made of a code of our own alphabet
    return Label(name, tuple(line for line in lines if line), spaced(code), picture)


def _of_box(request: Request, box: Box) -> Label:
    place = " · ".join(part for part in box.path[:-1] if part)
    return _label(request, box, box.name, (place, box.note))


def _of_records(request: Request, records: Iterable[Record]) -> Iterable[Label]:
    """A record's label shows its code, unit, year and period, and no title: anybody may see it."""
    for record in records:
        about = (request.layout.unit(record.unit), str(record.year or ""), record.retention)
        yield _label(
            request, record, record.reference_code or "", (" · ".join(part for part in about if part),)
        )
