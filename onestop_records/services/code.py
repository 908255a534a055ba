"""Giving reference codes: gap-free within a series, unique, never used again (records, *Reference code*)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IReferenceCodes
from onestop_records.models.code import (
    ITEM_TEMPLATE,
    Series,
    SeriesReport,
    numbered,
    problems,
    series_key,
    split,
    wanted,
)
from onestop_records.models.fonds import Category
from onestop_records.models.record import Record
from onestop_records.models.site import Site


@implementer(IReferenceCodes)
class ReferenceCodes:
    """The register of codes of one store."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def series(self, record: Record) -> str:
        template, values = self._parts(record)
        return series_key(template, values)

    def problems(self, record: Record) -> list[Violation]:
        category = self.site.fonds.category(record.category)
        if category is None:
            return [Violation("category", _("Choose a category: the code is built by its rule"))]
        template = self._template(category, record)
        found = [Violation("category", problem) for problem in problems(template)]
        if not found:
            values = self._values(category, record)
            for name in sorted(wanted(template) - {"volume"}):
                if not values.get(name):
                    field = "unit" if name == "unit_title" else name
                    found.append(Violation(field, _("The reference code needs this")))
        return found

    def give(self, record: Record) -> tuple[str, int]:
        template, values = self._parts(record)
        series = self._series(series_key(template, values))
        code, number = self._next(template, series.key, series.last)
        series.last = number
        self.site.codes[code] = record.id
        return code, number

    def preview(self, records: Sequence[Record]) -> list[str]:
        lasts: dict[str, int] = {}
        codes = []
        for record in records:
            if self.problems(record):
                codes.append("")
                continue
            template, values = self._parts(record)
            key = series_key(template, values)
            series = self.site.series.get(key)
            code, lasts[key] = self._next(template, key, lasts.get(key, series.last if series else 0))
            codes.append(code)
        return codes

    def adopt(self, record: Record, code: str) -> int | None:
        key, number = split(code) or (code, 0)
        series = self._series(key)
        series.last = max(series.last, number)
        held = self.site.codes.get(code)
        if held is None:
            self.site.codes[code] = record.id
        elif held != record.id:
            series.duplicates = (*series.duplicates, (code, record.id))
        return number or None

    def gaps(self) -> list[SeriesReport]:
        numbers: dict[str, set[int]] = defaultdict(set)
        for code in self.site.codes:
            parts = split(code)
            if parts:
                numbers[parts[0]].add(parts[1])
        return list(self._irregular(numbers))

    def _irregular(self, numbers: dict[str, set[int]]) -> Iterator[SeriesReport]:
        for key, series in self.site.series.items():
            missing = tuple(n for n in range(1, series.last + 1) if n not in numbers[key])
            doubled: dict[str, list[str]] = {}
            for code, record_id in series.duplicates:
                doubled.setdefault(code, [self.site.codes[code]]).append(record_id)
            if missing or doubled:
                twice = tuple((code, tuple(ids)) for code, ids in doubled.items())
                yield SeriesReport(key, series.last, missing, twice)

    def _next(self, template: str, key: str, last: int) -> tuple[str, int]:
        """The next code nobody has: one brought in from elsewhere may already bear it."""
        number = last + 1
        while numbered(template, key, number) in self.site.codes:
            number += 1
        return numbered(template, key, number), number

    def _series(self, key: str) -> Series:
        series = self.site.series.get(key)
        if series is None:
            series = self.site.series[key] = Series(key)
        return series

    def _parts(self, record: Record) -> tuple[str, dict[str, object]]:
        found = self.problems(record)
        if found:
            raise Refused(*found)
        category = self.site.fonds.category(record.category)
        assert category is not None
        return self._template(category, record), self._values(category, record)

    def _template(self, category: Category, record: Record) -> str:
        if record.volume:
            return category.item_template or ITEM_TEMPLATE
        if record.items:
            return category.volume_template or category.template
        return category.template

    def _values(self, category: Category, record: Record) -> dict[str, object]:
        unit = self.site.units.get(record.unit)
        volume = self.site.records.get(record.volume) if record.volume else None
        return {
            "fonds": category.__parent__.number,
            "category": category.mark or category.code,
            "year": record.year,
            "retention": record.retention,
            "unit": record.unit,
            "unit_title": unit.title if unit else "",
            "group": record.get("group"),
            "volume": (volume.reference_code or f"({volume.id})") if volume else "",
        }


def factory(context: object, request: Request) -> ReferenceCodes:
    return ReferenceCodes(request.site)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IReferenceCodes)
