"""What falls due: this quarter, this year, overdue, or any other year and quarter."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock
from onestop_records.models.search import days
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.holdings import Holdings
from views.listing import listing

PAGE = 50
COLUMNS = ("code", "title", "date", "retention", "due", "ends", "classification")


@dataclass(frozen=True)
class Span:
    """A range of days as filters know it, and its name."""

    name: str
    title: Any
    range: str

    @property
    def address(self) -> str:
        return "/due?" + urlencode({"due": self.range})


def quarter(day: date) -> tuple[date, date]:
    """First and last day of the quarter that a day is in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def spans(today: date) -> list[Span]:
    """Overdue: the period ended before today; the others by when it ends, today's past days included."""
    first, last = quarter(today)
    year = today.year
    return [
        Span("overdue", _("Overdue"), f"..{today - timedelta(days=1)}"),
        Span("quarter", _("Due this quarter"), f"{first}..{last}"),
        Span("year", _("Due this year"), year_range(year)),
        Span("next", _("Due next year"), year_range(year + 1)),
    ]


def year_range(year: int) -> str:
    """The range of a whole year."""
    return f"{year}-01-01..{year}-12-31"


def quarters(year: int) -> list[Span]:
    """The four quarters of a year."""
    found = (quarter(date(year, month, 1)) for month in (1, 4, 7, 10))
    return [Span(f"q{n}", f"{year} Q{n}", f"{a}..{b}") for n, (a, b) in enumerate(found, 1)]


@view_config(context=Site, name="due", renderer="templates/due/due.pt", permission=Permission.DUE)
def due(site: Site, request: Request) -> dict[str, Any]:
    """The list of one span, with what else falls due and how much."""
    today = request.find_service(IClock).today()
    offered, asked = spans(today), request.GET.get("due", "")
    first, last = _range(asked)
    if first is None and last is None:
        asked = offered[0].range
    holdings = Holdings(request)
    years = by_year(holdings)
    year = first.year if first and last and first.year == last.year else None
    found = listing(request, {"due": (asked,)}, sort="due", limit=PAGE)
    return {
        "spans": [(span, holdings.total({"due": (span.range,)})) for span in offered],
        "years": [(Span(str(y), str(y), year_range(y)), years[y]) for y in sorted(years)],
        "quarters": quarters(year) if year else [],
        "asked": asked,
        "chosen": year_range(year) if year else asked,
        "listing": replace(found, columns=COLUMNS),
        "export": urlencode({"list": "due", "form": "xlsx", "due": asked}),
        "print": urlencode({"list": "due", "form": "print", "due": asked}),
    }


def by_year(holdings: Holdings) -> Counter[int]:
    """How many records fall due in each year."""
    years = Counter[int]()
    for day, count in holdings.by("due", {}).items():
        years[int(day[:4])] += count
    return years


def _range(text: str) -> tuple[date | None, date | None]:
    try:
        return days(text)
    except ValueError:
        return None, None
