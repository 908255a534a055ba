"""What clients said, published (W1-6, H11, S6.4.3): by unit, matter and month, for everybody."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IEvaluations
from onestop_records.models import evaluationwords as words
from onestop_records.models.evaluation import GRADES, OVERALL, QUESTIONS, SATISFIED, SOLVED, Tally
from onestop_records.models.site import Site

FEWEST = 3  # answers, below which nothing is told of a line: it might tell of one client
MONTH = re.compile(r"[12]\d\d\d-(0[1-9]|1[0-2])\Z")


@dataclass(frozen=True)
class Row:
    """Answers of one unit, matter or month: how many, how many of each grade, the share that is satisfied."""

    title: Any
    total: int
    counts: Mapping[str, int]

    @property
    def told(self) -> bool:
        """Enough of them."""
        return self.total >= FEWEST

    @property
    def share(self) -> int:
        """Percent that are satisfied or very satisfied."""
        return round(100 * sum(self.counts.get(grade, 0) for grade in SATISFIED) / self.total)


def months_before(today: date, count: int) -> str:
    """The month that many months before this one, as ``2025-12``."""
    number = today.year * 12 + today.month - 1 - count
    return f"{number // 12:04}-{number % 12 + 1:02}"


def period(given: Mapping[str, str], today: date) -> tuple[str, str]:
    """First and last month asked for; the last twelve when nothing, or nothing sensible, is."""
    since, until = given.get("since", ""), given.get("until", "")
    since = since if MONTH.match(since) else months_before(today, 11)
    until = until if MONTH.match(until) else months_before(today, 0)
    return (since, until) if since <= until else (until, since)


@view_config(
    context=Site,
    name="satisfaction",
    request_method="GET",
    renderer="templates/evaluation/satisfaction.pt",
    permission=NO_PERMISSION_REQUIRED,
)
def satisfaction(site: Site, request: Request) -> dict[str, Any]:
    """Every question as a whole; the overall judgement by unit, matter and month."""
    since, until = period(request.GET, request.find_service(IClock).today())
    tallies = request.find_service(IEvaluations).results(since, until)

    def matter(code: str) -> Any:
        return site.matters[code].title if code else _("Other")

    def known(tally: Tally) -> str:
        return tally.matter if site.matters.get(tally.matter) is not None else ""

    return {
        "since": since,
        "until": until,
        "total": sum(tally.total for tally in tallies),
        "questions": [row for row in _questions(tallies) if row.total],
        "tables": [
            ("unit", _("By unit"), rows(tallies, lambda t: t.unit, request.layout.unit)),
            ("matter", _("By matter"), rows(tallies, known, matter)),
            ("month", _("By month"), rows(tallies, lambda t: t.month, str)),
        ],
        "grades": [(grade, words.GRADE_WORDS[grade]) for grade in GRADES],
        "solved": _solved(tallies),
    }


def rows(tallies: Iterable[Tally], key: Callable[[Tally], str], title: Callable[[str], Any]) -> list[Row]:
    """The overall judgement, added up by a key, in its order."""
    found: dict[str, dict[str, int]] = {}
    for tally in tallies:
        _add(found.setdefault(key(tally), {}), tally.counts.get(OVERALL, {}))
    return [Row(title(name), sum(counts.values()), counts) for name, counts in sorted(found.items())]


def _questions(tallies: Iterable[Tally]) -> list[Row]:
    found: dict[str, dict[str, int]] = {name: {} for name in QUESTIONS if name != SOLVED}
    for tally in tallies:
        for name, counts in found.items():
            _add(counts, tally.counts.get(name, {}))
    return [Row(words.QUESTION_WORDS[name], sum(counts.values()), counts) for name, counts in found.items()]


def _solved(tallies: Iterable[Tally]) -> int | None:
    """Percent whose problem was solved."""
    counts: dict[str, int] = {}
    for tally in tallies:
        _add(counts, tally.counts.get(SOLVED, {}))
    total = sum(counts.values())
    return round(100 * counts.get("yes", 0) / total) if total >= FEWEST else None


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count
