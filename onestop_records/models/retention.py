"""Retention schedule (保管期限表): classes in their editions, and the day a period ends (N70)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from onestop_records.models.folding import fold
from onestop_records.models.record import Record

# What starts a period, and the field of the record that tells the date.
TRIGGERS = {
    "creation": "date",
    "case-closed": "closed",
    "validity-end": "validity_end",
    "accounting-year": "year",
    "given": "retention_start",
}
ACTIONS = ("destroy", "review", "permanent", "transfer")
CHANGEABLE = ("title", "years", "trigger", "action", "basis", "scope")  # by an edition; the code stays


def runs_from(starts: date) -> date:
    """The day a period begins to run: 1 January after the year of what starts it (lifecycle)."""
    return date(starts.year + 1, 1, 1)


@dataclass(frozen=True)
class RetentionClass:
    """One edition of a class; ``years`` is None for permanent (永久).

    It is in force from the day ``since`` (None: from the beginning). ``running`` says that periods running
    on that day get its length too, ``shortening`` that a manager has confirmed what becomes shorter by it.
    """

    code: str
    title: str
    years: int | None
    trigger: str = "creation"
    action: str = "review"
    basis: str = ""
    scope: str = ""
    since: date | None = None
    running: bool = False
    shortening: bool = False

    def due(self, starts: date) -> date | None:
        """The day the period ends: 1 January of (start year + years + 1); None for permanent.

        The period runs from 1 January after the starting year (lifecycle, retention schedule).
        """
        return None if self.years is None else date(starts.year + self.years + 1, 1, 1)


def period_start(retention_class: RetentionClass, record: Record) -> tuple[date | None, str]:
    """The date that starts the record's period, or None and the field that should tell it."""
    field = TRIGGERS[retention_class.trigger]
    value = record.get(field)
    if not value:
        return None, field
    return (date(value, 12, 31) if field == "year" else value.first_day), ""


def shorter(before: date | None, after: date | None) -> bool:
    """True when a period that ended at ``before`` (None: never) would end earlier."""
    return after is not None and (before is None or after < before)


@dataclass(frozen=True)
class Shift:
    """Running periods of one starting year that an edition moves from one due day to another."""

    year: int
    count: int
    before: date | None
    after: date | None

    @property
    def shorter(self) -> bool:
        return shorter(self.before, self.after)


@dataclass(frozen=True)
class Preview:
    """What an edition would change: how many records, and which dates."""

    shifts: tuple[Shift, ...] = ()

    @property
    def changed(self) -> int:
        return sum(shift.count for shift in self.shifts)

    @property
    def shorter(self) -> int:
        return sum(shift.count for shift in self.shifts if shift.shorter)


class Proposal(Persistent):
    """An edition that waits to be confirmed. ``shorter`` counts the running periods it would shorten."""

    state = "proposed"
    custodian = ""  # who answers for it now, when it has passed from who proposed it

    def __init__(self, edition: RetentionClass, reason: str, by: str, at: datetime, shorter: int) -> None:
        self.edition = edition
        self.reason = reason
        self.proposed_by = by
        self.proposed_at = at
        self.shorter = shorter


class RetentionLine(Persistent):
    """A class with all its editions, oldest first; ``begun`` of them have come into force.

    ``used`` is set with the first record, for good: its code may stand in a reference code. ``reached`` is
    the id of the last record that the worker has looked at while it passes a new edition on to running
    periods, None when it doesn't; ``passed`` and ``kept`` count what it changed and what it left alone.
    """

    __parent__: Any = None
    used = False
    proposal: Proposal | None = None
    reached: str | None = None
    passed = 0
    kept = 0

    def __init__(self, first: RetentionClass) -> None:
        self.code = self.__name__ = first.code
        self.editions: tuple[RetentionClass, ...] = (first,)
        self.begun = 1

    @property
    def current(self) -> RetentionClass:
        """The edition in force, as far as the worker has noticed: for display."""
        return self.editions[self.begun - 1]

    @property
    def title(self) -> str:
        return self.current.title

    def at(self, day: date) -> RetentionClass:
        """The edition in force on a day: what is filed on it gets this one."""
        return [e for e in self.editions if e.since is None or e.since <= day][-1]

    def use(self) -> None:
        """A record names it."""
        if not self.used:
            self.used = True


class RetentionSchedule(Persistent):
    """All classes by code, and which matters they apply to by default."""

    __name__ = "retention"
    __parent__: Any = None

    def __init__(self) -> None:
        self._classes = OOBTree()
        self._matters = OOBTree()  # folded matter → (matter, code)

    def __getitem__(self, code: str) -> RetentionLine:
        return self._classes[code]

    def get(self, code: str) -> RetentionLine | None:
        return self._classes.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self._classes

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def values(self) -> Iterator[RetentionLine]:
        return iter(self._classes.values())

    def add(self, retention_class: RetentionClass) -> RetentionLine:
        line = RetentionLine(retention_class)
        line.__parent__ = self
        self._classes[line.code] = line
        return line

    def remove(self, line: RetentionLine) -> None:
        """Take out a class that no record has named."""
        line.used = False  # written, so that whoever names it meanwhile conflicts
        line._p_changed = True
        del self._classes[line.code]
        self.set_matters(line.code, ())

    def matters(self, code: str) -> list[str]:
        """The matters (办理事项) to which a class applies by default."""
        return sorted(matter for matter, named in self._matters.values() if named == code)

    def set_matters(self, code: str, matters: tuple[str, ...]) -> None:
        """Let a class apply to these matters by default, and to no others."""
        for key, (__, named) in list(self._matters.items()):
            if named == code:
                del self._matters[key]
        for matter in matters:
            self._matters[fold(matter)] = (matter, code)

    def for_matter(self, matter: str) -> str:
        """The code of the class for a matter, empty when there is none."""
        found: tuple[str, str] = self._matters.get(fold(matter), ("", ""))
        return found[1]
