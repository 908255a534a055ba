"""Boxes: entering, moving, filling by lists of records, emptying."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import StorageChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IBoxes, ICatalog, ILabels
from onestop_records.models.box import PARTS, Box, Path, path_of
from onestop_records.models.identity import new_id
from onestop_records.models.record import Record
from onestop_records.models.room import Room
from onestop_records.services.batch import maker
from onestop_records.services.boxcontent import BoxContent, in_use, told
from onestop_records.services.boxing import box_for
from onestop_records.services.storevalues import BOX, give, wrong_name, wrong_note, wrong_person

MOST_NAMES = 200  # boxes entered at once
MOST_CAPACITY = 2000  # records in a box
PART = "\x1f"  # as the catalogue joins the parts of a place


@implementer(IBoxes)
class Boxes(BoxContent):
    """For one actor."""

    def add(self, room: Room, values: Mapping[str, Any]) -> list[Box]:
        names = list(dict.fromkeys(name.strip() for name in values.get("names") or ()))
        cabinet, shelf = (values.get("cabinet") or "").strip(), (values.get("shelf") or "").strip()
        capacity, custodian = int(values.get("capacity") or 0), values.get("custodian") or ""
        found = list(self._wrong(capacity, custodian))
        if not 1 <= len(names) <= MOST_NAMES:
            found.append(Violation("names", _("Name 1 to ${most} boxes", mapping={"most": MOST_NAMES})))
        for name in names[:MOST_NAMES]:
            found += wrong_name("names", name)
        paths = [(room.name, cabinet, shelf, name) for name in names]
        found += self._taken(paths)
        found += self._shelved(room, cabinet, shelf, len(names))
        Violations.check(found)
        made = [self._enter(room, path, capacity, custodian) for path in paths]
        for box in made:
            self._tell(box, {}, {**box.place, "capacity": capacity, "custodian": custodian})
        return made

    def _enter(self, room: Room, path: Path, capacity: int, custodian: str) -> Box:
        box = Box(new_id(), room.id, path, capacity, custodian)
        self.site.boxes.add(box)
        give(self.site, BOX, box.id, "", custodian)
        room._p_changed = True  # who changes the shelves of the room now meets this
        return box

    def _wrong(self, capacity: int, custodian: str) -> Iterator[Violation]:
        if not 1 <= capacity <= MOST_CAPACITY:
            limits = {"least": 1, "most": MOST_CAPACITY}
            yield Violation("capacity", _("Between ${least} and ${most}, please", mapping=limits))
        yield from wrong_person(self.site, "custodian", custodian)

    def _taken(self, paths: Iterable[Path]) -> Iterator[Violation]:
        for path in paths:
            if self.site.boxes.at(path) is not None:
                mapping = {"box": path[-1]}
                yield Violation("names", _("A box ${box} stands there already", mapping=mapping))

    def _shelved(self, room: Room, cabinet: str, name: str, more: int) -> Iterator[Violation]:
        shelf = room.shelf(cabinet, name)
        if room.closed:
            yield Violation("room", _("This room is used no more"))
        if shelf is None:
            yield Violation("shelf", _("There is no such shelf in this room"))
            return
        standing = sum(1 for _box in self.site.boxes.within(room.name, cabinet, name))
        if standing + more > shelf.capacity:
            mapping = {"free": max(0, shelf.capacity - standing), "count": shelf.capacity}
            message = _("The shelf takes ${count} boxes; ${free} places are free", mapping=mapping)
            yield Violation("shelf", message)

    def change(self, box: Box, values: Mapping[str, Any]) -> Box:
        in_use(box)
        capacity = int(values.get("capacity", box.capacity))
        custodian, note = values.get("custodian", box.custodian), values.get("note", box.note).strip()
        found = [*self._wrong(capacity, custodian), *wrong_note("note", note)]
        if capacity < box.count:
            found.append(Violation("capacity", _("There is more in the box")))
        room, path = self._target(box, values, found)
        Violations.check(found)
        before = {**box.place, "capacity": box.capacity, "custodian": box.custodian, "note": box.note}
        if custodian != box.custodian:
            give(self.site, BOX, box.id, box.custodian, custodian)
        box.capacity, box.custodian, box.note = capacity, custodian, note
        if path != box.path:
            room._p_changed = True
            self.site.boxes.move(box, room.id, path)
            for record_id in list(box.records):
                record = self.site.records[record_id]
                position = {k: v for k, v in record.place.items() if k not in PARTS}
                self._place(record, {**box.place, **position})
        self._tell(box, before, {**box.place, "capacity": capacity, "custodian": custodian, "note": note})
        return box

    def _target(self, box: Box, values: Mapping[str, Any], found: list[Violation]) -> tuple[Room, Path]:
        """Where the box shall stand."""
        room = self.site.rooms.get(values.get("room", box.room))
        if room is None:
            found.append(Violation("room", _("There is no such room")))
            return self.site.rooms[box.room], box.path
        cabinet, shelf = (
            (values.get(part, old) or "").strip()
            for part, old in zip(("cabinet", "shelf"), box.path[1:3], strict=True)
        )
        path = (room.name, cabinet, shelf, box.name)
        if path != box.path:
            found += self._taken([path])
            found += self._shelved(room, cabinet, shelf, int(path[:3] != box.path[:3]))
        return room, path

    def close(self, box: Box) -> None:
        in_use(box)
        if box.count:
            raise Refused(Violation("box", _("The box is not empty")))
        self.site.boxes.close(box)
        give(self.site, BOX, box.id, box.custodian, "")
        self._tell(box, {"closed": False}, {"closed": True})

    def unregistered(self, room: Room) -> list[tuple[Path, int]]:
        known = self.catalog.allowed(self.maker.principals)
        counts = self.catalog.facets(known, ("place",))["place"]
        return sorted((path, counts[key]) for key, path in self._unentered(room, counts).items())

    def _unentered(self, room: Room, places: Iterable[str]) -> dict[str, Path]:
        """Keys of the catalogue's places → paths, of boxes in the room that nobody entered."""
        found = {}
        for key in places:
            name, cabinet, shelf, box = key.split(PART)
            path = (name, cabinet, shelf, box)
            if name == room.name and box and self.site.boxes.at(path) is None:
                found[key] = path
        return found

    def _by_words(self, room: Room) -> Iterator[Record]:
        """Records that stand in this room in a box that nobody entered, by the catalogue and themselves."""
        places = self.catalog.facets(self.catalog.numbers(), ("place",))["place"]
        keys = list(self._unentered(room, places))
        for number in self.catalog.select({"place": keys}, self.catalog.numbers()) if keys else ():
            record = self.site.records.get(self.catalog.record_id(number))
            if record is not None and not record.gone and not record.volume and record.place.get("box"):
                yield record

    def register(self, room: Room, capacity: int, custodian: str) -> list[Box]:
        found = list(self._wrong(capacity, custodian))
        entering: dict[Path, list[Record]] = {}
        for record in self._by_words(room):
            if record.carrier != "electronic":
                entering.setdefault(path_of(record.place), []).append(record)
        shelves: dict[tuple[str, str], int] = {}
        for path, records in entering.items():
            shelves[path[1:3]] = shelves.get(path[1:3], 0) + 1
            if len(records) > capacity:
                mapping = {"box": path[-1], "count": len(records)}
                found.append(Violation("capacity", _("Box ${box} holds ${count} already", mapping=mapping)))
        for (cabinet, name), count in shelves.items():
            for violation in self._shelved(room, cabinet, name, count):
                where = f"{cabinet} {name}".strip()
                found.append(Violation("shelf", told(where, violation.message, self.maker)))
        Violations.check(found)
        made = []
        for path, records in sorted(entering.items()):
            box = self._enter(room, path, capacity, custodian)
            for record in records:
                if box_for(self.site, record.place, record.carrier, record.volume) is box:
                    self.site.boxes.put(box, record.id)
            self._tell(box, {}, {**box.place, "capacity": capacity, "custodian": custodian})
            made.append(box)
        return made

    def _tell(self, box: Box, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        was = {name: before[name] for name in changed if name in before}
        if changed:
            self.maker.notify(StorageChanged(self.maker.actor, box.id, BOX, before=was, after=changed))


def factory(context: object, request: Request) -> Boxes:
    return Boxes(maker(request), request.find_service(ILabels), request.find_service(ICatalog))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBoxes)
