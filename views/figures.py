"""The managers' page: volumes, punctuality, what is overdue, satisfaction; by unit, matter and month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFigures, IListing
from onestop_records.models.evaluation import GRADES
from onestop_records.models.evaluationwords import GRADE_WORDS
from onestop_records.models.figures import CASES, COMPLAINTS, FILES, Figures, Line
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.chart import Chart, bars, columns, shares
from views.export import TYPES, delivered
from views.satisfaction import period

KINDS = {CASES: _("Cases"), COMPLAINTS: _("Complaints")}
MOST_BARS = 12
HEADINGS = (
    _("Came in"),
    _("Settled"),
    _("On time"),
    _("Too late"),
    _("On-time rate"),
    _("Under way"),
    _("Overdue"),
    _("Evaluated"),
    _("Satisfaction rate"),
)
VOLUME = {"received": _("Came in"), "closed": _("Settled")}
TIME = {"punctual": _("On time"), "late": _("Too late")}
WAITING = {"within": _("Open, within the limit"), "overdue": _("Open and overdue")}


@dataclass(frozen=True)
class Part:
    """One of the three views: a name, its lines, what it calls each, and charts above its table."""

    name: str
    title: Any
    lines: Sequence[Line]
    label: Callable[[str], str]
    charts: Sequence[Chart]


def asked(request: Request) -> tuple[str, Figures]:
    """The kind and the figures that the address asks for."""
    kind = request.GET.get("kind", CASES)
    kind = kind if kind in FILES else CASES
    since, until = period(request.GET, request.find_service(IClock).today())
    return kind, request.find_service(IFigures).of(request.identity.principals, since, until, kind)


@view_config(
    context=Site,
    name="figures",
    request_method="GET",
    renderer="templates/figures/figures.pt",
    permission=Permission.FIGURES,
)
def figures(site: Site, request: Request) -> Any:
    """As charts with their tables; ``form=xlsx|csv|print`` as a list that leaves the system."""
    kind, found = asked(request)
    form = request.GET.get("form", "")
    if form in (*TYPES, "print"):
        return _list(request, kind, found, form)
    query = {"kind": kind, "since": found.since, "until": found.until}
    return {
        "kind": kind,
        "kinds": KINDS,
        "figures": found,
        "parts": parts(request, found),
        "headings": HEADINGS,
        "cells": cells,
        "export": urlencode({**query, "form": "xlsx"}),
        "print": urlencode({**query, "form": "print"}),
    }


def parts(request: Request, found: Figures) -> list[Part]:
    """By month, unit and matter."""

    def matter(name: str) -> str:
        known = request.site.matters.get(name)
        return known.title if known is not None else name

    return [
        _part("month", _("By month"), found.months, str, by_month=True),
        _part("unit", _("By unit"), found.units, request.layout.unit),
        _part("matter", _("By matter"), found.matters, matter),
    ]


def cells(line: Line) -> list[str]:
    """The row of a line, as people read it."""
    return [
        f"{line.received:,}",
        f"{line.closed:,}",
        f"{line.punctual:,}",
        f"{line.late:,}",
        _rate(line.on_time),
        f"{line.open:,}",
        f"{line.overdue:,}",
        f"{line.evaluated:,}",
        _rate(line.satisfied),
    ]


def _part(
    name: str, title: Any, lines: Sequence[Line], label: Callable[[str], str], by_month: bool = False
) -> Part:
    shown = lines if by_month else lines[:MOST_BARS]
    said = [(label(line.name), line) for line in shown]
    volumes = [(text, {"received": line.received, "closed": line.closed}) for text, line in said]
    times = [(text, {"punctual": line.punctual, "late": line.late}) for text, line in said]
    waiting = [
        (text, {"within": line.open - line.overdue, "overdue": line.overdue})
        for text, line in said
        if line.open
    ]
    grades = [(text, line.grades) for text, line in said if line.evaluated]
    drawn = columns if by_month else bars  # units and matters have long names
    charts = [drawn(_("Received and closed"), volumes, VOLUME)]
    if any(line.punctual or line.late for line in shown):
        charts.append(shares(_("On time"), [row for row in times if any(row[1].values())], TIME))
    if waiting:
        charts.append(shares(_("Open cases"), waiting, WAITING))
    if grades:
        words = {grade: GRADE_WORDS[grade] for grade in GRADES}
        charts.append(shares(_("Satisfaction"), grades, words))
    return Part(name, title, lines, label, charts)


def _rate(percent: int | None) -> str:
    return "—" if percent is None else f"{percent}%"


def _list(request: Request, kind: str, found: Figures, form: str) -> Response:
    """All three tables as one, the first columns say which line it is."""
    translate = request.localizer.translate
    rows = [(translate(_("Total")), f"{found.since} – {found.until}", *cells(found.total))]
    for part in parts(request, found):
        rows += [(translate(part.title), part.label(line.name), *cells(line)) for line in part.lines]
    headings = [translate(_("Seen by")), translate(_("Which")), *(translate(each) for each in HEADINGS)]
    words = {"kind": translate(KINDS[kind]), "since": found.since, "until": found.until}
    title = translate(_("Figures: ${kind}, ${since} to ${until}", mapping=words))
    table = request.find_service(IListing).found(title, tuple(headings), tuple(rows), form)
    return delivered(request, table, form)
