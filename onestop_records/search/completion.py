"""Completions of what somebody types, from titles and names they may know of."""

from collections.abc import Sequence

from pyroaring import BitMap

from onestop_records.models.folding import fold
from onestop_records.search.analysis import needle
from onestop_records.search.fields import NAMES
from onestop_records.search.matching import matches
from onestop_records.search.query import Any, Node, Pattern, Text
from onestop_records.search.sheaf import Sheaf

_MOST = 500  # records whose titles and names are looked at, of the youngest sheaves


def completions(prefix: str, found: Sequence[tuple[Sheaf, BitMap]], limit: int) -> list[str]:
    """Names and titles that begin with ``prefix``, then titles that hold it; the shortest first."""
    node, start = _asked(prefix), fold(prefix.strip())
    if node is None or limit < 1:
        return []
    offered: dict[str, tuple[bool, int, str]] = {}
    left = _MOST
    for sheaf, within in reversed(found):
        numbers = list(matches(node, sheaf, within))[-left:] if left else []
        left -= len(numbers)
        for number in numbers:
            title, names = sheaf.shown(number)
            for text in (title, *names):
                folded = fold(text)
                if text and (folded.startswith(start) or (text == title and start in folded)):
                    offered[folded] = (not folded.startswith(start), len(text), text)
    return [text for _, _, text in sorted(offered.values())[:limit]]


def _asked(prefix: str) -> Node | None:
    """The prefix as a query: the last Latin word may go on."""
    form = needle(prefix)
    fields = ("title", *NAMES)
    if not form:
        return None
    if form.endswith(" "):
        words = form.strip()
        return Any((Pattern((words, "*"), fields),))
    return Text(form, fields)
