"""The only place that reads the time; tests put another clock in its stead."""

from datetime import UTC, date, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from zope.interface import implementer

from onestop_records.interfaces import IClock


class Clock(Protocol):
    """What type checkers know of ``IClock``."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...

    def local(self, instant: datetime) -> datetime: ...


@implementer(IClock)
class SystemClock:
    """The machine's clock, read in the archive's time zone."""

    def __init__(self, timezone: str) -> None:
        self.timezone: tzinfo = ZoneInfo(timezone)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.local(self.now()).date()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.timezone)
