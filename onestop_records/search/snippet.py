"""A passage of a text with its matches marked, found by folded comparison in the text as it stands."""

import re
from functools import lru_cache

from onestop_records.models.folding import variants
from onestop_records.search.analysis import is_chinese
from onestop_records.search.query import Pattern, Query

FARTHEST = 200_000  # characters within which every form of a match is found; beyond, the folded one alone
_LEAD = 4  # the share of a passage before its first match: a quarter


def snippet(query: Query, text: str, length: int = 120) -> tuple[tuple[str, bool], ...]:
    """Return about ``length`` characters around the first match as pieces (text, is a match).

    Without a match the beginning of the text, in one piece that is none.
    """
    expression = _expression(query)
    first = _first(expression, query, text) if expression else None
    start = max(0, first.start() - length // _LEAD) if first else 0
    end = max(start + length, first.end() if first else 0)
    passage = text[start:end]
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    place = 0
    for match in expression.finditer(passage) if expression else ():
        if match.start() > place:
            pieces.append((_tidy(passage[place : match.start()]), False))
        pieces.append((_tidy(match[0]), True))
        place = match.end()
    rest = _tidy(passage[place:]) + ("…" if end < len(text) else "")
    return (*pieces, (rest, False)) if rest else tuple(pieces)


def _first(expression: re.Pattern[str], query: Query, text: str) -> re.Match[str] | None:
    found = expression.search(text, 0, FARTHEST)
    if found or len(text) <= FARTHEST:
        return found
    places = (text.find(wanted.needle.strip(), FARTHEST) for wanted in query.texts())
    place = min((place for place in places if place >= 0), default=-1)
    return expression.search(text, place, place + FARTHEST) if place >= 0 else None


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@lru_cache(maxsize=256)
def _expression(query: Query) -> re.Pattern[str] | None:
    """Longer alternatives first, so that 质量管理 is marked as a whole beside 质量."""
    branches = {_literal(text.needle) for text in query.texts()}
    branches |= {_wild(pattern) for pattern in query.patterns()}
    ordered = sorted(branches, key=lambda branch: (-len(branch), branch))
    return re.compile("|".join(ordered)) if ordered else None


def _literal(needle: str) -> str:
    """Between Chinese characters spaces may stand, between words any punctuation."""
    parts = []
    previous = ""
    for character in needle.strip():
        if previous == " ":
            parts.append(r"[\W_]*")
        elif previous and is_chinese(previous) and is_chinese(character):
            parts.append(r"\s*")
        if character != " ":
            parts.append(_class(character))
        previous = character
    before = r"(?<![^\W_\u3005-\uffff])" if needle.startswith(" ") else ""
    after = r"(?![^\W_\u3005-\uffff])" if needle.endswith(" ") else ""
    return before + "".join(parts) + after


def _wild(pattern: Pattern) -> str:
    gaps = {"*": r"[^\W_\u3005-\uffff]*" if pattern.latin else r"[^\n]{0,20}?", "?": r"\w"}
    inner = "".join(gaps.get(piece) or _literal(piece) for piece in pattern.pieces)
    edge = pattern.pieces[0] not in gaps and not is_chinese(pattern.pieces[0][0])
    return (r"(?<![^\W_\u3005-\uffff])" if edge else "") + inner


def _class(character: str) -> str:
    alternatives = variants(character)
    if len(alternatives) == 1:
        return re.escape(character)
    return f"[{re.escape(alternatives)}]"
