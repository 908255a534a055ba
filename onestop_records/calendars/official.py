"""The published calendars of the State Council: those that ``chinesecalendar`` brings, and imported ones.

``chinesecalendar`` 1.11 holds 2004 to 2026 and raises NotImplementedError for any other year; a house that
has no newer release imports the notice of the year instead (``calendar import``), which also corrects.
"""

from datetime import date

from chinese_calendar import is_workday

from onestop_records.models.calendar import HouseCalendar

DECEMBER = 12
SATURDAY = 5
# Holidays by law on fixed days (全国年节及纪念日放假办法): all that is known of a year not yet published.
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


def brought(day: date) -> bool | None:
    """True when the library says the day is worked, None when it doesn't know the year."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def newest() -> int:
    """The last year that the library knows."""
    year = 2004
    while brought(date(year + 1, 1, 1)) is not None:
        year += 1
    return year


class Official:
    """What is published: imported years before those of the library."""

    def __init__(self, calendar: HouseCalendar) -> None:
        self.calendar = calendar

    def published(self, year: int) -> bool:
        """True when the calendar of a year is known."""
        return self.calendar.official(year) is not None or brought(date(year, 1, 1)) is not None

    def is_working(self, day: date) -> bool:
        """True on a day that is worked; of an unpublished year, Monday to Friday but the fixed holidays."""
        for year in (day.year + 1, day.year) if day.month == DECEMBER else (day.year,):
            known = self.calendar.official(year)
            if known is not None and day in known.days:
                return known.days[day]
        if self.calendar.official(day.year) is not None:
            return day.weekday() < SATURDAY
        told = brought(day)
        return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED if told is None else told
