"""What of a text is searched: Chinese as runs of characters, everything else as words.

The *searchable* form of a text is its words and Chinese runs, folded, with one space before, between and
after them: `` iso 9001 质量管理 ``. Punctuation parts words and is not kept, so 甬文协〔2022〕42号 equals
甬文协[2022]42号; spaces inside Chinese text vanish, as recognised text has them anywhere, but an empty line
parts. Thus a phrase is found by a plain substring search, and Latin words only as a whole.
"""

import re
from collections.abc import Iterable

from onestop_records.models.folding import fold

CHINESE = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"
_TOKEN = re.compile(rf"[{CHINESE}]+(?:{_SPACE}[{CHINESE}]+)*|[^\W_{CHINESE}]+")
_WORD = re.compile(rf"[^ {CHINESE}]+")
_RUN = re.compile(rf"[{CHINESE}]+")
_PART = "\0"


def searchable(text: str) -> str:
    """Return the searchable form; empty when there is nothing to search for."""
    tokens = _TOKEN.findall(fold(text))
    if not tokens:
        return ""
    return f" {''.join(_PART.join(tokens).split()).replace(_PART, ' ')} "


def words(form: str) -> set[str]:
    """The words of a searchable form that are not Chinese."""
    return set(_WORD.findall(form))


def runs(form: str) -> list[str]:
    """The Chinese runs of a searchable form, in order."""
    return _RUN.findall(form)


def is_chinese(character: str) -> bool:
    """True for a character that needs no space around it to be found."""
    return _RUN.match(character) is not None


def needle(text: str) -> str:
    """What to look for in searchable forms to find ``text``."""
    return opened(searchable(text))


def opened(form: str) -> str:
    """A searchable form without the space at a Chinese end; at the end of a word it has to stand."""
    if form and is_chinese(form[1]):
        form = form[1:]
    if form and is_chinese(form[-2]):
        form = form[:-1]
    return form


def compact(form: str) -> str:
    """A searchable form without its spaces: a code, to be found by any part of it."""
    return form.replace(" ", "")


def pairs(text: str) -> Iterable[str]:
    """Every two neighbouring characters, repeated as they occur."""
    return map(str.__add__, text, text[1:])
