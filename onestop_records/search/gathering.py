"""Collects the postings and texts of new documents, before they become a sheaf."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyroaring import BitMap

from onestop_records.search.analysis import compact, is_chinese, pairs, runs, searchable, words
from onestop_records.search.fields import CODES, FIELDS, NAMES
from onestop_records.search.postings import ITSELF, encode, pack

ANYWHERE = ""  # areas: the whole record, what it says often, title and codes, else the name of a field
OFTEN = "+"
HEADING = "^"
_OFTEN = 3  # times
_FREQUENT = 4  # a pair is frequent when more than one record in so many has it
_TELLING = 500  # records from which on that can be told
_SEPARATOR = "\x1f"


def term(area: str, text: str) -> bytes:
    """The key of a character or word in an area."""
    return (f"{area}{_SEPARATOR}{text}" if area else text).encode()


class Kept(NamedTuple):
    """What a sheaf keeps of a record: searchable forms of ``FIELDS``, a line each; title and names as
    entered, in JSON; the compact forms of ``CODES``, parted by zero bytes."""

    form: bytes
    shown: bytes
    codes: bytes


class Gathering:
    """Documents on their way into a sheaf; ``size`` is that of their forms in bytes.

    ``heads`` are pairs of Chinese characters so frequent that what follows them is noted too; when none are
    given, those of the documents themselves.
    """

    def __init__(self, heads: frozenset[str] = frozenset()) -> None:
        self.texts: dict[int, Kept] = {}
        self.size = 0
        self._heads = heads
        self._pairs: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._single: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, number: int, fields: Mapping[str, str]) -> None:
        """Take in a document whose number is new here."""
        forms = {name: searchable(text) for name, text in _known(fields).items()}
        for name, form in forms.items():
            if form and name != "content":
                self._post(name, number, form)
        self._post(ANYWHERE, number, "\n".join(form for form in forms.values() if form))
        self._post(HEADING, number, "\n".join(forms[name] for name in ("title", *CODES)))
        shown = {
            "title": fields.get("title", ""),
            "names": [line for name in NAMES for line in fields.get(name, "").splitlines() if line],
        }
        self.texts[number] = Kept(
            "\n".join(forms.values()).encode(),
            json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace"),
            "\0".join(compact(forms[name]) for name in CODES).encode(),
        )
        self.size += len(self.texts[number].form)

    def _post(self, area: str, number: int, form: str) -> None:
        counts = Counter(pairs(form))
        target = self._pairs[area]
        for pair in counts:
            target[pair].append(number)
        if area == ANYWHERE:
            often = self._pairs[OFTEN]
            for pair, count in counts.items():
                if count >= _OFTEN:
                    often[pair].append(number)
        single = self._single[area]
        for word in words(form) | set("".join(runs(form))):
            single[word].append(number)

    def _triples(self) -> Iterator[tuple[bytes, int, list[int]]]:
        """Under each head: the records that have it, and which Chinese character follows it in which."""
        held = self._pairs[ANYWHERE]
        counts = ((pair, len(numbers)) for pair, numbers in held.items())
        heads = held.keys() & (self._heads or frequent(counts, len(self.texts)))
        for head in heads:
            yield term(ANYWHERE, head), ITSELF, held[head]
        found: dict[str, list[int]] = defaultdict(list)
        for number, kept in self.texts.items():
            form = kept.form.decode()
            for triple in {form[i : i + 3] for i in range(len(form) - 2) if form[i : i + 2] in heads}:
                found[triple].append(number)
        for triple, numbers in found.items():
            if is_chinese(triple[2]):
                yield term(ANYWHERE, triple[:2]), ord(triple[2]), numbers

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield (term, table) of everything gathered, in the order of terms."""
        tables: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
        for area, single in self._single.items():
            for word, numbers in single.items():
                tables[term(area, word)].append((ITSELF, encode(BitMap(numbers))))
        for area, found in self._pairs.items():
            for pair, numbers in found.items():
                first, second = pair[0], pair[1]
                if is_chinese(first) and is_chinese(second):
                    tables[term(area, first)].append((ord(second), encode(BitMap(numbers))))
        for key, follower, numbers in self._triples():
            tables[key].append((follower, encode(BitMap(numbers))))
        for key in sorted(tables):
            yield key, pack(tables[key])


def frequent(counts: Iterable[tuple[str, int]], records: int) -> frozenset[str]:
    """The heads: pairs of Chinese characters in so many records that to look into all of them would be slow.

    ``counts`` are pairs (two characters, number of records that have them).
    """
    if records < _TELLING:
        return frozenset()
    many = (pair for pair, count in counts if count > records / _FREQUENT)
    return frozenset(pair for pair in many if all(map(is_chinese, pair)))


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields in their order; what has no place of its own goes to the last."""
    strangers = [text for name, text in fields.items() if name not in FIELDS]
    known = {name: fields.get(name, "") for name in FIELDS}
    known[FIELDS[-1]] = "\n\n".join(filter(None, (known[FIELDS[-1]], *strangers)))
    return known
