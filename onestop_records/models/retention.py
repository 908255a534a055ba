"""Retention schedule (保管期限表): classes and the day a period ends (N70)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

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


def runs_from(starts: date) -> date:
    """The day a period begins to run: 1 January after the year of what starts it (lifecycle)."""
    return date(starts.year + 1, 1, 1)


@dataclass(frozen=True)
class RetentionClass:
    """A class of the schedule; ``years`` is None for permanent (永久)."""

    code: str
    title: str
    years: int | None
    trigger: str = "creation"
    action: str = "review"
    basis: str = ""
    scope: str = ""

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


class RetentionSchedule(Persistent):
    """All classes by code."""

    __name__ = "retention"
    __parent__: Any = None

    def __init__(self) -> None:
        self._classes = OOBTree()

    def __getitem__(self, code: str) -> RetentionClass:
        return self._classes[code]

    def get(self, code: str) -> RetentionClass | None:
        return self._classes.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self._classes

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def values(self) -> Iterator[RetentionClass]:
        return iter(self._classes.values())

    def add(self, retention_class: RetentionClass) -> None:
        self._classes[retention_class.code] = retention_class
