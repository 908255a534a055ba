"""Rooms in which paper is kept (N69): their shelves, keys, and the limits they are watched by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent


@dataclass(frozen=True)
class Bounds:
    """A measure lies from ``lowest`` to ``highest``, in tenths; ``rule`` names where that comes from."""

    lowest: int
    highest: int
    rule: str


@dataclass(frozen=True)
class Term:
    """So many days; ``rule`` names where that comes from."""

    days: int
    rule: str


@dataclass(frozen=True)
class Limits:
    """What a room is held against: °C and % of relative humidity in tenths, days between rounds, days to
    settle a finding. Of a room's own, None means that the house's holds."""

    temperature: Bounds | None = None
    humidity: Bounds | None = None
    rounds: Term | None = None
    settling: Term | None = None

    def over(self, others: "Limits") -> "Limits":
        """These, and the others' where these say nothing."""
        own = {name: value for name, value in vars(self).items() if value is not None}
        return replace(others, **own)


HOUSE = "N69，间隔与期限由本单位规定"
TECHNICAL = "N69；《档案库房技术管理暂行规定》（国家档案局 1987）第七条"
BEGINNING = Limits(  # what a new archive begins with; the manager sets others
    temperature=Bounds(140, 240, TECHNICAL),
    humidity=Bounds(450, 600, TECHNICAL),
    rounds=Term(7, HOUSE),
    settling=Term(7, HOUSE),
)


@dataclass(frozen=True)
class Shelf:
    """A shelf (层) of a cabinet (柜), or without one; ``capacity`` in boxes."""

    cabinet: str
    name: str
    capacity: int


class Room(Persistent):
    """A room (库房); ``name`` is what descriptions call it and stays, ``custodian`` a person's id.

    ``last_round`` is the day of the last round, or that on which the room was entered.
    """

    __parent__: Any = None
    closed = False
    note = ""
    limits = Limits()

    def __init__(self, room_id: str, name: str, custodian: str, since: date) -> None:
        self.id = self.__name__ = room_id
        self.name = name
        self.custodian = custodian
        self.last_round = since
        self.shelves: tuple[Shelf, ...] = ()

    @property
    def title(self) -> str:
        return self.name

    def shelf(self, cabinet: str, name: str) -> Shelf | None:
        """The shelf so named, or None."""
        return next((s for s in self.shelves if (s.cabinet, s.name) == (cabinet, name)), None)


class Key(Persistent):
    """A key (钥匙) of a room: each copy has its number and is with exactly one person."""

    __parent__: Any = None
    withdrawn = False

    def __init__(self, key_id: str, number: str, room: str, holder: str) -> None:
        self.id = self.__name__ = key_id
        self.number = number
        self.room = room
        self.holder = holder

    @property
    def title(self) -> str:
        return self.number


class RoomFolder(Persistent):
    """All rooms by id and by name, and what they are watched by when they say nothing themselves."""

    __name__ = "rooms"
    __parent__: Any = None

    def __init__(self) -> None:
        self._rooms = OOBTree()
        self._names = OOBTree()
        self.limits = BEGINNING

    def __getitem__(self, room_id: str) -> Room:
        return self._rooms[room_id]

    def get(self, room_id: str) -> Room | None:
        return self._rooms.get(room_id)

    def values(self) -> Iterator[Room]:
        return iter(self._rooms.values())

    def named(self, name: str) -> Room | None:
        """The room with this name."""
        room_id = self._names.get(name)
        return None if room_id is None else self._rooms[room_id]

    def limits_of(self, room: Room) -> Limits:
        """What a room is held against."""
        return room.limits.over(self.limits)

    def add(self, room: Room) -> None:
        room.__parent__ = self
        self._rooms[room.id] = room
        self._names[room.name] = room.id


class KeyFolder(Persistent):
    """All keys by id, withdrawn ones too."""

    __name__ = "keys"
    __parent__: Any = None

    def __init__(self) -> None:
        self._keys = OOBTree()

    def __getitem__(self, key_id: str) -> Key:
        return self._keys[key_id]

    def get(self, key_id: str) -> Key | None:
        return self._keys.get(key_id)

    def values(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def add(self, key: Key) -> None:
        key.__parent__ = self
        self._keys[key.id] = key
