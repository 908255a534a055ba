"""Working days of the house: the official calendar, with what is closed or open here besides."""

from datetime import date, datetime, time, timedelta

from onestop_records.calendars.official import Official
from onestop_records.models.calendar import Hours, HouseCalendar

DAY = timedelta(days=1)
FARTHEST = 20_000  # days that are searched for a working day, before giving up


class Days:
    """Which days are worked and when the doors are open then. Days and times are local."""

    def __init__(self, calendar: HouseCalendar) -> None:
        self.calendar = calendar
        self.official = Official(calendar)
        self._known: dict[date, bool] = {}

    def is_working(self, day: date) -> bool:
        """True when the house works on that day; the last of several closures decides."""
        found = self._known.get(day)
        if found is None:
            own = [one.worked for one in self.calendar.closures if one.since <= day <= one.until]
            found = self._known[day] = own[-1] if own else self.official.is_working(day)
        return found

    def published(self, first: date, last: date) -> bool:
        """True when the calendars of all years between are known."""
        return all(self.official.published(year) for year in range(first.year, last.year + 1))

    def after(self, day: date, number: int) -> date:
        """The working day of that number after a day, the next one being the first; 0 is the day itself.

        Raises OverflowError when the house is closed for longer than anybody plans.
        """
        for _ in range(FARTHEST):
            if number <= 0:
                return day
            day += DAY
            number -= self.is_working(day)
        raise OverflowError(f"no working day near {day}")

    def before(self, day: date, number: int) -> date:
        """The working day of that number before a day."""
        for _ in range(FARTHEST):
            if number <= 0:
                return day
            day -= DAY
            number -= self.is_working(day)
        raise OverflowError(f"no working day near {day}")

    def first(self, day: date) -> date:
        """The day itself when it is worked, else the next one that is."""
        return day if self.is_working(day) else self.after(day, 1)

    def count(self, since: date, until: date) -> int:
        """Working days after ``since`` up to ``until``, which counts; 0 when that is not later."""
        return sum(self.is_working(since + DAY * step) for step in range(1, (until - since).days + 1))

    def hours(self, day: date) -> Hours:
        """When the doors are open on that day, if it is worked."""
        return [each for each in self.calendar.hours if each.since <= day][-1]

    def opening(self, day: date) -> time:
        return self.hours(day).periods[0][0]

    def closing(self, day: date) -> time:
        return self.hours(day).periods[-1][1]

    def open_periods(self, day: date) -> list[tuple[datetime, datetime]]:
        """The hours of a day, without a time zone; none when it is not worked."""
        if not self.is_working(day):
            return []
        return [(datetime.combine(day, a), datetime.combine(day, b)) for a, b in self.hours(day).periods]

    def open_time(self, since: datetime, until: datetime) -> timedelta:
        """How long the doors are open between two local instants without a time zone."""
        total, day = timedelta(), since.date()
        while day <= until.date():
            for begins, ends in self.open_periods(day):
                total += max(timedelta(), min(ends, until) - max(begins, since))
            day += DAY
        return total

    def after_open_time(self, since: datetime, length: timedelta) -> datetime:
        """The local instant at which the doors have been open for so long. Raises OverflowError."""
        day = since.date()
        for _ in range(FARTHEST):
            for begins, ends in self.open_periods(day):
                begins = max(begins, since)
                if ends - begins >= length and ends > begins:
                    return begins + length
                length -= max(timedelta(), ends - begins)
            day += DAY
        raise OverflowError(f"no opening hours near {day}")
