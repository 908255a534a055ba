"""Deadlines by the calendar of the house (casework, *Clocks*)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from zope.interface import implementer

from onestop_records.calendars.days import Days
from onestop_records.calendars.official import newest
from onestop_records.clock import Clock as Now
from onestop_records.interfaces import IWorkingDays
from onestop_records.models.calendar import HouseCalendar
from onestop_records.models.deadline import Pause
from onestop_records.models.limit import DAYS, HOURS, NEXT_DAY, OPENING, SAME_DAY, Deadline, Limit


@implementer(IWorkingDays)
class WorkingDays:
    """Of one house; instants are UTC, days those of its time zone."""

    def __init__(self, calendar: HouseCalendar, clock: Now) -> None:
        self.calendar = calendar
        self.clock = clock
        self.days = Days(calendar)

    def is_working(self, day: date) -> bool:
        return self.days.is_working(day)

    def published(self, year: int) -> bool:
        return self.days.official.published(year)

    def edition(self) -> tuple[int, int]:
        return self.calendar.changes, newest()

    def count(self, since: date, until: date) -> int:
        return self.days.count(since, until)

    def after(self, day: date, number: int) -> date:
        return self.days.after(day, number)

    def deadline(self, start: datetime, limit: Limit, pauses: Iterable[Pause] = ()) -> Deadline:
        over = [(self._local(p.since), self._local(p.until)) for p in pauses if p.until is not None]
        local = self._local(start)
        if limit.unit in OPENING:
            step = timedelta(hours=limit.number) if limit.unit == HOURS else timedelta(minutes=limit.number)
            length = step + sum((self.days.open_time(a, b) for a, b in over), timedelta())
            return self._deadline(local, self.days.after_open_time(local, length))
        if limit.unit == DAYS:
            waited = sum(((b.date() - a.date()).days for a, b in over), limit.number)
            last = local.date() + timedelta(days=waited)
            return Deadline(self._utc(datetime.combine(last, self.days.closing(last))))
        first, number = local.date(), limit.number
        if limit.unit in (SAME_DAY, NEXT_DAY):
            first, number = self._handled(local), int(limit.unit == NEXT_DAY)
        number += sum(self.days.count(a.date(), b.date()) for a, b in over)
        last = self.days.after(first, number)
        return self._deadline(local, datetime.combine(last, self.days.closing(last)))

    def warning(self, due: datetime, limit: Limit, number: int) -> datetime | None:
        if not number:
            return None
        if limit.unit in OPENING:
            return due - (timedelta(hours=number) if limit.unit == HOURS else timedelta(minutes=number))
        day = self.days.before(self._local(due).date(), number)
        return self._utc(datetime.combine(day, self.days.opening(day)))

    def open_from(self, day: date) -> tuple[time, time]:
        return self.days.opening(day), self.days.closing(day)

    def open_periods(self, day: date) -> list[tuple[datetime, datetime]]:
        return self.days.open_periods(day)

    def instant(self, local: datetime) -> datetime:
        return self._utc(local)

    def _handled(self, local: datetime) -> date:
        """The day on which what comes at that instant can be handled: after closing time, the next one."""
        day = self.days.first(local.date())
        late = day == local.date() and local.time() > self.days.closing(day)
        return self.days.after(day, 1) if late else day

    def _deadline(self, start: datetime, end: datetime) -> Deadline:
        return Deadline(self._utc(end), not self.days.published(start.date(), end.date()))

    def _local(self, instant: datetime | None) -> datetime:
        return self.clock.local(instant or self.clock.now()).replace(tzinfo=None)

    def _utc(self, local: datetime) -> datetime:
        zone = self.clock.local(datetime.combine(local.date(), time(12), UTC)).tzinfo
        return local.replace(tzinfo=zone).astimezone(UTC)
