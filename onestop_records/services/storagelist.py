"""Lists of a storage room to print or keep: its boxes, and the log of its rounds (巡查登记)."""

from collections.abc import Iterable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, ILabels, IStorageLists
from onestop_records.models.finding import KINDS
from onestop_records.models.label import spaced
from onestop_records.models.room import Room
from onestop_records.models.round import Round
from onestop_records.services.batch import Maker, maker
from onestop_records.services.box import PART
from onestop_records.services.listing import BREAKS, Table
from onestop_records.services.register import BLANK, Register

Columns = tuple[tuple[Any, int], ...]
BOXES: Columns = (
    (_("No."), 6),
    (_("Cabinet"), 12),
    (_("Shelf"), 12),
    (_("Box"), 20),
    (_("Records"), 10),
    (_("It takes"), 10),
    (_("Custodian"), 14),
    (_("Label code"), 18),
    (_("Note"), 30),
)
ROUNDS: Columns = (
    (_("No."), 6),
    (_("When"), 18),
    (_("By whom"), 12),
    (_("Temperature (℃)"), 12),
    (_("Relative humidity (%)"), 12),
    (_("Storage findings"), 44),
    (_("Remarks"), 30),
)


@implementer(IStorageLists)
class StorageLists:
    """For one reader, in the reader's language."""

    def __init__(self, maker: Maker, labels: Any, catalog: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.labels = labels
        self.catalog = catalog
        self.translate = maker.translate

    def boxes(self, room: Room) -> Register:
        rows, allowed = [], self.catalog.allowed(self.maker.principals)
        counts = self.catalog.facets(allowed, ("place",))["place"]
        for number, box in enumerate(self.site.boxes.within(room.name), 1):
            known = counts.get(PART.join(box.path), 0)
            label = spaced(self.labels.code(box))
            cells = (str(number), *box.path[1:], str(known), str(box.capacity))
            rows.append((*cells, self._name(box.custodian), label, box.note))
        return self._register(_("List of boxes"), BOXES, rows, room)

    def rounds(self, room: Room) -> Register:
        rows = []
        for number, each in enumerate(self.site.rounds.of(room.id), 1):
            at = self.maker.clock.local(each.at).strftime("%Y-%m-%d %H:%M")
            measured = (str(each.temperature / 10), str(each.humidity / 10))
            rows.append((str(number), at, self._name(each.by), *measured, self._found(each), each.remarks))
        return self._register(_("Log of rounds"), ROUNDS, rows, room)

    def _found(self, each: Round) -> str:
        found = (self.site.findings[finding_id] for finding_id in each.findings)
        return "; ".join(f"{self.translate(KINDS[f.kind])}: {f.said}" for f in found)

    def _register(
        self, title: Any, columns: Columns, rows: Iterable[tuple[str, ...]], room: Room
    ) -> Register:
        title = self.translate(title)
        headings = tuple(self.translate(heading) for heading, _width in columns)
        cells = tuple(tuple(cell.translate(BREAKS) for cell in row) for row in rows)
        table = Table(title, headings, tuple(width for _heading, width in columns), cells)
        limits = self.site.rooms.limits_of(room)
        rules = dict.fromkeys(given.rule for given in vars(limits).values())
        cover = (
            (self.translate(_("Room")), room.name),
            (self.translate(_("Custodian")), self._name(room.custodian)),
            (self.translate(_("Rule")), "; ".join(rules)),
        )
        signature = ((self.translate(_("Custodian of the room")), BLANK),)
        return Register(title, cover, table, None, signature)

    def _name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person is not None else person_id


def factory(context: object, request: Request) -> StorageLists:
    return StorageLists(maker(request), request.find_service(ILabels), request.find_service(ICatalog))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IStorageLists)
