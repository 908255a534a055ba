"""A sheaf: the records of one Whoosh segment, read only."""

import json
import mmap
import os
import struct
from array import array
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from pyroaring import BitMap
from whoosh.reading import SegmentReader, TermNotFound

from onestop_records.search.analysis import is_chinese
from onestop_records.search.fields import CODES, FIELDS
from onestop_records.search.gathering import Kept, frequent, term
from onestop_records.search.postings import decode, find, unpack

FIELD = "postings"  # the one field of the Whoosh schema
TABLES, TEXTS, CODES_OF, RECORDS = ".tab", ".txt", ".cod", ".rec"  # files of a segment beside those of Whoosh
PLACE = struct.Struct("<QQ")  # where a table begins and ends
HEAD = struct.Struct("<II")  # number of records, bytes of the bitmap of removed ones
_MOST_CACHED = 4096  # bitmaps of a sheaf, most of them empty or small
_MOST_HELD = 512  # needles whose records are remembered
_LOOKED = 64 * 1024 * 1024  # bytes of text after which their memory is given back
_MOST_WORDS = 20_000  # words of a dictionary that a wildcard is tried on
_WIDTH = 8  # bytes of a place in the texts
_EMPTY = BitMap()


class Sheaf:
    """Postings come from Whoosh, texts from a file of the segment. Safe for several threads.

    ``numbers`` are the records inside, ``removed`` those that older sheaves hold no more; ``weight`` is
    the size of the texts in bytes.
    """

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:
        self.segment = segment
        self._reader = SegmentReader(storage, schema, segment)
        self._lock = Lock()
        self._cache: dict[tuple[bytes, int], BitMap] = {}
        self._held: dict[bytes, tuple[BitMap, BitMap]] = {}
        self._looked = 0
        folder = self._folder = Path(storage.folder)
        data = (folder / segment.make_filename(RECORDS)).read_bytes()
        count, width = HEAD.unpack_from(data)
        middle, end = HEAD.size + 4 * count, HEAD.size + 4 * count + _WIDTH * (2 * count + 1)
        self._order = array("I", data[HEAD.size : middle])
        self._places = array("Q", data[middle:end])
        self.removed = BitMap.deserialize(data[end : end + width])
        self.numbers = BitMap(self._order)
        self.weight = self._places[-1]
        self._tables = _mapped(folder / segment.make_filename(TABLES))
        self._texts = _mapped(folder / segment.make_filename(TEXTS))

    def find(self, area: str, text: str, follower: int) -> BitMap:
        """The records with ``text`` in ``area``, followed by a character; not to be changed."""
        key = (term(area, text), follower)
        found = self._cache.get(key)
        if found is None:
            found = self._read(*key)
            with self._lock:
                if len(self._cache) >= _MOST_CACHED:
                    del self._cache[next(iter(self._cache))]
                self._cache[key] = found
        return found

    def _read(self, key: bytes, follower: int) -> BitMap:
        with self._lock:
            try:
                place = self._reader.postings(FIELD, key).value()
            except TermNotFound:
                return _EMPTY
        data = find(self._table(place), follower)
        return decode(data) if data else _EMPTY

    def _table(self, place: bytes) -> memoryview:
        start, end = PLACE.unpack(place)
        return memoryview(self._tables)[start:end]

    def words(self, area: str, prefix: str) -> list[str]:
        """Words of an area that begin with ``prefix``, in order; at most ``_MOST_WORDS``."""
        start, skip = term(area, prefix), len(term(area, ""))
        found: list[str] = []
        with self._lock:
            for _, key in self._reader.terms_from(FIELD, start):
                if not key.startswith(start) or len(found) == _MOST_WORDS:
                    break
                found.append(key[skip:].decode())
        return found

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield every (term, table), in the order of terms; for one thread."""
        for _, key in self._reader.all_terms():
            yield key, bytes(self._table(self._reader.postings(FIELD, key).value()))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The frequent pairs of its records; for one thread."""
        return frequent(self._counts(), len(self.numbers))

    def _counts(self) -> Iterator[tuple[str, int]]:
        """Yield every pair of Chinese characters with the number of records that have it."""
        for _, key in self._reader.all_terms():
            if len(text := key.decode()) == 1 and is_chinese(text):
                table = self._table(self._reader.postings(FIELD, key).value())
                yield from ((text + chr(other), len(decode(data))) for other, data in unpack(table) if other)

    def holding(self, needle: bytes, candidates: BitMap) -> BitMap:
        """Those whose searchable form holds ``needle``; remembered, for a sheaf never changes."""
        checked, holding = self._held.get(needle, (_EMPTY, _EMPTY))
        unknown = candidates - checked
        if unknown:
            look, places, rows = self._texts.find, self._places, self._rows
            holding = holding | BitMap(
                [
                    number
                    for number in unknown
                    if look(needle, places[(row := 2 * rows[number])], places[row + 1]) >= 0
                ]
            )
            self._note_look(len(unknown))
            with self._lock:
                if len(self._held) >= _MOST_HELD:
                    del self._held[next(iter(self._held))]
                self._held[needle] = (checked | unknown, holding)
        return candidates & holding

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {number: row for row, number in enumerate(self._order)}

    def _note_look(self, records: int) -> None:
        """Give back memory that only mirrors the file, lest a process seem to hold all texts there are."""
        self._looked += records * (self.weight // max(1, len(self._order)))
        if self._looked > _LOOKED and isinstance(self._texts, mmap.mmap):
            self._looked = 0
            self._texts.madvise(mmap.MADV_DONTNEED)

    def _bounds(self, number: int) -> tuple[int, int, int]:
        self._note_look(1)
        index = 2 * self._rows[number]
        return self._places[index], self._places[index + 1], self._places[index + 2]

    def form(self, number: int) -> bytes:
        """The searchable forms of all fields, a line each, in the order of ``FIELDS``."""
        start, end, _ = self._bounds(number)
        return self._texts[start:end]

    def field(self, number: int, name: str) -> bytes:
        """The searchable form of one field."""
        start, last, _ = self._bounds(number)
        for _ in range(FIELDS.index(name)):
            start = self._texts.find(b"\n", start, last) + 1
        end = self._texts.find(b"\n", start, last)
        return self._texts[start : end if end >= 0 else last]

    def shown(self, number: int) -> tuple[str, list[str]]:
        """Title and names as entered."""
        _, start, end = self._bounds(number)
        values = json.loads(self._texts[start:end])
        return values["title"], values["names"]

    def kept(self, number: int) -> Kept:
        """All that is kept of a record, to be kept elsewhere."""
        start, middle, end = self._bounds(number)
        return Kept(self._texts[start:middle], self._texts[middle:end], self._codes[self._rows[number]])

    @cached_property
    def _codes(self) -> list[bytes]:
        """In the order of records; read when first asked for."""
        return (self._folder / self.segment.make_filename(CODES_OF)).read_bytes().split(b"\n")

    def with_code(self, part: bytes, names: tuple[str, ...]) -> BitMap:
        """The records with a code of these fields that has ``part`` in it."""
        found = [
            (number, codes) for number, codes in zip(self._order, self._codes, strict=False) if part in codes
        ]
        if names != CODES:
            places = [CODES.index(name) for name in names]
            split = ((number, codes.split(b"\0")) for number, codes in found)
            found = [(number, b"") for number, codes in split if any(part in codes[i] for i in places)]
        return BitMap([number for number, _ in found])


def _mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file as memory that the system fills when it is looked at."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
