"""Rounds (巡查) through a storage room (N69): what was measured and looked at."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

LOOKED_AT = ("fire", "pests", "damp", "ventilation")


class Round(Persistent):
    """Never changed afterwards. ``temperature`` in tenths of °C, ``humidity`` in tenths of %.

    ``wrong`` maps what of ``LOOKED_AT`` was not in order to what was seen; ``findings`` are their ids.
    """

    __parent__: Any = None
    findings: tuple[str, ...] = ()
    remarks = ""

    def __init__(
        self,
        round_id: str,
        room: str,
        by: str,
        at: datetime,
        temperature: int,
        humidity: int,
        wrong: Mapping[str, str],
    ) -> None:
        self.id = self.__name__ = round_id
        self.room = room
        self.by = by
        self.at = at
        self.temperature = temperature
        self.humidity = humidity
        self.wrong = dict(wrong)


class RoundFolder(Persistent):
    """All rounds by id, and by room and instant."""

    __name__ = "rounds"
    __parent__: Any = None

    def __init__(self) -> None:
        self._rounds = OOBTree()
        self._by_room = OOBTree()  # (room id, instant, round id) → None

    def __getitem__(self, round_id: str) -> Round:
        return self._rounds[round_id]

    def get(self, round_id: str) -> Round | None:
        return self._rounds.get(round_id)

    def values(self) -> Iterator[Round]:
        return iter(self._rounds.values())

    def of(self, room_id: str) -> list[Round]:
        """The rounds through a room, newest first."""
        keys = self._by_room.keys(min=(room_id,), max=(room_id + "\uffff",))
        return [self._rounds[round_id] for _room, _at, round_id in reversed(list(keys))]

    def add(self, round: Round) -> None:
        round.__parent__ = self
        self._rounds[round.id] = round
        self._by_room[(round.room, round.at.isoformat(), round.id)] = None
