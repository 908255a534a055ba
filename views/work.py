"""My work: everything that waits for a person, the nearest deadline first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _, spoken
from onestop_records.interfaces import IClock, IWork
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.permissions import Permission
from views.account import own_person

ON_DESK = 8
LISTED_ON_DESK = frozenset({"records-to-accept", "records-to-arrange", "failed-check"})
DAYS_SOON = 7


@dataclass(frozen=True)
class Line:
    """A thing to do as the page shows it. ``mark`` is overdue, today, soon or empty."""

    one: Waiting
    title: str
    mark: str
    word: Any
    due: str
    meant: str  # the name of whom it was meant for, when that is somebody else


@dataclass(frozen=True)
class Span:
    """Lines that are due about the same time."""

    name: str
    title: Any
    lines: Sequence[Line]


WORDS = {"overdue": _("Overdue"), "today": _("Today"), "soon": _("Soon")}
SPANS = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "soon": _("In the next seven days"),
    "later": _("Later"),
    "none": _("Without a deadline"),
}


def mark(one: Waiting, now: datetime, today: date, day: date | None) -> str:
    """How near its deadline is; the clock that warned knows better than the days."""
    if one.overdue(now):
        return "overdue"
    if day is not None and day <= today:
        return "today"
    return "soon" if one.warned else ""


def line(request: Request, one: Waiting) -> Line:
    """One thing with its words."""
    clock = request.find_service(IClock)
    local = clock.local(one.due) if one.due else None
    found = mark(one, clock.now(), clock.today(), local.date() if local else None)
    meant = "" if one.person == request.identity.person else request.layout.name(one.person)
    due = local.strftime("%Y-%m-%d %H:%M") if local else ""
    title = spoken(request.localizer.translate, one.title)
    return Line(one, title, found, WORDS.get(found, ""), due, meant)


def lines(request: Request) -> list[Line]:
    """Everything that waits for the person who asks."""
    return [line(request, one) for one in request.find_service(IWork).of(own_person(request))]


def on_desk(request: Request) -> dict[str, Any]:
    """The nearest of it for the desk, without what has a list of its own there."""
    found = [each for each in lines(request) if each.one.kind not in LISTED_ON_DESK]
    return {
        "lines": found[:ON_DESK],
        "total": len(found),
        "overdue": sum(each.mark == "overdue" for each in found),
    }


@view_config(context=Site, name="work", renderer="templates/work/work.pt", permission=Permission.HOME)
def work(site: Site, request: Request) -> dict[str, Any]:
    """All of it, by when it is due."""
    found = lines(request)
    return {"spans": list(_spans(request, found)), "total": len(found)}


def _spans(request: Request, found: Sequence[Line]) -> Iterator[Span]:
    soon = request.find_service(IClock).today() + timedelta(days=DAYS_SOON)
    groups: dict[str, list[Line]] = {name: [] for name in SPANS}
    for each in found:
        groups[_span(each, soon)].append(each)
    for name, members in groups.items():
        if members:
            yield Span(name, SPANS[name], members)


def _span(each: Line, soon: date) -> str:
    if each.mark in ("overdue", "today"):
        return each.mark
    if not each.due:
        return "none"
    return "soon" if each.due[:10] <= soon.isoformat() else "later"
