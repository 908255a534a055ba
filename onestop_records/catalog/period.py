"""Dates that may be partial, in the index: found when the period they name meets the one asked for."""

from pyroaring import BitMap

from onestop_records.catalog.bitmap import ValueIndex

FIRST, LAST = "0001-01-01", "9999-12-31"
LONGEST = 31  # the last day that any month can have: nothing beyond it is indexed


def terms(text: str) -> tuple[str, ...]:
    """What a date contributes: its year, month and day, and ``=`` with the whole when it is partial.

    >>> terms("2021-03")
    ('2021', '2021-03', '=2021-03')
    """
    prefixes = tuple(text[:length] for length in (4, 7, 10) if len(text) >= length)
    return prefixes if len(text) == 10 else (*prefixes, f"={text}")


def meeting(index: ValueIndex, since: str, until: str) -> BitMap:
    """Numbers whose date may lie from ``since`` to ``until``; both may be partial or empty."""
    low, high = _first_day(since or FIRST), _last_day(until or LAST)
    if low > high:
        return BitMap()
    wanted: list[str] = []
    for year in _children(index, low[:4], high[:4], 4):
        if low <= f"{year}-01-01" and f"{year}-12-{LONGEST}" <= high:
            wanted.append(year)
        else:
            wanted.append(f"={year}")
            wanted.extend(_in_year(index, year, low, high))
    return index.bitmap(wanted)


def _in_year(index: ValueIndex, year: str, low: str, high: str) -> list[str]:
    wanted = []
    for month in _children(index, max(low[:7], f"{year}-01"), min(high[:7], f"{year}-12"), 7):
        if low <= f"{month}-01" and f"{month}-{LONGEST}" <= high:
            wanted.append(month)
        else:
            wanted.append(f"={month}")
            days = max(low, f"{month}-01"), min(high, f"{month}-{LONGEST}")
            wanted.extend(_children(index, *days, 10))
    return wanted


def _children(index: ValueIndex, first: str, last: str, length: int) -> list[str]:
    return [value for value in index.values(first, last) if len(value) == length]


def _first_day(text: str) -> str:
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text


def _last_day(text: str) -> str:
    return text + f"-12-{LONGEST}"[len(text) - 4 :] if len(text) < 10 else text
