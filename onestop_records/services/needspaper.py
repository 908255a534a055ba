"""What the parts and tables of the form of needs say on paper."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from onestop_records.models.needs import TABLES
from onestop_records.models.paper import Table


def ticked(say: Callable[[Any], str], ticks: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """What a part of the form says."""
    for tick in given.get("ticks") or ():
        yield say(ticks[tick])
    if given.get("other"):
        yield str(given["other"])


def table_of(say: Callable[[Any], str], name: str, rows: Any) -> Table:
    """One of its tables."""
    title, columns = TABLES[name]
    heads = tuple(say(column.title) for column in columns.values())
    lines = tuple(
        tuple(
            say(column.choices.get(str(row.get(key)), row.get(key) if row.get(key) is not None else ""))
            for key, column in columns.items()
        )
        for row in rows
    )
    return Table(say(title), heads, lines)
