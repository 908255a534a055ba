"""The life of a record as steps, each with who and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onestop_records.models.record import Record
from views.words import STATES

WAY = ("captured", "submitted", "accepted", "filed")
REACHED = {f"record-{state}": state for state in WAY}
BACK = frozenset({"record-returned", "record-withdrawn"})


@dataclass(frozen=True)
class Step:
    """A state on the way: ``standing`` is ``done``, ``now``, ``ahead``, or ``skipped`` (filed at once)."""

    title: Any
    standing: str
    person: str = ""
    at: datetime | None = None


def steps(record: Record, entries: Iterable[Any]) -> list[Step]:
    """From captured to filed; a record that was filed at once has skipped what lies between."""
    if record.state not in WAY:
        return [Step(STATES["captured"], "done"), Step(STATES[record.state], "now")]
    return list(_steps(record, _reached(entries)))


def _steps(record: Record, reached: dict[str, Any]) -> Iterator[Step]:
    here = WAY.index(record.state)
    for place, state in enumerate(WAY):
        standing = "done" if place < here or state == "filed" == record.state else "ahead"
        entry = reached.get(state)
        if place < here and entry is None and reached:
            standing = "skipped"
        if place > here or entry is None:
            yield Step(STATES[state], "now" if place == here else standing)
        else:
            at = datetime.fromisoformat(entry.at)
            yield Step(
                STATES[state], standing if place != here or state == "filed" else "now", entry.person, at
            )


def _reached(entries: Iterable[Any]) -> dict[str, Any]:
    """The entry by which each state was reached last, forgetting what a return undid."""
    found: dict[str, Any] = {}
    for entry in entries:
        if entry.act in BACK:
            found = {state: held for state, held in found.items() if state == "captured"}
        elif entry.act in REACHED:
            found[REACHED[entry.act]] = entry
    return found
