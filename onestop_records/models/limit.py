"""Limits of time and the deadlines they lead to (casework, *Clocks*)."""

from dataclasses import dataclass
from datetime import datetime

MINUTES, HOURS, DAYS, WORKING_DAYS, SAME_DAY, NEXT_DAY = (
    "minutes",
    "hours",
    "days",
    "working-days",
    "same-day",
    "next-day",
)
UNITS = (MINUTES, HOURS, DAYS, WORKING_DAYS, SAME_DAY, NEXT_DAY)


@dataclass(frozen=True)
class Limit:
    """So many units of time; ``rule`` names where it comes from (``N30.3``). A setting, never a constant."""

    unit: str
    number: int
    rule: str


@dataclass(frozen=True)
class Deadline:
    """An instant, UTC; ``provisional`` while it reaches into a year whose calendar is not published."""

    at: datetime
    provisional: bool = False
