"""A query as tokens: words, phrases, parentheses that group."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onestop_records.models.folding import fold

_QUOTES = {'"': '"“”', "“": '"”', "”": '"“”', "＂": "＂"}
_OPEN = "(（"
_CLOSE = ")）"
_PREFIX = re.compile(r"(\w+)[:：](?=\S)")
OPERATORS = {"AND": "and", "与": "and", "OR": "or", "或": "or", "NOT": "not", "非": "not"}


@dataclass(frozen=True)
class Token:
    """``kind`` is word, operator, phrase, open or close; ``fields`` is what a ``field:`` means."""

    kind: str
    text: str = ""
    fields: tuple[str, ...] = ()


def scan(text: str, prefixes: Mapping[str, tuple[str, ...]], deepest: int) -> Iterator[Token]:
    """Yield the tokens of ``text``.

    A parenthesis groups only where a word could begin, so that 甬文协(2022)42号 stays one word; at most
    ``deepest`` are open at once, further ones are not seen.
    """
    place = 0
    fields: tuple[str, ...] = ()
    groups: list[tuple[str, ...]] = []  # the fields in force outside of each open group
    outer: tuple[str, ...] = ()
    while place < len(text):
        character = text[place]
        if character.isspace():
            place, fields = place + 1, ()
        elif character in _OPEN:
            place += 1
            if len(groups) < deepest:
                groups.append(outer)
                outer = fields or outer
                yield Token("open")
        elif character in _CLOSE:
            place += 1
            if groups:
                outer = groups.pop()
                yield Token("close")
        elif character in _QUOTES and (end := _closing(text, place)) > place:
            yield Token("phrase", text[place + 1 : end], fields or outer)
            place, fields = end + 1, ()
        elif not fields and (name := _PREFIX.match(text, place)) and fold(name[1]) in prefixes:
            place, fields = name.end(), prefixes[fold(name[1])]
        else:
            end = _word_end(text, place, bool(groups))
            kind = "operator" if text[place:end] in OPERATORS and not fields else "word"
            yield Token(kind, text[place:end], fields or outer)
            place, fields = end, ()


def _closing(text: str, place: int) -> int:
    ends = [text.find(mark, place + 1) for mark in _QUOTES[text[place]]]
    return min((end for end in ends if end > 0), default=-1)


def _word_end(text: str, place: int, grouped: bool) -> int:
    """A word ends at a space, before a phrase, and at a parenthesis that closes a group."""
    inner = 0
    for end in range(place + 1, len(text)):
        character = text[end]
        if character.isspace() or (character in _QUOTES and _closing(text, end) > end):
            return end
        if character in _OPEN:
            inner += 1
        elif character in _CLOSE:
            if inner == 0 and grouped:
                return end
            inner -= 1
    return len(text)
