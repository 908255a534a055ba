"""The order of hits: in the title or code first, then what speaks of it often, then the newest."""

from collections.abc import Iterator, Sequence

from pyroaring import BitMap

from onestop_records.search.gathering import HEADING, OFTEN
from onestop_records.search.matching import grams, in_area
from onestop_records.search.query import Query, Text
from onestop_records.search.sheaf import Sheaf

_WEIGHED = 200  # records of a tier that are looked into; the others follow, the newest first
_SATURATION = 1.2  # as in BM25: the tenth mention says less than the second
_SHARE = 0.75  # as in BM25: how much a long text needs more mentions

Found = Sequence[tuple[Sheaf, BitMap]]  # sheaves with the hits in them


class Hits:
    """What a search found: ``numbers``, a bitmap, and the order of them. Ties go to the newer record."""

    def __init__(self, query: Query, found: Found) -> None:
        self.numbers = BitMap.union(BitMap(), *(hits for _, hits in found))
        self._texts = query.texts()
        self._found = found

    def top(self, offset: int, limit: int) -> list[int]:
        """Numbers of the hits from ``offset`` on, best first."""
        page: list[int] = []
        for tier in self._tiers():
            count = len(tier)
            if offset < count and len(page) < limit:
                page += self._ordered(tier, offset + limit - len(page))[offset:]
            offset = max(0, offset - count)
            if len(page) >= limit:
                break
        return page[:limit]

    def _tiers(self) -> Iterator[BitMap]:
        left = self.numbers
        for kind in (_all_in_heading, _some_in_heading, _often) if self._texts else ():
            found = (kind(self._texts, sheaf, hits & left) for sheaf, hits in self._found)
            tier = BitMap.union(BitMap(), *found)
            yield tier
            left = left - tier
        yield left

    def _ordered(self, tier: BitMap, enough: int) -> list[int]:
        """The first ``enough`` of a tier, at least."""
        newest = tier[-_WEIGHED:] if len(tier) > _WEIGHED else tier
        ranked = sorted(newest, key=lambda number: (-self._score(number), -number))
        if len(newest) == len(tier) or enough <= len(newest):
            return ranked
        rest = tier[-max(enough, _WEIGHED) : -_WEIGHED] if enough < len(tier) else tier[:-_WEIGHED]
        return ranked + list(rest)[::-1]

    def _score(self, number: int) -> float:
        """Mentions weighed against length, in the title a hundred times over."""
        sheaf = next(sheaf for sheaf, hits in self._found if number in hits)
        form = sheaf.form(number)
        title = form.partition(b"\n")[0]
        usual = sheaf.weight / max(1, len(sheaf.numbers))
        norm = _SATURATION * (1 - _SHARE + _SHARE * len(form) / max(1.0, usual))
        score = 0.0
        for text in self._texts:
            wanted = text.needle.encode()
            mentions = form.count(wanted)
            score += mentions / (mentions + norm)
            if wanted in title:
                score += 100 * len(wanted) / len(title)
        return score


def _all_in_heading(texts: Sequence[Text], sheaf: Sheaf, hits: BitMap) -> BitMap:
    for text in texts:
        hits = in_area(sheaf, HEADING, text.needle, hits)
    return hits


def _some_in_heading(texts: Sequence[Text], sheaf: Sheaf, hits: BitMap) -> BitMap:
    return BitMap.union(BitMap(), *(in_area(sheaf, HEADING, text.needle, hits) for text in texts))


def _often(texts: Sequence[Text], sheaf: Sheaf, hits: BitMap) -> BitMap:
    """What every pair of characters asked for stands in at least three times."""
    for text in texts:
        if any(follower for _, follower in grams(text.needle)):
            hits = in_area(sheaf, OFTEN, text.needle, hits)
    return hits
