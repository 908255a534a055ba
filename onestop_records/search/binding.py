"""Makes one new sheaf out of new documents and of sheaves that it takes the place of."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from secrets import token_hex
from typing import Any

from pyroaring import BitMap
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from onestop_records.search.gathering import Gathering
from onestop_records.search.postings import decode, encode, pack, unpack
from onestop_records.search.sheaf import CODES_OF, FIELD, HEAD, PLACE, RECORDS, TABLES, TEXTS, Sheaf

Table = tuple[bytes, bytes]  # a term and its table
Live = Sequence[tuple[Sheaf, BitMap]]  # sheaves with the records in them that still count


class Tables(FieldType):
    """A Whoosh field whose value is an iterator of pairs (term, place of its table), made elsewhere."""

    def __init__(self) -> None:
        self.format = Format()

    def index(
        self, value: Iterator[Table], **_: Any
    ) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Yield what a Whoosh writer wants: term, frequency, weight, posting value."""
        for key, place in value:
            yield key, 1, 1.0, place


def schema() -> Schema:
    """The schema of the index: one field, one Whoosh document in a segment."""
    return Schema(**{FIELD: Tables()})


class Codec(W3Codec):
    """Whoosh's own codec, without the compression that bitmaps do not need and reading would pay for.

    Segments get names that no other process can make: Whoosh asks the seeded ``random``, whose state a
    worker that is forked again shares with the one before, and would write over files that are being read.
    """

    def __init__(self) -> None:
        super().__init__(compression=0)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        return W3Segment(self, indexname, segid=token_hex(8))


def bind(writer: Any, old: Live, new: Gathering, removed: BitMap) -> None:
    """Write the sheaf into the segment that ``writer`` is about to commit."""
    with _file(writer, TABLES) as file:
        writer.add_document(**{FIELD: _placed(_tables(old, new), file)})
    holders = {number: sheaf for sheaf, live in old for number in live}
    order, places, codes = array("I", sorted(holders.keys() | new.texts.keys())), array("Q", [0]), []
    with _file(writer, TEXTS) as file:
        for number in order:
            kept = new.texts[number] if number in new.texts else holders[number].kept(number)
            for text in (kept.form, kept.shown):
                file.write(text)
                places.append(places[-1] + len(text))
            codes.append(kept.codes)
    with _file(writer, CODES_OF) as file:
        file.write(b"\n".join(codes))
    with _file(writer, RECORDS) as file:
        gone = removed.serialize()
        file.write(b"".join((HEAD.pack(len(order), len(gone)), order.tobytes(), places.tobytes(), gone)))


def _placed(tables: Iterator[Table], file: Any) -> Iterator[tuple[bytes, bytes]]:
    """Write the tables one after the other; yield where each stands, which is all that Whoosh keeps."""
    start = 0
    for key, table in tables:
        file.write(table)
        yield key, PLACE.pack(start, start + len(table))
        start += len(table)


def _file(writer: Any, extension: str) -> Any:
    """A further file of the segment: Whoosh deletes it with the segment."""
    return writer.newsegment.create_file(writer.storage, extension)


def _tables(old: Live, new: Gathering) -> Iterator[Table]:
    """Merge in the order of terms; what stands in one whole sheaf only is copied as it is."""
    sources = [_marked(sheaf.items(), live if live != sheaf.numbers else None) for sheaf, live in old]
    for key, group in groupby(merge(*sources, _marked(new.items(), None), key=itemgetter(0)), itemgetter(0)):
        parts = [(table, live) for _, table, live in group]
        if len(parts) == 1 and parts[0][1] is None:
            yield key, parts[0][0]
        elif entries := _union(parts):
            yield key, pack(entries)


def _marked(items: Iterator[Table], live: BitMap | None) -> Iterator[tuple[bytes, bytes, BitMap | None]]:
    return ((key, table, live) for key, table in items)


def _union(parts: list[tuple[bytes, BitMap | None]]) -> list[tuple[int, bytes]]:
    found: dict[int, bytes | BitMap] = {}
    for table, live in parts:
        for follower, data in unpack(table):
            before = found.get(follower)
            if before is None and live is None:
                found[follower] = data
                continue
            numbers = decode(data) if live is None else decode(data) & live
            if before is not None:
                numbers |= decode(before) if isinstance(before, bytes) else before
            if numbers:
                found[follower] = numbers
    return [(key, value if isinstance(value, bytes) else encode(value)) for key, value in found.items()]
