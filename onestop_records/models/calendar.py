"""The house's calendar: official days off and on, what is closed here, and when the doors are open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from BTrees.OOBTree import OOBTree
from persistent import Persistent

Period = tuple[time, time]  # open from, open until


@dataclass(frozen=True)
class OfficialYear:
    """The published calendar of one year: ``days`` says of each special day whether it is worked (调休).

    A day of the December before may stand in it: New Year's holiday can begin there.
    """

    year: int
    days: Mapping[date, bool]
    source: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Closure:
    """The house differs from the official calendar from a day until another, both included.

    ``worked``: it is open on days that are officially off (duty on a holiday).
    """

    since: date
    until: date
    title: str
    worked: bool = False

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.since}..{self.until}"


@dataclass(frozen=True)
class Hours:
    """When the doors are open on a working day, lunch left out, from a day on; with the rule it follows."""

    since: date
    periods: tuple[Period, ...]
    rule: str = ""


# What a new archive begins with (W5 二: 8:30 to 17:30, lunch from 12:00 to 13:30).
FIRST_HOURS = Hours(date.min, ((time(8, 30), time(12)), (time(13, 30), time(17, 30))), "W5-2")


class HouseCalendar(Persistent):
    """What is known beyond the calendars that ``chinesecalendar`` brings.

    ``changes`` is raised by every change, for running clocks to be computed anew.
    """

    __name__ = "calendar"
    __parent__: object = None
    changes = 0
    closures: tuple[Closure, ...] = ()
    hours: tuple[Hours, ...] = (FIRST_HOURS,)  # by their first days

    def __init__(self) -> None:
        self._official = OOBTree()

    def official(self, year: int) -> OfficialYear | None:
        """The imported calendar of a year, None when there is none."""
        found: OfficialYear | None = self._official.get(year)
        return found

    def years(self) -> list[OfficialYear]:
        """All that were imported, in order."""
        return list(self._official.values())

    def publish(self, calendar: OfficialYear) -> None:
        """Put in the calendar of a year in place of the one known."""
        self._official[calendar.year] = calendar
        self.changes += 1

    def set_closures(self, closures: tuple[Closure, ...]) -> None:
        self.closures = tuple(sorted(closures, key=lambda one: (one.since, one.until)))
        self.changes += 1

    def set_hours(self, hours: tuple[Hours, ...]) -> None:
        self.hours = tuple(sorted(hours, key=lambda one: one.since))
        self.changes += 1
