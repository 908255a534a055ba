"""What the index keeps under a character or word: which records hold it, and what follows it there.

A *table* maps the code point of a following character, or ``ITSELF``, to record numbers. It stands in
a file of the segment, and where it stands there is the value of one Whoosh posting: so a segment has one
posting per character, not one per pair and record, which is what makes writing, merging and reading quick
(``docs/search.md``).
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

ITSELF = 0
_FEW = 8  # record numbers up to which four bytes each are smaller than a bitmap
_NUMBERS, _BITMAP = b"\0", b"\1"
Buffer = bytes | memoryview
_COUNT = struct.Struct("<I")


def encode(numbers: BitMap) -> bytes:
    """Record numbers as bytes."""
    if len(numbers) <= _FEW:
        return _NUMBERS + numbers.to_array().tobytes()
    return _BITMAP + numbers.serialize()


def decode(data: bytes) -> BitMap:
    """Record numbers from bytes."""
    if data[:1] == _BITMAP:
        return BitMap.deserialize(data[1:])
    return BitMap(array("I", data[1:]))


def pack(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """A table from pairs (following character, encoded record numbers)."""
    ordered = sorted(entries)
    ends, end = array("I"), 0
    for _, data in ordered:
        end += len(data)
        ends.append(end)
    followers = array("I", [follower for follower, _ in ordered])
    return b"".join(
        (_COUNT.pack(len(ordered)), followers.tobytes(), ends.tobytes(), *(data for _, data in ordered))
    )


def unpack(table: Buffer) -> Iterator[tuple[int, bytes]]:
    """The pairs of a table, in order."""
    followers, ends, payload = _head(table)
    start = payload
    for follower, end in zip(followers, ends, strict=True):
        yield follower, bytes(table[start : payload + end])
        start = payload + end


def find(table: Buffer, follower: int) -> bytes | None:
    """The encoded record numbers of one following character, or None."""
    followers, ends, payload = _head(table)
    index = bisect_left(followers, follower)
    if index == len(followers) or followers[index] != follower:
        return None
    return bytes(table[payload + (ends[index - 1] if index else 0) : payload + ends[index]])


def _head(table: Buffer) -> tuple[array[int], array[int], int]:
    (count,) = _COUNT.unpack_from(table)
    middle, payload = 4 + 4 * count, 4 + 8 * count
    return array("I", bytes(table[4:middle])), array("I", bytes(table[middle:payload])), payload
