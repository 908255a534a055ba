"""A letter box: many writers put in, one worker takes out, and nobody ever conflicts.

A BTree of pending values makes writers conflict whenever a bucket splits or the worker empties one. Here the
values lie in a fixed number of slots whose concurrent changes always merge, because every key is random and
used once. What concerns one subject lies in one slot, so reading it loads one small object.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from persistent import Persistent

SLOTS = 64


class Slot(Persistent):
    """Some of the values by key."""

    def __init__(self) -> None:
        self.values: dict[Any, Any] = {}

    def _p_resolveConflict(
        self, old: dict[str, Any], saved: dict[str, Any], new: dict[str, Any]
    ) -> dict[str, Any]:
        """Both sides put in and took out keys of their own: apply ours to what was saved."""
        before, theirs, ours = old["values"], saved["values"], new["values"]
        merged = {key: value for key, value in theirs.items() if key in ours or key not in before}
        merged.update((key, value) for key, value in ours.items() if key not in before)
        return {**saved, "values": merged}


class Pending(Persistent):
    """Values by slot and random key."""

    def __init__(self) -> None:
        self._slots = tuple(Slot() for _ in range(SLOTS))

    @staticmethod
    def slot(subject: str) -> int:
        """The number of the slot for a subject."""
        return crc32(subject.encode("utf-8", "backslashreplace")) % SLOTS

    def put(self, slot: int, value: Any) -> None:
        """Put a value into a slot."""
        self._slots[slot].values[secrets.randbits(63)] = value
        self._slots[slot]._p_changed = True

    def of(self, subject: str) -> list[Any]:
        """The values in the slot of a subject, other subjects' among them, in no order."""
        return list(self._slots[self.slot(subject)].values.values())

    def items(self) -> Iterator[tuple[tuple[int, int], Any]]:
        """All values with their slot and key, in no order."""
        for number, slot in enumerate(self._slots):
            for key, value in tuple(slot.values.items()):
                yield (number, key), value

    def remove(self, places: Iterable[tuple[int, int]]) -> None:
        """Take out what ``items`` named; raises KeyError for what is not there."""
        for number, key in places:
            del self._slots[number].values[key]
            self._slots[number]._p_changed = True
