"""Which records of a sheaf match a parsed query."""

import re
from functools import lru_cache

from pyroaring import BitMap

from onestop_records.search.analysis import compact, is_chinese, runs, words
from onestop_records.search.fields import CODES
from onestop_records.search.gathering import ANYWHERE
from onestop_records.search.postings import ITSELF
from onestop_records.search.query import All, Any, Node, Not, Pattern, Text
from onestop_records.search.sheaf import Sheaf

_EXACT = 4000  # candidates that are all looked into
_SAMPLE = 1000  # of more candidates, so many are looked into …
_TRUSTED = 0.995  # … and if this share of them matches, the others are believed
_SHORTEST_PART = 3  # characters of a code that find it by part
_MOST_PATTERNS = 2500  # candidates of a wildcard within Chinese, the newest


def matches(node: Node, sheaf: Sheaf, within: BitMap) -> BitMap:
    """The records inside ``within`` that match; a new bitmap."""
    if isinstance(node, All):
        found = BitMap(within)
        for part in sorted(node.parts, key=_cost):
            if found:
                found = matches(part, sheaf, found)
        return found
    if isinstance(node, Any):
        return BitMap.union(BitMap(), *(matches(part, sheaf, within) for part in node.parts))
    if isinstance(node, Not):
        return within - matches(node.part, sheaf, within)
    names = node.fields or (ANYWHERE,)
    if isinstance(node, Pattern):
        return BitMap.union(BitMap(), *(_pattern(node, sheaf, within, name) for name in names))
    by_part = _by_part(sheaf, node, within)
    return BitMap.union(by_part, *(_text(node, sheaf, within, name) for name in names))


def _cost(node: Node) -> int:
    """Wildcards last, when little is left to look into."""
    return 0 if isinstance(node, Text) else 2 if isinstance(node, Pattern) else 1


def grams(needle: str) -> list[tuple[str, int]]:
    """What the index knows of a needle: (character or word, following character)."""
    found = [(word, ITSELF) for word in words(needle)]
    for run in runs(needle):
        found += list(zip(run, map(ord, run[1:]), strict=False)) or [(run, ITSELF)]
    return found


def in_area(sheaf: Sheaf, area: str, needle: str, within: BitMap) -> BitMap:
    """The records with every piece of a needle in an area, wherever they stand there."""
    bitmaps = [sheaf.find(area, *gram) for gram in grams(needle)]
    found = BitMap.intersection(within, *sorted(bitmaps, key=len))
    if area == ANYWHERE:
        for head, third in triples(needle):
            found -= sheaf.find(area, head, ITSELF) - sheaf.find(area, head, ord(third))
    return found


def triples(needle: str) -> list[tuple[str, str]]:
    """Every two neighbouring Chinese characters of a needle with the one after them."""
    return [(run[place : place + 2], run[place + 2]) for run in runs(needle) for place in range(len(run) - 2)]


def _text(text: Text, sheaf: Sheaf, within: BitMap, name: str) -> BitMap:
    area, needle = ANYWHERE if name == "content" else name, text.needle
    found = in_area(sheaf, area, needle, within)
    if len(grams(needle)) == 1 and area == name:
        return found
    sure = found & _noted(sheaf, needle) if name == ANYWHERE else BitMap()
    return sure | _verified(sheaf, found - sure, needle.encode(), name)


def _noted(sheaf: Sheaf, needle: str) -> BitMap:
    """The records that a needle of three Chinese characters is noted for as a whole."""
    found = triples(needle)
    if len(needle) != 3 or not found:
        return BitMap()
    head, third = found[0]
    return sheaf.find(ANYWHERE, head, ord(third))


def _by_part(sheaf: Sheaf, text: Text, within: BitMap) -> BitMap:
    """Codes are found by any part that is not all Chinese: 2022]42, BGS-0001, 09-WS."""
    part = compact(text.needle)
    names = tuple(name for name in CODES if name in (text.fields or CODES))
    if not names or len(part) < _SHORTEST_PART or all(map(is_chinese, part)):
        return BitMap()
    return sheaf.with_code(part.encode(), names) & within


def _verified(sheaf: Sheaf, found: BitMap, needle: bytes, name: str) -> BitMap:
    """Those that hold the needle as a whole; of very many, a sample may speak for the rest."""

    if len(found) > _EXACT:
        sample = found[:: len(found) // _SAMPLE]
        wrong = sample - _holding(sheaf, sample, needle, name)
        if len(wrong) <= len(sample) * (1 - _TRUSTED):
            return found - wrong
    return _holding(sheaf, found, needle, name)


def _holding(sheaf: Sheaf, found: BitMap, needle: bytes, name: str) -> BitMap:
    if name == ANYWHERE:
        return sheaf.holding(needle, found)
    return BitMap([number for number in found if needle in sheaf.field(number, name)])


def _pattern(pattern: Pattern, sheaf: Sheaf, within: BitMap, name: str) -> BitMap:
    area = ANYWHERE if name == "content" else name
    if pattern.latin and area == name:
        first = pattern.pieces[0] if pattern.pieces[0] not in ("*", "?") else ""
        fits = expression(pattern).fullmatch
        found = [sheaf.find(area, word, ITSELF) for word in sheaf.words(area, first) if fits(f" {word} ")]
        return BitMap.intersection(within, BitMap.union(BitMap(), *found))
    chinese = " ".join(run for piece in pattern.pieces for run in runs(piece))
    candidates = in_area(sheaf, area, chinese, within)
    search = expression(pattern).search
    newest = candidates[-_MOST_PATTERNS:] if len(candidates) > _MOST_PATTERNS else candidates
    if name == ANYWHERE:
        return BitMap(number for number in newest if search(sheaf.form(number).decode()))
    return BitMap(number for number in newest if search(sheaf.field(number, name).decode()))


@lru_cache(maxsize=256)
def expression(pattern: Pattern) -> re.Pattern[str]:
    """The pattern over a searchable form: ``?`` is one character, ``*`` the rest of a word or, with
    Chinese, up to twenty characters of the same field."""
    gaps = {"*": "[^ ]*" if pattern.latin else "[^\n]{0,20}?", "?": "[^ ]"}
    inner = "".join(gaps.get(piece) or re.escape(piece) for piece in pattern.pieces)
    before = "" if is_chinese(pattern.pieces[0][0]) else " "
    after = "" if is_chinese(pattern.pieces[-1][-1]) or pattern.pieces[-1] == "*" else " "
    if pattern.latin:
        after = " "
    return re.compile(before + inner + after)
