"""Accepted records on their way to being numbered (整理): grouped, ordered, moved by hand."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IArrangement
from onestop_records.models.arrangement import group_key
from onestop_records.models.record import Record
from onestop_records.models.site import Site

ORDERS = ("date", "affair")


@implementer(IArrangement)
class Arrangement:
    """What waits in one store."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def groups(self) -> dict[tuple[str, int, str], int]:
        counted = Counter((r.category, r.year, r.unit) for r in self._accepted())
        return dict(sorted(counted.items()))

    def waiting(self, category: str, year: int, unit: str) -> list[Record]:
        order = self.site.arrangements.get(group_key(category, year, unit), ())
        places = {record_id: place for place, record_id in enumerate(order)}
        found = [r for r in self._accepted() if (r.category, r.year, r.unit) == (category, year, unit)]
        return sorted(found, key=lambda r: (places.get(r.id, len(places)), by_date(r)))

    def order(self, category: str, year: int, unit: str, by: str) -> list[Record]:
        if by not in ORDERS:
            raise Violations(Violation("by", _("Order by ${orders}", mapping={"orders": ", ".join(ORDERS)})))
        key = by_date if by == "date" else by_affair
        records = sorted(self.waiting(category, year, unit), key=key)
        return self.place(category, year, unit, [record.id for record in records])

    def place(self, category: str, year: int, unit: str, record_ids: Sequence[str]) -> list[Record]:
        waiting = {record.id: record for record in self.waiting(category, year, unit)}
        named = [waiting.pop(record_id) for record_id in dict.fromkeys(record_ids) if record_id in waiting]
        records = [*named, *waiting.values()]
        self.site.arrangements[group_key(category, year, unit)] = tuple(record.id for record in records)
        return records

    def _accepted(self) -> list[Record]:
        return [self.site.records[record_id] for record_id in self.site.accepted]


def by_date(record: Record) -> tuple[str, str, str]:
    """In the order of time; what has no date comes last."""
    return record.date or "9999", record.get("document_number") or "", record.title


def by_affair(record: Record) -> tuple[str, str, str, str]:
    """What belongs to one affair stands together: its event, first keyword or title, then time."""
    keywords = record.get("keywords") or ()
    affair = record.get("event") or (keywords[0] if keywords else record.title)
    return (unicodedata.normalize("NFKC", affair), *by_date(record))


def factory(context: object, request: Request) -> Arrangement:
    return Arrangement(request.site)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IArrangement)
