"""Figures of casework: volumes, punctuality, what is open and overdue, satisfaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onestop_records.models.evaluation import SATISFIED

CASES, COMPLAINTS = "cases", "complaints"
FILES = {CASES: "case_file", COMPLAINTS: "complaint_file"}  # kind → the type of its files


@dataclass(frozen=True)
class Line:
    """One unit, matter or month, or the whole (``name`` empty).

    ``received`` and ``closed`` within the period; of the closed ones ``punctual`` and ``late``, and how many
    of each ``grade``. ``open`` and ``overdue`` are of now, whenever they were received.
    """

    name: str
    received: int = 0
    closed: int = 0
    punctual: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)

    @property
    def on_time(self) -> int | None:
        """Percent of those with a limit that met it; None when none had."""
        return _percent(self.punctual, self.punctual + self.late)

    @property
    def evaluated(self) -> int:
        """How many were evaluated."""
        return sum(self.grades.values())

    @property
    def satisfied(self) -> int | None:
        """Percent of those evaluated that were satisfied or very satisfied."""
        return _percent(sum(self.grades.get(grade, 0) for grade in SATISFIED), self.evaluated)


@dataclass(frozen=True)
class Figures:
    """From one month to another, both included."""

    since: str
    until: str
    total: Line
    units: Sequence[Line]
    matters: Sequence[Line]
    months: Sequence[Line]


def months(since: str, until: str) -> list[str]:
    """Every month from one to another, as ``2026-11``."""
    first, last = _number(since), _number(until)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
