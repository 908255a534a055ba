"""Sorting: a page of twenty out of a hundred thousand without touching the others."""

import heapq
from collections.abc import Iterator
from itertools import islice
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent
from pyroaring import BitMap

from onestop_records.catalog.bitmap import ValueIndex
from onestop_records.models.ahead import read_leaves_ahead

Place = tuple[Any, int]  # a sort key and the number that has it
PRESENT = ""


class Leaves(OOTreeSet):
    """Pairs (key, number) in order."""

    max_leaf_size = 40
    max_internal_size = 500


class SortKeys(IOBTree):
    """Number → key."""

    max_leaf_size = 100
    max_internal_size = 500


class SortIndex(Persistent):
    """The order of one field. Numbers without a key come last in either direction."""

    def __init__(self) -> None:
        self._keys: Any = SortKeys()
        self._ordered: Any = Leaves()
        self._present = ValueIndex()

    def put(self, number: int, key: Any) -> None:
        """Set the key of a number; None takes it out."""
        old = self._keys.get(number)
        if old == key:
            return
        if old is not None:
            self._ordered.remove((old, number))
        if key is None:
            del self._keys[number]
            self._present.discard(PRESENT, number)
            return
        self._keys[number] = key
        self._ordered.insert((key, number))
        if old is None:
            self._present.add(PRESENT, number)

    def place(self, number: int) -> Place:
        """Where a number stands; its key is None when it has none."""
        return self._keys.get(number), number

    def page(self, within: BitMap, reverse: bool, offset: int, limit: int, after: Place | None) -> list[int]:
        """Numbers of ``within`` in order, from ``offset``, or behind the place ``after``."""
        present = self._present.bitmap((PRESENT,))
        keyed, keyless = within & present, within - present
        wanted = offset + limit
        if after is not None and after[0] is None:
            return list(islice(keyless.iter_equal_or_larger(after[1] + 1), wanted))[offset:]
        # Walking looks at about wanted / density entries, sorting at every number once.
        if keyed and wanted * len(present) < len(keyed) ** 2:
            found = list(islice((n for n in self._walk(reverse, after) if n in keyed), wanted))
        else:
            found = self._sorted(keyed, reverse, wanted, after)
        if len(found) < wanted:
            found.extend(islice(keyless, wanted - len(found)))
        return found[offset:]

    def _walk(self, reverse: bool, after: Place | None) -> Iterator[int]:
        if not reverse:
            for _, number in self._ordered.keys(after, excludemin=after is not None):
                yield number
            return
        # A BTree has no cheap way back through its keys, but finds the greatest below a bound fast.
        place = after
        while True:
            try:
                place = self._ordered.maxKey(place and (place[0], place[1] - 1))
            except ValueError:
                return
            yield place[1]

    def _sorted(self, keyed: BitMap, reverse: bool, wanted: int, after: Place | None) -> list[int]:
        read_leaves_ahead(self._keys, keyed)
        places: Iterator[Place] = ((self._keys[number], number) for number in keyed)
        if after is not None:
            behind = (lambda p: p < after) if reverse else (lambda p: p > after)
            places = filter(behind, places)
        pick = heapq.nlargest if reverse else heapq.nsmallest
        return [number for _, number in pick(wanted, places)]
