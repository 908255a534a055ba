"""Storage rooms with their shelves, limits and keys (N69)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import KeyHanded, SettingsChanged, StorageChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IRooms
from onestop_records.models.identity import new_id
from onestop_records.models.room import Bounds, Key, Limits, Room, Shelf, Term
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.services.storevalues import KEY, ROOM, give, wrong_name, wrong_note, wrong_person

MOST_SHELVES = 500
MOST_BOXES = 1000  # on one shelf
MOST_DAYS = 366
MEASURES = {"temperature": (-500, 600), "humidity": (0, 1000)}  # tenths that an instrument may show
TERMS = ("rounds", "settling")


@implementer(IRooms)
class Rooms:
    """For one actor."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.site = maker.site

    def add(self, values: Mapping[str, Any]) -> Room:
        name, custodian = (values.get("name") or "").strip(), values.get("custodian") or ""
        shelves, note = tuple(values.get("shelves") or ()), (values.get("note") or "").strip()
        found = [*wrong_name("name", name), *wrong_person(self.site, "custodian", custodian)]
        found += [*_wrong_shelves(shelves), *wrong_note("note", note)]
        if self.site.rooms.named(name) is not None:
            found.append(Violation("name", _("There is a room of this name")))
        Violations.check(found)
        room = Room(new_id(), name, custodian, self.maker.clock.today())
        room.shelves, room.note = shelves, note
        self.site.rooms.add(room)
        give(self.site, ROOM, room.id, "", custodian)
        self._tell(room, {}, {"name": name, "custodian": custodian, "shelves": _told(shelves)})
        return room

    def change(self, room: Room, values: Mapping[str, Any]) -> Room:
        custodian = values.get("custodian", room.custodian)
        shelves = tuple(values.get("shelves", room.shelves))
        note, closed = values.get("note", room.note).strip(), bool(values.get("closed", room.closed))
        found = [*_wrong_shelves(shelves), *wrong_note("note", note), *self._in_use(room, shelves)]
        if not closed:
            found += wrong_person(self.site, "custodian", custodian)
        else:
            found += self._not_empty(room)
        Violations.check(found)
        before = {"custodian": room.custodian, "shelves": _told(room.shelves), "closed": room.closed}
        held = "" if room.closed else room.custodian
        holds = "" if closed else custodian
        if held != holds:
            give(self.site, ROOM, room.id, held, holds)
        room.custodian, room.shelves, room.note, room.closed = custodian, shelves, note, closed
        after = {"custodian": custodian, "shelves": _told(shelves), "closed": closed}
        self._tell(room, before, after)
        return room

    def _in_use(self, room: Room, shelves: Iterable[Shelf]) -> Iterator[Violation]:
        """A shelf on which boxes stand stays, and is as large as they need."""
        capacity = {(shelf.cabinet, shelf.name): shelf.capacity for shelf in shelves}
        standing: dict[tuple[str, str], int] = {}
        for box in self.site.boxes.within(room.name):
            spot = (box.path[1], box.path[2])
            standing[spot] = standing.get(spot, 0) + 1
        for (cabinet, name), count in standing.items():
            if capacity.get((cabinet, name), 0) < count:
                mapping = {"shelf": f"{cabinet} {name}".strip(), "count": count}
                yield Violation("shelves", _("On shelf ${shelf} stand ${count} boxes", mapping=mapping))

    def _not_empty(self, room: Room) -> Iterator[Violation]:
        if any(True for _box in self.site.boxes.within(room.name)):
            yield Violation("closed", _("There are boxes in this room"))
        if any(key.room == room.id and not key.withdrawn for key in self.site.keys.values()):
            yield Violation("closed", _("There are keys of this room; withdraw them first"))

    def set_limits(self, limits: Limits, room: Room | None = None) -> None:
        Violations.check(_wrong_limits(limits, whole=room is None))
        owner: Any = self.site.rooms if room is None else room
        before, owner.limits = owner.limits, limits
        was, told = _limits_told(before), _limits_told(limits)
        subject = "rooms" if room is None else room.id
        self.maker.notify(SettingsChanged(self.maker.actor, subject, ROOM, before=was, after=told))

    def add_key(self, room: Room, number: str, holder: str) -> Key:
        number = number.strip()
        found = [*wrong_name("number", number), *wrong_person(self.site, "holder", holder)]
        if any(key.number == number and not key.withdrawn for key in self.site.keys.values()):
            found.append(Violation("number", _("There is a key of this number")))
        if room.closed:
            found.append(Violation("room", _("This room is used no more")))
        Violations.check(found)
        key = Key(new_id(), number, room.id, holder)
        self.site.keys.add(key)
        give(self.site, KEY, key.id, "", holder)
        self._hand(key, {}, {"number": number, "room": room.name, "holder": holder})
        return key

    def hand_key(self, key: Key, holder: str) -> Key:
        _usable(key)
        Violations.check(wrong_person(self.site, "holder", holder))
        before, key.holder = key.holder, holder
        if before != holder:
            give(self.site, KEY, key.id, before, holder)
            self._hand(key, {"holder": before}, {"holder": holder})
        return key

    def withdraw_key(self, key: Key, reason: str) -> Key:
        _usable(key)
        reason = reason_given("reason", reason)
        if not reason:
            raise Refused(Violation("reason", _("Give a reason")))
        key.withdrawn = True
        give(self.site, KEY, key.id, key.holder, "")
        self._hand(key, {"holder": key.holder}, {"withdrawn": True}, reason)
        return key

    def _hand(self, key: Key, before: dict[str, Any], after: dict[str, Any], reason: str = "") -> None:
        self.maker.notify(KeyHanded(self.maker.actor, key.id, KEY, reason, before, after))

    def _tell(self, room: Room, before: dict[str, Any], after: dict[str, Any]) -> None:
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        was = {name: before[name] for name in changed if name in before}
        if changed:
            self.maker.notify(StorageChanged(self.maker.actor, room.id, ROOM, before=was, after=changed))


def _usable(key: Key) -> None:
    if key.withdrawn:
        raise Conflict(Violation("key", _("This key has been withdrawn")))


def _wrong_shelves(shelves: tuple[Shelf, ...]) -> Iterator[Violation]:
    if len(shelves) > MOST_SHELVES:
        yield Violation("shelves", _("At most ${most} shelves", mapping={"most": MOST_SHELVES}))
    if len({(shelf.cabinet, shelf.name) for shelf in shelves}) != len(shelves):
        yield Violation("shelves", _("A shelf is named twice"))
    for shelf in shelves:
        if not (shelf.cabinet or shelf.name):
            yield Violation("shelves", _("A shelf has a name, or stands for a cabinet"))
        for name in (shelf.cabinet, shelf.name):
            yield from wrong_name("shelves", name) if name else ()
            if "/" in name:
                yield Violation("shelves", _("The name of a shelf holds no slash"))
        if not 1 <= shelf.capacity <= MOST_BOXES:
            limits = {"least": 1, "most": MOST_BOXES}
            yield Violation("shelves", _("Between ${least} and ${most}, please", mapping=limits))


def _wrong_limits(limits: Limits, whole: bool) -> Iterator[Violation]:
    for name, given in vars(limits).items():
        if given is None:
            if whole:
                yield Violation(name, _("This is required"))
            continue
        if not given.rule.strip():
            yield Violation(name, _("Name the rule that this figure comes from"))
        yield from wrong_note(name, given.rule)
        yield from _wrong_term(name, given) if isinstance(given, Term) else _wrong_bounds(name, given)


def _wrong_term(name: str, term: Term) -> Iterator[Violation]:
    if not 1 <= term.days <= MOST_DAYS:
        limits = {"least": 1, "most": MOST_DAYS}
        yield Violation(name, _("Between ${least} and ${most}, please", mapping=limits))


def _wrong_bounds(name: str, bounds: Bounds) -> Iterator[Violation]:
    least, most = MEASURES[name]
    if not least <= bounds.lowest < bounds.highest <= most:
        limits = {"least": least / 10, "most": most / 10}
        yield Violation(name, _("From low to high, between ${least} and ${most}", mapping=limits))


def _told(shelves: Iterable[Shelf]) -> list[str]:
    return [f"{shelf.cabinet} {shelf.name} × {shelf.capacity}".strip() for shelf in shelves]


def _limits_told(limits: Limits) -> dict[str, str]:
    """The limits for the audit trail."""
    found = {}
    for name, given in vars(limits).items():
        if isinstance(given, Bounds):
            found[name] = f"{given.lowest / 10}–{given.highest / 10} ({given.rule})"
        elif given is not None:
            found[name] = f"{given.days} ({given.rule})"
    return found


def factory(context: object, request: Request) -> Rooms:
    return Rooms(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IRooms)
