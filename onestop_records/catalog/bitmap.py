"""Bitmaps of record numbers, one per value of a field, kept in chunks so that a batch rewrites little."""

from collections.abc import Iterable, Iterator
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from pyroaring import BitMap

from onestop_records.models.ahead import read_ahead

SHIFT = 13  # a chunk holds 8 192 numbers: at most 1 KB, which is what one record more costs a value
LAST_CHUNK = 1 << (32 - SHIFT)


class Chunk(Persistent):
    """The numbers of one value between two multiples of 8 192."""

    def __init__(self) -> None:
        self.bits = BitMap()

    def add(self, number: int) -> None:
        self.bits.add(number)
        self._p_changed = True

    def discard(self, number: int) -> None:
        self.bits.discard(number)
        self._p_changed = True


class ValueIndex(Persistent):
    """A field of the catalogue: value → bitmap."""

    def __init__(self) -> None:
        self._chunks: Any = OOBTree()  # (value, number >> SHIFT) → Chunk

    def add(self, value: str, number: int) -> None:
        key = (value, number >> SHIFT)
        chunk = self._chunks.get(key)
        if chunk is None:
            chunk = self._chunks[key] = Chunk()
        chunk.add(number)

    def discard(self, value: str, number: int) -> None:
        key = (value, number >> SHIFT)
        chunk = self._chunks.get(key)
        if chunk is None:
            return
        chunk.discard(number)
        if not chunk.bits:
            del self._chunks[key]

    def bitmap(self, values: Iterable[str]) -> BitMap:
        """The numbers that have any of these values."""
        found = BitMap()
        for value in values:
            for chunk in read_ahead(list(self._chunks.values((value, 0), (value, LAST_CHUNK)))):
                found |= chunk.bits
        return found

    def values(self, first: str | None = None, last: str | None = None) -> Iterator[str]:
        """The values in use, in order, from ``first`` to ``last``, both included."""
        low = None if first is None else (first, 0)
        high = None if last is None else (last, LAST_CHUNK)
        previous = None
        for value, _ in self._chunks.keys(low, high):
            if value != previous:
                yield value
                previous = value

    def counts(self, within: BitMap) -> dict[str, int]:
        """How many of ``within`` have each value; values that none has are left out."""
        found: dict[str, int] = {}
        for (value, _), chunk in self._chunks.items():
            count = within.intersection_cardinality(chunk.bits)
            if count:
                found[value] = found.get(value, 0) + count
        return found
