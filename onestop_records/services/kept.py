"""Which records hang on some keepings: asked of every record, or of the catalogue and what it may not know.

The catalogue holds what the worker has passed; whatever it has not passed has an intent that was committed
with the act itself. In one snapshot of the store the two together are therefore complete, whatever lags. An
account is nevertheless closed, and a list opened and presented, by the records themselves alone.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from onestop_records.models.access import shut_out
from onestop_records.models.classification import Classification
from onestop_records.models.intent import REBUILD
from onestop_records.models.record import Record
from onestop_records.models.site import Site

STEP = 5000  # records read before memory is given back


class Kept:
    """The records of keepings, in one unit of work."""

    def __init__(self, site: Site, catalog: Any, outbox: Any) -> None:
        self.site = site
        self.catalog = catalog
        self.outbox = outbox

    def all(self, keepings: Iterable[str]) -> Iterator[Record]:
        """The living records in these keepings, by id; reads every record there is."""
        wanted = frozenset(keepings)
        for count, record in enumerate(self.site.records.values() if wanted else ()):
            if _in(record, wanted):
                yield record
            if count % STEP == 0 and self.site._p_jar is not None:
                self.site._p_jar.cacheGC()

    def ids(self, keepings: Iterable[str]) -> set[str]:
        """Their ids; reads only records that the catalogue cannot know."""
        wanted = frozenset(keepings)
        if not wanted:
            return set()
        waiting = self._waiting()
        if waiting is None:
            return {record.id for record in self.all(wanted)}
        numbers = self.catalog.data.values["keeping"].bitmap(wanted)
        known = {self.catalog.record_id(number) for number in numbers} - waiting
        return known | {each for each in waiting if _in(self.site.records.get(each), wanted)}

    def counts(
        self, keepings: Iterable[str], principals: frozenset[str] = frozenset()
    ) -> dict[tuple[str, int], int]:
        """How many there are by category and year, without what is denied to these principals.

        Of the catalogue only, as far as it can be asked.
        """
        found: dict[tuple[str, int], int] = {}
        wanted, waiting = frozenset(keepings), self._waiting()
        values, numbers = self.catalog.data.values, BitMap()
        if waiting is not None:
            numbers = values["keeping"].bitmap(wanted) - self._numbers(waiting) - self._denied(principals)
        for category in values["category"].counts(numbers):
            within = numbers & values["category"].bitmap([category])
            for year, count in values["year"].counts(within).items():
                found[category, int(year)] = count
        ids = self.ids(wanted) if waiting is None else waiting
        for record in (self.site.records.get(each) for each in ids):
            if record is not None and _in(record, wanted) and not shut_out(record, principals):
                named = (record.category, record.year)
                found[named] = found.get(named, 0) + 1
        return found

    def denied(self, principals: frozenset[str]) -> frozenset[str]:
        """Ids of the records that are denied to these principals, whoever keeps them."""
        waiting = self._waiting()
        if waiting is None:
            return frozenset(r.id for r in self.site.records.values() if shut_out(r, principals))
        known = {self.catalog.record_id(number) for number in self._denied(principals)} - waiting
        recent = (self.site.records.get(each) for each in waiting)
        return frozenset(known | {r.id for r in recent if r is not None and shut_out(r, principals)})

    def _denied(self, principals: frozenset[str]) -> BitMap:
        found: BitMap = self.catalog.data.values["token"].bitmap(
            {principal for principal in principals if principal.startswith("deny:")}
        )
        return found

    def _numbers(self, ids: Iterable[str]) -> BitMap:
        known = (self.catalog.number(each) for each in ids)
        return BitMap(number for number in known if number is not None)

    def above(self, keeping: str, grade: Classification) -> set[str]:
        """Ids of the records in a keeping that are classified higher than ``grade``."""
        waiting = self._waiting()
        if waiting is None:
            return {record.id for record in self.all([keeping]) if record.classification > grade}
        higher = [each.code for each in Classification if each > grade]
        values = self.catalog.data.values
        numbers = values["keeping"].bitmap([keeping]) & values["classification"].bitmap(higher)
        known = {self.catalog.record_id(number) for number in numbers} - waiting
        mine = frozenset((keeping,))
        recent = (self.site.records.get(each) for each in waiting)
        return known | {r.id for r in recent if r is not None and _in(r, mine) and r.classification > grade}

    def _waiting(self) -> frozenset[str] | None:
        """Ids of what the catalogue may not know as it is; None when it cannot be asked at all."""
        waiting: frozenset[str] = self.outbox.records()
        if self.site.catalog is None or REBUILD in waiting:
            return None
        return waiting.union(self.catalog.data.failed)


def _in(record: Record | None, keepings: frozenset[str]) -> bool:
    return record is not None and record.keeping in keepings and not record.gone
