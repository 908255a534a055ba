"""The stored half of the catalogue; the worker alone changes it."""

from collections.abc import Sequence
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.catalog import fields
from onestop_records.catalog.bitmap import ValueIndex
from onestop_records.catalog.order import SortIndex
from onestop_records.models.record import Record

FIELDS = (*fields.VALUES, *fields.CASEWORK, *fields.FURTHER)


class Rows(IOBTree):
    """Number → row; small leaves, for rows are long and one changes at a time."""

    max_leaf_size = 10
    max_internal_size = 500


class CatalogData(Persistent):
    """Dense numbers and the indexes over them.

    ``unread`` holds ids of records of which a file waits to be read; ``failed`` says of records that
    could not be indexed why not; ``successor`` is the one being made anew. Numbers start with ``first``
    and are never given twice. ``marked`` is how many changes of holds all rows know of, ``marking`` the
    number of changes and the row that the walk in progress has come to.
    """

    successor: "CatalogData | None" = None
    marked = 0
    marking = (0, -1)

    def __init__(self, first: int = 0) -> None:
        self.next = first
        self.ids: Any = IOBTree()  # number → record id
        self.numbers: Any = OIBTree()  # record id → number
        self.rows: Any = Rows()  # number → what the record contributed, to take it out again
        self.values = {name: ValueIndex() for name in FIELDS}
        self.orders = {name: SortIndex() for name in fields.SORT_FIELDS}
        self.unread: Any = OOTreeSet()
        self.failed: Any = OOBTree()  # record id → words

    def index(self, record: Record, holds: Sequence[str] = ()) -> int:
        """Put in or renew; return the number."""
        # What can fail fails before a change.
        row, keys = fields.values(record, holds), fields.sort_keys(record)
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

    def mark(self, record_id: str, holds: Sequence[str]) -> None:
        """Say anew which holds cover a record; nothing for one that is not in."""
        number = self.numbers.get(record_id)
        if number is None:
            return
        before, marks = self.rows[number], fields.held(holds)
        if any(before.get(name, ()) != value for name, value in marks.items()):
            after = {**before, **marks}
            self._change(number, before, after)
            self.rows[number] = after

    def entrust(self, record: Record) -> None:
        """Say anew in which keeping a record is, and who may know of it; nothing for one that is not in."""
        number = self.numbers.get(record.id)
        if number is not None:
            before, known = self.rows[number], fields.values(record)
            after = {**before, "keeping": known["keeping"], "token": known["token"]}
            self._change(number, before, after)
            self.rows[number] = after

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
