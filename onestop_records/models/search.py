"""Questions put to the archive and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onestop_records.models.record import Record

# Facets and filters: field of the catalogue → what a record contributes. ``held`` is ``yes`` or ``no``,
# ``hold`` the id of a hold, ``due`` a range of days.
RECORD_FACETS = (
    "type",
    "category",
    "year",
    "retention",
    "classification",
    "unit",
    "custodian",
    "state",
    "held",
)
# What the files of cases and complaints say besides. ``growing`` is ``yes`` while the case runs,
# ``enterprise`` takes any code or name of one, ``received`` and ``closed`` a month.
CASE_FACETS = ("matter", "case_kind", "case_state", "in_time", "satisfaction")
FACETS = (*RECORD_FACETS, *CASE_FACETS)
FILTERS = (*FACETS, "growing", "item", "due", "hold", "enterprise", "applicant", "received", "closed")
SORTS = ("relevance", "date", "-date", "code", "-code", "title", "due")


def days(text: str) -> tuple[date | None, date | None]:
    """First and last day of ``2026-01-01..2026-12-31``, either end may be empty. Raises ValueError."""
    first, dots, last = text.partition("..")
    if not dots:
        raise ValueError(text)
    return _day(first), _day(last)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Question:
    """``filters`` maps a name of ``FILTERS`` to accepted values; ``since`` and ``until`` bound the date.

    ``facets`` are those to count; without ``passages`` no text is looked into for what a list does not show.
    """

    q: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    sort: str = "relevance"
    limit: int = 20
    cursor: str | None = None
    facets: Sequence[str] = FACETS
    passages: bool = True


@dataclass(frozen=True)
class Hit:
    """A record found; ``snippet`` and ``title`` are lists of (text, is a match) pieces, if asked for.

    ``held`` when the catalogue has it marked as covered by a hold: for display, never for a rule.
    """

    record: Record
    snippet: tuple[tuple[str, bool], ...] = ()
    title: tuple[tuple[str, bool], ...] = ()
    held: bool = False


@dataclass(frozen=True)
class Results:
    """One page of hits. ``facets`` maps a field to value → count; ``cursor`` is None on the last page.

    ``degraded`` when the full-text index cannot be read, so that only the filters were applied.
    """

    total: int
    items: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    lagging: bool
    cursor: str | None
    degraded: bool = False
