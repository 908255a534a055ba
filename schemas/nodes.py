"""The kinds of field that forms and the API share: strict about types, quiet about full-width habits.

Every kind reads its own result again unchanged, so a value may be checked on each layer it passes.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import colander
from translationstring import TranslationString

from onestop_records.i18n import _
from onestop_records.models.partialdate import PartialDate

LINE = 500  # characters
PARAGRAPH = 20_000
MANY = 500  # words in a list
SEPARATORS = re.compile(r"[、,，;；\n]")
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Node(colander.SchemaNode):
    """A node that says what is missing in our own words; ``group`` is its place in forms."""

    missing_msg = _("This is required")
    group = "more"


def unprintable(text: str, lines: bool) -> bool:
    """True when a text holds characters that cannot be printed or that turn its direction around."""
    allowed = "\n\t" if lines else ""
    return any(
        c in DIRECTION_MARKS or (unicodedata.category(c) in ("Cc", "Cs") and c not in allowed) for c in text
    )


class Text(colander.SchemaType):
    """A text without control characters, at most ``limit`` characters; of several lines if ``lines``."""

    def __init__(self, limit: int = LINE, lines: bool = False) -> None:
        self.limit = limit
        self.lines = lines

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else str(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None):
            return colander.null
        if not isinstance(cstruct, str):
            raise colander.Invalid(node, _("This must be text"))
        text = cstruct.replace("\r\n", "\n").strip() if self.lines else cstruct.strip()
        if unprintable(text, self.lines):
            raise colander.Invalid(node, _("Control characters are not allowed here"))
        if len(text) > self.limit:
            message = _("At most ${limit} characters, please", mapping={"limit": self.limit})
            raise colander.Invalid(node, message)
        return text or colander.null


class Words(Text):
    """A list of short texts, at most ``most``; a form gives one text with separators or line ends between."""

    def __init__(self, limit: int = LINE, most: int = MANY) -> None:
        super().__init__(limit)
        self.most = most

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else "、".join(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, str):
            cstruct = SEPARATORS.split(cstruct)
        if cstruct in (colander.null, None):
            return colander.null
        if not isinstance(cstruct, (list, tuple)):
            raise colander.Invalid(node, _("This must be a list of texts"))
        if len(cstruct) > self.most:
            raise colander.Invalid(node, _("At most ${limit} entries, please", mapping={"limit": self.most}))
        found = [super(Words, self).deserialize(node, word) for word in cstruct]
        return tuple(dict.fromkeys(word for word in found if word is not colander.null)) or colander.null


class Number(colander.SchemaType):
    """A whole number from ``least`` to ``most``."""

    def __init__(self, least: int = 0, most: int = 1_000_000) -> None:
        self.least, self.most = least, most

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else str(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        text = str(cstruct).strip() if isinstance(cstruct, (int, str)) else ""
        if isinstance(cstruct, bool) or not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise colander.Invalid(node, _("This must be a whole number"))
        if not self.least <= int(text) <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise colander.Invalid(node, _("Between ${least} and ${most}, please", mapping=limits))
        return int(text)


class YesNo(colander.SchemaType):
    """True or false."""

    words = {True: True, False: False, "true": True, "false": False}

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else str(bool(appstruct)).lower()

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        if not isinstance(cstruct, (bool, str)) or cstruct not in self.words:
            raise colander.Invalid(node, _("This must be true or false"))
        return self.words[cstruct]


class Day(Text):
    """A date, which may be partial: a year, a month or a day."""

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        try:
            return PartialDate(text)
        except ValueError as error:
            message = _("Give a date as 2021, 2021-03 or 2021-03-05")
            raise colander.Invalid(node, message) from error


class Fields(colander.Mapping):
    """Several fields under one name."""

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct not in (colander.null, None, "") and not isinstance(cstruct, Mapping):
            raise colander.Invalid(node, _("This must be a set of named values"))
        filled = super().deserialize(node, cstruct or colander.null)
        return filled or colander.null


def text(title: TranslationString, limit: int = LINE, **options: Any) -> Node:
    """An optional field of one line."""
    return Node(Text(limit), title=title, missing=options.pop("missing", colander.drop), **options)


def paragraph(title: TranslationString, **options: Any) -> Node:
    """An optional text of several lines."""
    return Node(Text(PARAGRAPH, lines=True), title=title, missing=colander.drop, **options)


def words(title: TranslationString, **options: Any) -> Node:
    """An optional list of short texts."""
    return Node(Words(), title=title, missing=options.pop("missing", colander.drop), **options)


def day(title: TranslationString, **options: Any) -> Node:
    """An optional, perhaps partial, date."""
    return Node(Day(), title=title, missing=colander.drop, **options)


def number(title: TranslationString, least: int = 0, most: int = 1_000_000, **options: Any) -> Node:
    """An optional whole number."""
    return Node(Number(least, most), title=title, missing=colander.drop, **options)
