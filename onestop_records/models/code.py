"""Reference codes (档号): templates, and the series in which numbers run.

A template is text with placeholders and ends with the number: ``{fonds}-{category}·{year}-{retention}-
{unit}-{sequence:04}`` gives ``Z109-WS·2011-Y-BGS-0001`` (DA/T 22-2015). Everything before the number is the
key of the series. ``{unit_title}`` is the unit's name (DA/T 13-2022), ``{group:03}`` the group number of a
photo, ``{volume}`` the code of the volume an item stands in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from persistent import Persistent
from translationstring import TranslationString

from onestop_records.i18n import _

PLACEHOLDERS = frozenset({"fonds", "category", "year", "retention", "unit", "unit_title", "group", "volume"})
NUMBER = "sequence"
WIDTH = re.compile(r"0[1-9]")
LONGEST = 200  # characters of a template
ITEM_TEMPLATE = "{volume}-{sequence:03}"


class Series(Persistent):
    """The last number given under one key. Every writer of the series changes this object."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.last = 0
        self.duplicates: tuple[tuple[str, str], ...] = ()  # (code, record id) of codes brought in twice


@dataclass(frozen=True)
class SeriesReport:
    """A series whose numbers don't run from 1 without gaps, or hold a code twice."""

    key: str
    last: int
    missing: tuple[int, ...]
    duplicates: tuple[tuple[str, tuple[str, ...]], ...]


def problems(template: str) -> Iterator[TranslationString]:
    """What is wrong with a template; nothing when it can be used."""
    if not template.isprintable() or len(template) > LONGEST:
        yield _("At most ${limit} printable characters, please", mapping={"limit": LONGEST})
        return
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        yield _("A brace is not closed or not opened")
        return
    names = [part[1] for part in parts if part[1] is not None]
    for __, name, width, conversion in parts:
        if name is None:
            continue
        if name not in PLACEHOLDERS and name != NUMBER:
            yield _("There is no placeholder {${name}}", mapping={"name": name})
        if conversion or (width and (name not in (NUMBER, "group") or not WIDTH.fullmatch(width))):
            yield _("A width stands with a number only and is 01 to 09")
    if names.count(NUMBER) != 1 or names[-1] != NUMBER or not template.endswith("}"):
        yield _("A code ends with its number, {sequence:04}")
    elif not WIDTH.fullmatch(parts[-1][2] or ""):
        yield _("The number wants a width from 01 to 09, as in {sequence:04}")
    if not {"fonds", "category"} <= set(names) and "volume" not in names:
        yield _("A code names its fonds and category, or its volume")


def unusable(code: str) -> Iterator[TranslationString]:
    """What is wrong with a code that was given elsewhere; nothing when it can be kept."""
    if len(code) > LONGEST or not code.isprintable() or code != code.strip():
        yield _("At most ${limit} printable characters, please", mapping={"limit": LONGEST})
    if split(code) is None:
        yield _("A reference code ends with its number")


def wanted(template: str) -> frozenset[str]:
    """The placeholders of a template, its number left out."""
    names = (part[1] for part in Formatter().parse(template))
    return frozenset(name for name in names if name and name != NUMBER)


def series_key(template: str, values: Mapping[str, Any]) -> str:
    """Everything before the number. Raises KeyError for a value that is not there."""
    return template[: template.rindex("{")].format_map(values)


def numbered(template: str, key: str, number: int) -> str:
    """The code of this number in the series."""
    return key + template[template.rindex("{") :].format_map({NUMBER: number})


def split(code: str) -> tuple[str, int] | None:
    """The series key and the number of a code, None when it doesn't end with a number."""
    match = re.fullmatch(r"(.*?)([0-9]{1,9})", code)
    return (match[1], int(match[2])) if match else None
