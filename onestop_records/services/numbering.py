"""Numbers without gaps, each series from 1 every year: cases, complaints, their notices."""

from collections.abc import Callable, Sequence

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import INumbers, ISeriesLocks
from onestop_records.models.code import Series
from onestop_records.models.site import Site


@implementer(INumbers)
class Numbers:
    """Of one archive."""

    def __init__(self, site: Site, locks: Callable[[Sequence[str]], None]) -> None:
        self.site = site
        self.locks = locks

    def reserve(self, keys: Sequence[str]) -> None:
        self.locks([f"number {key}" for key in keys])

    def next(self, key: str) -> int:
        series: Series | None = self.site.numbers.get(key)
        if series is None:
            series = self.site.numbers[key] = Series(key)
        series.last += 1
        return series.last


def factory(context: object, request: Request) -> Numbers:
    locks = request.find_service(ISeriesLocks)
    return Numbers(request.site, lambda keys: locks.hold(request.tm, keys))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, INumbers)
