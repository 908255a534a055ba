"""Stock-taking (清点) of a room: what the catalogue expects there, and what was scanned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.i18n import _
from onestop_records.models.box import Path
from onestop_records.models.disposal import Move
from onestop_records.models.finding import DIFFERING

RESULTS = {"found": _("In its place"), "out": _("Out on loan"), **DIFFERING}
DISCREPANCIES = frozenset(DIFFERING)


@dataclass(frozen=True)
class Scan:
    """A label that was scanned: ``box`` is the id of the box that was open, empty when none was.

    ``record`` is the id of what it names, if any; ``known`` when whoever scanned it may know of that.
    """

    box: str
    person: str
    at: datetime
    known: bool = True
    record: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the result: a record, a box or a code that names nothing known.

    ``expected`` and ``found`` are places in words, empty where it is not.
    """

    result: str
    record: str = ""
    box: str = ""
    code: str = ""
    expected: str = ""
    found: str = ""


class Stocktaking(Persistent):
    """``expected`` maps record ids to paths as they were when it began; ``boxes`` are ids of boxes expected.

    ``scans`` maps codes of records to scans, also of records that whoever scanned them may not know of: they
    learn no more, and the result is right all the same. ``seen`` does it for codes of boxes.
    ``lines`` (number → Line) are those of when it was closed.
    """

    __parent__: Any = None
    state = "open"
    revision = 1
    moves: tuple[Move, ...] = ()
    register = ""
    problem = ""

    def __init__(self, stocktaking_id: str, title: str, room: str, by: str, at: datetime) -> None:
        self.id = self.__name__ = stocktaking_id
        self.title = title
        self.room = room
        self.opened_by = by
        self.opened_at = at
        self.expected = OOBTree()  # record id → Path
        self.boxes = OOTreeSet()
        self.scans = OOBTree()  # code → Scan
        self.seen = OOBTree()  # code of a box → Scan
        self.lines = OOBTree()

    def expect(self, record_id: str, path: Path) -> None:
        """The catalogue says that it stands there."""
        self.expected[record_id] = path

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((move for move in reversed(self.moves) if move.name == name), None)


class StocktakingFolder(Persistent):
    """All by id; ``open`` are those in which things are counted, ``unarchived`` want a register."""

    __name__ = "stocktakings"
    __parent__: Any = None

    def __init__(self) -> None:
        self._stocktakings = OOBTree()
        self.open = OOTreeSet()
        self.unarchived = OOTreeSet()

    def __getitem__(self, stocktaking_id: str) -> Stocktaking:
        return self._stocktakings[stocktaking_id]

    def get(self, stocktaking_id: str) -> Stocktaking | None:
        return self._stocktakings.get(stocktaking_id)

    def values(self) -> Iterator[Stocktaking]:
        return iter(self._stocktakings.values())

    def add(self, stocktaking: Stocktaking) -> None:
        stocktaking.__parent__ = self
        self._stocktakings[stocktaking.id] = stocktaking
        self.open.insert(stocktaking.id)
