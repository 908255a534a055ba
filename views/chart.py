"""Charts as SVG: geometry alone, drawn by the part ``chart``; colours come from the style sheet by class.

No chart says what its table does not: the table stands below each, for readers and for screens that read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

WIDTH, ROW, BAR, LABEL, VALUE = 640, 32, 18, 176, 56
THIN = 12  # of a bar that has others of its row above or below
COLUMN_HEIGHT, FOOT, HEAD = 180, 26, 14
WIDE, NARROW = 12.0, 6.8  # how much room a character of a label takes, in the size of the style sheet


@dataclass(frozen=True)
class Box:
    """A bar: where, how large, the class that colours it, and what it says."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True)
class Word:
    """A text of the chart; ``title`` is the whole of one that had to be shortened."""

    x: float
    y: float
    anchor: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing with a name; ``legend`` maps classes to what they mean."""

    name: Any
    width: int
    height: int
    boxes: Sequence[Box]
    words: Sequence[Word]
    legend: Mapping[str, Any]


def columns(name: Any, rows: Sequence[tuple[str, Mapping[str, int]]], legend: Mapping[str, Any]) -> Chart:
    """Columns side by side for each row: one of each kind of ``legend``."""
    most = max((count for _label, counts in rows for count in counts.values()), default=0) or 1
    step = (WIDTH - 10) / max(1, len(rows))
    thick = min(22.0, step * 0.8 / max(1, len(legend)))
    boxes, words = [], []
    base = HEAD + COLUMN_HEIGHT
    longest = max((_width(label) for label, _counts in rows), default=0.0)
    every = max(1, ceil((longest + WIDE) / step))  # labels that do not run into each other
    for place, (label, counts) in enumerate(rows):
        left = 5 + place * step + (step - thick * len(legend)) / 2
        for number, kind in enumerate(legend):
            count = counts.get(kind, 0)
            tall = round(COLUMN_HEIGHT * count / most, 1)
            x = round(left + number * thick, 1)
            boxes.append(Box(x, base - tall, round(thick - 1, 1), tall, kind, f"{label}: {count}"))
        if place % every == 0:
            words.append(Word(round(5 + (place + 0.5) * step, 1), base + 16, "middle", label))
    words.append(Word(5, HEAD - 3, "start", f"{most:,}"))
    return Chart(name, WIDTH, base + FOOT, boxes, words, legend)


def bars(name: Any, rows: Sequence[tuple[str, Mapping[str, int]]], legend: Mapping[str, Any]) -> Chart:
    """Bars below each other for each row, one of each kind of ``legend``: for what has long names."""
    most = max((count for _label, counts in rows for count in counts.values()), default=0) or 1
    room = WIDTH - LABEL - VALUE
    step = max(ROW, THIN * len(legend) + 8)
    boxes, words = [], []
    for place, (label, counts) in enumerate(rows):
        top = HEAD + place * step
        words += beside(label, top + THIN * len(legend) / 2)
        for number, kind in enumerate(legend):
            count = counts.get(kind, 0)
            wide = round(room * count / most, 1)
            y = top + number * THIN
            boxes.append(Box(LABEL, y, wide, THIN, kind, f"{label}: {count}"))
            words.append(Word(LABEL + wide + 5, y + 10, "start", f"{count:,}"))
    return Chart(name, WIDTH, HEAD + step * len(rows), boxes, words, legend)


def shares(name: Any, rows: Sequence[tuple[str, Mapping[str, int]]], legend: Mapping[str, Any]) -> Chart:
    """One bar for each row, divided into the shares of its kinds, with their number at its end."""
    room = WIDTH - LABEL - VALUE
    boxes, words = [], []
    for place, (label, counts) in enumerate(rows):
        top, x = HEAD + place * ROW, float(LABEL)
        total = sum(counts.get(kind, 0) for kind in legend)
        words += beside(label, top + BAR / 2)
        for kind in legend:
            count = counts.get(kind, 0)
            wide = room * count / total if total else 0.0
            if count:
                boxes.append(Box(round(x, 1), top, round(wide, 1), BAR, kind, f"{label}: {count} / {total}"))
            x += wide
        words.append(Word(WIDTH - VALUE + 6, top + 13, "start", f"{total:,}"))
    return Chart(name, WIDTH, HEAD + ROW * len(rows), boxes, words, legend)


def beside(label: str, middle: float) -> list[Word]:
    """A label left of its bars, on two lines if it needs them; what is shortened has the whole as title."""
    room = LABEL - 10.0
    half = _width(label) / 2 + WIDE / 2
    first = fitting(label, half if room < _width(label) and half <= room else room)
    second = label[len(first) :].strip()
    if not second:
        return [Word(LABEL - 8, middle + 4, "end", first)]
    kept = fitting(second, room)
    if len(kept) < len(second):
        kept = fitting(second, room - WIDE) + "…"
    return [
        Word(LABEL - 8, middle - 3, "end", first.rstrip(), label),
        Word(LABEL - 8, middle + 11, "end", kept, label),
    ]


def _width(text: str) -> float:
    return sum(NARROW if ord(character) < 0x2000 else WIDE for character in text)


def fitting(text: str, room: float) -> str:
    """As much of a text as has room, not broken within a word of letters."""
    used = 0.0
    for place, character in enumerate(text):
        used += NARROW if ord(character) < 0x2000 else WIDE
        if used > room:
            space = text.rfind(" ", 0, place + 1)
            return text[: space + 1] if space > place // 2 else text[:place]
    return text
