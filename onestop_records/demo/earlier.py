"""What the demonstration says was done some time ago, so that something can be late on the first day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.clock import SystemClock
from onestop_records.events import Actor
from onestop_records.interfaces import IClock, ISettings
from onestop_records.storage.work import work


class EarlierClock(SystemClock):
    """The machine's clock as it was some time ago."""

    def __init__(self, timezone: str, ago: timedelta) -> None:
        super().__init__(timezone)
        self.ago = ago

    def now(self) -> datetime:
        return super().now() - self.ago


@contextmanager
def at(registry: Registry, person: str, ago: timedelta = timedelta()) -> Iterator[Any]:
    """Somebody's work, some time ago; it is committed when the block ends well."""
    with work(registry, Actor(person, way="command")) as request:
        timezone = request.find_service(ISettings).timezone
        request.made_services[IClock] = EarlierClock(timezone, ago)
        yield request
        request.tm.commit()
