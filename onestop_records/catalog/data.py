"""The stored half of the catalogue; the worker alone changes it."""

from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.catalog import fields
from onestop_records.catalog.bitmap import ValueIndex
from onestop_records.catalog.order import SortIndex
from onestop_records.models.record import Record

FIELDS = (*fields.VALUES, "date", "token", "place", "every")


class Rows(IOBTree):
    """Number → row; small leaves, for rows are long and one changes at a time."""

    max_leaf_size = 10
    max_internal_size = 500


class CatalogData(Persistent):
    """Dense numbers and the indexes over them.

    ``unread`` holds ids of records of which a file waits to be read; ``failed`` says of records that
    could not be indexed why not; ``successor`` is the one being made anew. Numbers start with ``first``
    and are never given twice.
    """

    successor: "CatalogData | None" = None

    def __init__(self, first: int = 0) -> None:
        self.next = first
        self.ids: Any = IOBTree()  # number → record id
        self.numbers: Any = OIBTree()  # record id → number
        self.rows: Any = Rows()  # number → what the record contributed, to take it out again
        self.values = {name: ValueIndex() for name in FIELDS}
        self.orders = {name: SortIndex() for name in fields.SORT_FIELDS}
        self.unread: Any = OOTreeSet()
        self.failed: Any = OOBTree()  # record id → words

    def index(self, record: Record) -> int:
        """Put in or renew; return the number."""
        row, keys = fields.values(record), fields.sort_keys(record)  # what can fail fails before a change
        number = self.numbers.get(record.id)
        if number is None:
            number, self.next = self.next, self.next + 1
            self.numbers[record.id] = number
            self.ids[number] = record.id
        self._change(number, self.rows.get(number, {}), row)
        self.rows[number] = row
        for name, key in keys.items():
            self.orders[name].put(number, key)
        return number

    def unindex(self, record_id: str) -> int | None:
        """Take out; the number is not given again."""
        number: int | None = self.numbers.get(record_id)
        if number is None:
            return None
        self._change(number, self.rows.pop(number), {})
        for order in self.orders.values():
            order.put(number, None)
        del self.numbers[record_id], self.ids[number]
        return number

    def _change(
        self, number: int, before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]]
    ) -> None:
        for name, index in self.values.items():
            old, new = set(before.get(name, ())), set(after.get(name, ()))
            for value in old - new:
                index.discard(value, number)
            for value in new - old:
                index.add(value, number)
