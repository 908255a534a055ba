"""The catalogue as everybody else sees it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyramid.request import Request
from pyroaring import BitMap
from zope.interface import implementer

from onestop_records.catalog.data import CatalogData
from onestop_records.catalog.fields import casework_value
from onestop_records.catalog.order import Place
from onestop_records.catalog.period import meeting
from onestop_records.interfaces import ICatalog
from onestop_records.models.access import may_know
from onestop_records.models.ahead import read_leaves_ahead
from onestop_records.models.record import Record
from onestop_records.models.search import days
from onestop_records.models.site import Site

EMPTY = CatalogData()  # what readers see before the worker has indexed anything; never changed


@implementer(ICatalog)
class Catalog:
    """Indexes of one site. Only the worker may call ``index``, ``unindex`` and ``clear``."""

    def __init__(self, site: Site, data: CatalogData | None = None) -> None:
        self.site = site
        self._data = data

    @property
    def data(self) -> CatalogData:
        """The stored half: the site's, or the one being made anew."""
        stored: CatalogData | None = self._data or self.site.catalog
        return EMPTY if stored is None else stored

    def _writable(self) -> CatalogData:
        if self.data is EMPTY:
            self.clear()
        return self.data

    def clear(self) -> None:
        """Begin again; numbers go on, so that a full-text index of old ones cannot be mistaken."""
        self.site.catalog = CatalogData(self.data.next)

    def note_failure(self, record_id: str, why: str) -> None:
        """Keep in mind that a record could not be indexed."""
        self._writable().failed[record_id] = why

    def note_success(self, record_id: str, read: bool) -> None:
        """It was indexed; ``read`` when all of its files had been read before."""
        data = self._writable()
        if record_id in data.failed:
            del data.failed[record_id]
        if read:
            data.unread.discard(record_id)
        else:
            data.unread.add(record_id)

    def number(self, record_id: str) -> int | None:
        found: int | None = self.data.numbers.get(record_id)
        return found

    def record_id(self, number: int) -> str:
        found: str = self.data.ids[number]
        return found

    def record_ids(self, numbers: Iterable[int]) -> list[str]:
        """The same for many."""
        wanted = list(numbers)
        read_leaves_ahead(self.data.ids, wanted)
        return [self.data.ids[number] for number in wanted]

    def index(self, record: Record, holds: Sequence[str] = ()) -> int:
        return self._writable().index(record, holds)

    def mark(self, record_id: str, holds: Sequence[str]) -> None:
        self._writable().mark(record_id, holds)

    def entrust(self, record: Record) -> None:
        """Say anew in which keeping a record is; nothing for one that is not in."""
        if self.data is not EMPTY:
            self.data.entrust(record)

    def held(self, record_ids: Iterable[str]) -> frozenset[str]:
        marked = self.data.values["held"].bitmap(("yes",))
        wanted = list(record_ids)
        read_leaves_ahead(self.data.numbers, wanted)
        numbers = ((each, self.number(each)) for each in wanted)
        return frozenset(each for each, number in numbers if number is not None and number in marked)

    def unindex(self, record_id: str) -> int | None:
        return self._writable().unindex(record_id)

    def numbers(self) -> BitMap:
        """Every number in use."""
        return self.data.values["every"].bitmap(("",))

    def allowed(self, principals: Iterable[str]) -> BitMap:
        """As ``models.access.may_know``: some reason, and no denial."""
        denials = {principal for principal in principals if principal.startswith("deny:")}
        tokens = self.data.values["token"]
        found = tokens.bitmap(set(principals) - denials)
        found |= BitMap(self._permitted(principals))
        found -= tokens.bitmap(denials)
        return found

    def _permitted(self, principals: Iterable[str]) -> Iterator[int]:
        """Permits name records: those are asked themselves, for their grade may have changed."""
        for principal in principals:
            if not principal.startswith("permit:"):
                continue
            named = self.site.records.get(principal.split(":")[1])
            items = () if named is None else (self.site.records[item] for item in named.items)
            for record in (named, *items):
                number = None if record is None else self.number(record.id)
                if number is not None and may_know(record, frozenset((principal,))):
                    yield number

    def select(self, filters: Mapping[str, Sequence[str]], within: BitMap) -> BitMap:
        """Values of one field are alternatives, fields narrow each other; ``from`` and ``to`` are dates.

        Those of ``due`` are ranges of days, see ``models.search.days``.
        """
        found = BitMap(within)
        for name, values in filters.items():
            if name in ("from", "to") or not values:
                continue
            if name == "custodian":
                name, values = "keeping", self._keepings(values)
            if name == "due":
                values = self._days(values)
            if name == "enterprise":
                values = [key for value in values for key in self.site.enterprises.keys(value)]
            if name == "matter":
                values = [told for value in values for told in self._matter(value)]
            if name == "applicant":
                values = [casework_value(name, value) for value in values]
            found &= self.data.values[name].bitmap(values)
        since, until = (next(iter(filters.get(name, ())), "") for name in ("from", "to"))
        if since or until:
            found &= meeting(self.data.values["date"], since, until)
        return found

    def facets(self, within: BitMap, names: Iterable[str]) -> dict[str, dict[str, int]]:
        return {name: self._counts(name, within) for name in names}

    def _counts(self, name: str, within: BitMap) -> dict[str, int]:
        if name == "custodian":
            return self._custodians(within)
        counts = self.data.values[name].counts(within)
        return self._merged(counts) if name == "enterprise" else counts

    def _merged(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Enterprises under their present codes: a merging is in force at once, without a record indexed."""
        found: dict[str, int] = {}
        for code, count in counts.items():
            present = self.site.enterprises.present(code)
            found[present] = found.get(present, 0) + count
        return found

    def sort(
        self,
        within: BitMap,
        field: str,
        reverse: bool,
        offset: int,
        limit: int,
        after: Place | None = None,
    ) -> list[int]:
        return self.data.orders[field].page(within, reverse, offset, limit, after)

    def place(self, field: str, number: int) -> Place:
        """Where a number stands in the order of a field: what ``sort`` takes as ``after``."""
        return self.data.orders[field].place(number)

    def _days(self, ranges: Iterable[str]) -> list[str]:
        index = self.data.values["due"]
        return [day for text in ranges for day in index.values(*(str(d) if d else None for d in days(text)))]

    def _matter(self, value: str) -> tuple[str, ...]:
        """What files say of a matter: its title, or its code."""
        matter = self.site.matters.get(value)
        return (value,) if matter is None else (value, matter.title)

    def _keepings(self, holders: Sequence[str]) -> list[str]:
        """Custody is looked up when asked, so that it may pass without a record being indexed anew."""
        wanted = set(holders)
        keepings = self.data.values["keeping"].values()
        return [keeping for keeping in keepings if self._holder(keeping) in wanted]

    def _custodians(self, within: BitMap) -> dict[str, int]:
        found: dict[str, int] = {}
        for keeping, count in self.data.values["keeping"].counts(within).items():
            holder = self._holder(keeping)
            if holder:
                found[holder] = found.get(holder, 0) + count
        return found

    def _holder(self, keeping: str) -> str:
        return self.site.holder(keeping) if keeping in self.site.keepings else ""


def catalog_factory(context: object, request: Request) -> Catalog:
    """The catalogue of the request's site."""
    return Catalog(request.site)
