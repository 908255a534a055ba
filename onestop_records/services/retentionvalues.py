"""What a class of the retention schedule may say, and what an edition of it would move."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.record import Record
from onestop_records.models.retention import ACTIONS, TRIGGERS, RetentionClass, RetentionLine, Shift
from onestop_records.models.site import Site

CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")
MOST_YEARS = 200


def wrong_code(site: Site, code: str) -> Iterator[Violation]:
    """A code that cannot be used for a new class."""
    if not CODE.fullmatch(code):
        yield Violation("code", _("A code is a capital letter and up to nine capital letters or digits"))
    if code in site.retention:
        yield Violation("code", _("There is such a class already"))


def wrong(values: Mapping[str, Any]) -> Iterator[Violation]:
    """Everything wrong with the rest."""
    years = values.get("years")
    if not values.get("title"):
        yield Violation("title", _("This is required"))
    if years is not None and not 1 <= years <= MOST_YEARS:
        yield Violation("years", _("From 1 to 200 years, or none for permanent"))
    if values.get("trigger", "creation") not in TRIGGERS:
        yield Violation("trigger", _("Choose what starts the period"))
    if values.get("action", "review") not in ACTIONS:
        yield Violation("action", _("Choose what happens at the end"))


def wrong_since(line: RetentionLine, since: date, today: date) -> Iterator[Violation]:
    """An edition is in force from today at the earliest, and after every other."""
    newest = line.editions[-1].since
    if since < today:
        yield Violation("since", _("An edition is in force from today or a later day"))
    elif newest is not None and since <= newest:
        yield Violation("since", _("Name a day after ${day}", mapping={"day": str(newest)}))


def not_longer(record: Record, until: date | None, reason: str) -> Iterator[Violation]:
    """An appraisal only ever lets a period end later."""
    if not reason:
        yield Violation("reason", _("Give a reason"))
    if record.retention_due is None:
        yield Violation("until", _("It is kept permanently already"))
    elif until is not None and until <= record.retention_due:
        yield Violation("until", _("Name a day after ${day}", mapping={"day": str(record.retention_due)}))


def new_due(record: Record, edition: RetentionClass) -> date | None:
    """The due day that an edition gives a filed record; what it has if its period runs no more."""
    return _moved(record.retention_starts, record.retention_due, record.appraised, edition)


def shifts(counts: Mapping[str, int], edition: RetentionClass) -> Iterator[Shift]:
    """What an edition moves, from the numbers of records with each ``period`` of the catalogue."""
    found: dict[tuple[int, date | None, date | None], int] = {}
    for period, count in counts.items():
        year, due, appraised = period.split("|")
        starts, before = date(int(year), 1, 1), date.fromisoformat(due) if due else None
        after = _moved(starts, before, appraised, edition)
        if after != before:
            key = (int(year), before, after)
            found[key] = found.get(key, 0) + count
    for (start, before, after), count in sorted(found.items(), key=lambda item: (item[0][0], str(item[0]))):
        yield Shift(start, count, before, after)


def _moved(starts: date | None, due: date | None, appraised: str, edition: RetentionClass) -> date | None:
    over = due is not None and edition.since is not None and due <= edition.since
    if starts is None or appraised or over:
        return due
    return edition.due(starts)
