"""The query language: words, phrases, AND OR NOT, parentheses, ``field:``, ``*`` and ``?``.

Every string is a query: what is not well formed is searched as plain words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onestop_records.search.analysis import is_chinese, needle, opened, runs, searchable
from onestop_records.search.fields import FIELDS, PREFIXES
from onestop_records.search.scan import OPERATORS, Token, scan

CONTENT = "content"
LONGEST = 1000  # characters of a query that are looked at
MOST_TERMS = 64
DEEPEST = 20  # parentheses within parentheses


@dataclass(frozen=True)
class Text:
    """A word, run or phrase, as ``analysis.needle`` gives it; ``fields`` empty means anywhere."""

    needle: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A word or run with wildcards: folded pieces of text between ``*`` and ``?``."""

    pieces: tuple[str, ...]
    fields: tuple[str, ...] = ()

    @property
    def latin(self) -> bool:
        """True for one word without Chinese, to be looked up in the dictionary of words."""
        text = "".join(self.pieces)
        return " " not in text and not runs(text)


@dataclass(frozen=True)
class All:
    """Every part must match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any:
    """One part must match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """The part must not match."""

    part: "Node"


Node = Text | Pattern | All | Any | Not
NOTHING = Any(())


@dataclass(frozen=True)
class Query:
    """A parsed query; ``empty`` when nothing was asked, so that everything passes."""

    node: Node = field(default=NOTHING)
    empty: bool = False

    def texts(self) -> tuple[Text, ...]:
        """What is looked for, without what must not match: to rank and to mark."""
        return tuple(node for node in _wanted(self.node) if isinstance(node, Text))

    def described(self) -> "Query":
        """The same asked of descriptions alone: the content of files neither finds nor excludes a record."""
        return replace(self, node=_described(self.node))

    def patterns(self) -> tuple[Pattern, ...]:
        """The same for wildcards."""
        return tuple(node for node in _wanted(self.node) if isinstance(node, Pattern))


def parse(text: str) -> Query:
    """Return the query that ``text`` asks; never raises."""
    if not text.strip():
        return Query(empty=True)
    tokens = list(scan(text[:LONGEST], PREFIXES, DEEPEST))[: MOST_TERMS * 2]
    node = _Parser(_settle(tokens)).any_of()
    return Query(node if node else NOTHING)


def _wanted(node: Node) -> Iterator[Text | Pattern]:
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from _wanted(part)
    elif not isinstance(node, Not):
        yield node


def _described(node: Node) -> Node:
    if isinstance(node, All | Any):
        return type(node)(tuple(_described(part) for part in node.parts))
    if isinstance(node, Not):
        return Not(_described(node.part))
    fields = tuple(name for name in node.fields or FIELDS if name != CONTENT)
    return replace(node, fields=fields) if fields else NOTHING


def _settle(tokens: list[Token]) -> list[Token]:
    """Turn each operator into its meaning where it has operands, else into a word.

    The Chinese ones need something on both sides, for each is a word of its own.
    """
    settled = list(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind != "operator":
            continue
        meaning = OPERATORS[token.text]
        follower = settled[index + 1].kind if index + 1 < len(settled) else ""
        after = follower in ("word", "phrase", "open", "not")
        before = index > 0 and tokens[index - 1].kind in ("word", "phrase", "close")
        stands = after and (before or token.text == "NOT")
        settled[index] = replace(token, kind=meaning if stands else "word")
    return settled


class _Parser:
    """Recursive descent over settled tokens; as deep as parentheses may be nested."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def kind(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else ""

    def any_of(self) -> Node | None:
        parts = [self.all_of()]
        while self.kind() == "or":
            self.place += 1
            parts.append(self.all_of())
        return _joined(Any, parts)

    def all_of(self) -> Node | None:
        parts = []
        while self.kind() not in ("", "or", "close"):
            if self.kind() == "and":
                self.place += 1
            else:
                parts.append(self.one())
        return _joined(All, parts)

    def one(self) -> Node | None:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "not":
            part = self.one() if self.kind() not in ("", "or", "and", "close") else None
            return Not(part) if part else None
        if token.kind == "open":
            part = self.any_of()
            self.place += self.kind() == "close"
            return part
        return _leaf(token)


def _joined(kind: type[All] | type[Any], parts: list[Node | None]) -> Node | None:
    kept = tuple(part for part in parts if part)
    return kind(kept) if len(kept) > 1 else kept[0] if kept else None


def _leaf(token: Token) -> Node | None:
    if token.kind == "word" and ("*" in token.text or "?" in token.text):
        return _pattern(token)
    form = needle(token.text)
    return Text(form, token.fields) if form else None


def _pattern(token: Token) -> Node | None:
    """Chinese needs no ``*`` at its ends, and a ``?`` after Chinese ends a question."""
    pieces: list[str] = []
    for piece in re.findall(r"[*?]|[^*?]+", token.text):
        form = piece if piece in ("*", "?") else searchable(piece).strip()
        if form and not (form == "*" and pieces and pieces[-1] == "*"):
            pieces.append(form)
    while pieces and pieces[0] == "*" and (len(pieces) == 1 or is_chinese(pieces[1][0])):
        del pieces[0]
    while len(pieces) > 1 and pieces[-1] in ("*", "?") and is_chinese(pieces[-2][-1]):
        del pieces[-1]
    if all(piece in ("*", "?") for piece in pieces):
        return None
    if len(pieces) == 1:
        return Text(opened(f" {pieces[0]} "), token.fields)
    return Pattern(tuple(pieces), token.fields)
