"""The desk: what waits for whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFinding
from onestop_records.models.record import Record
from onestop_records.models.search import Question, Results
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.due import spans
from views.holdings import Holdings
from views.layout import Place

SHOWN = 6


@dataclass(frozen=True)
class Task:
    """Records that wait for something: the first of them, how many, and where all of them are."""

    title: Any
    hint: Any
    records: Sequence[Record]
    total: int
    address: str


OFFICES = {  # what each of the three officers is here for, instead of records
    "/people": _("Accounts, roles, posts and clearance"),
    "/units": _("Units of the house and the posts in them"),
    "/audit": _("Who did what, when, to what, and why; and the proof that nothing was altered"),
}


@view_config(context=Site, name="", renderer="templates/home/home.pt", permission=Permission.HOME)
def home(site: Site, request: Request) -> dict[str, Any]:
    """Tasks by role, and how much of the archive this person may see."""
    if not request.has_permission(Permission.BROWSE, site):
        return {"tasks": [], "figures": [], "offices": _offices(request.layout.places)}
    return {"tasks": list(_tasks(request)), "figures": _figures(request), "offices": []}


def _offices(places: Sequence[Place]) -> list[tuple[Place, Any]]:
    return [(place, OFFICES[place.path]) for place in places if place.path in OFFICES]


def _tasks(request: Request) -> Iterator[Task]:
    me = request.identity.person
    if request.has_permission(Permission.ARRANGE_ACT, request.site):
        yield _task(
            request, _("To accept"), _("Handed in; the filing appraisal is yours"), {"state": ["submitted"]}
        )
        yield _task(
            request, _("To arrange and number"), _("Accepted, not yet filed"), {"state": ["accepted"]}
        )
    elif request.identity.units:
        units = sorted(request.identity.units)
        yield _task(
            request,
            _("With the archivist"),
            _("Handed in by your unit"),
            {"state": ["submitted", "accepted"], "unit": units},
        )
    yield _task(
        request,
        _("With me"),
        _("Captured or returned, not handed in yet"),
        {"state": ["captured"], "custodian": [me]},
    )


def _task(request: Request, title: Any, hint: Any, filters: Mapping[str, Sequence[str]]) -> Task:
    found = _find(request, filters, SHOWN)
    query = urlencode([(name, value) for name, values in filters.items() for value in values])
    return Task(title, hint, [hit.record for hit in found.items], found.total, f"/search?{query}")


def _figures(request: Request) -> list[tuple[Any, int, str]]:
    """Triples (what, how many, address)."""
    holdings = Holdings(request)
    return [
        (_("Records you may see"), holdings.total({}), "/search"),
        (_("of these filed"), holdings.total({"state": ["filed"]}), "/search?state=filed"),
        *_due(request, holdings),
    ]


def _due(request: Request, holdings: Holdings) -> Iterator[tuple[Any, int, str]]:
    """For archivists and managers: what falls due, what is held, and editions that wait."""
    if request.has_permission(Permission.DUE, request.site):
        for span in spans(request.find_service(IClock).today())[:3]:
            yield span.title, holdings.total({"due": (span.range,)}), span.address
        yield _("Holds in force"), len(request.site.holds.standing()), "/holds"
    if request.has_permission(Permission.RETENTION_CONFIRM, request.site):
        waiting = [line for line in request.site.retention.values() if line.proposal is not None]
        if waiting:
            yield _("Editions to confirm"), len(waiting), f"/retention/{waiting[0].code}"


def _find(request: Request, filters: Mapping[str, Sequence[str]], limit: int) -> Results:
    return request.find_service(IFinding).search(Question(filters=filters, sort="-date", limit=limit))
