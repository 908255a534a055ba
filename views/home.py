"""The desk: what waits for whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFinding, IFourPropertyCheck
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.due import spans
from views.holdings import Holdings
from views.rail import Place
from views.scope import REMINDING_UNTIL, owed_units
from views.work import on_desk

SHOWN = 6
WHOLE = {"item": ["no"]}  # items go with their volume and are not filed alone
MOST_FAILED = 50


@dataclass(frozen=True)
class Wanted:
    """A list on the desk before it is asked for."""

    title: Any
    hint: Any
    filters: Mapping[str, Sequence[str]]


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
        offices = _offices([place for group in request.layout.rail for place in group.places])
        return {"work": on_desk(request), "tasks": [], "figures": [], "offices": offices, "owing": None}
    return {
        "work": on_desk(request),
        "tasks": [*_failed(request), *_tasks(request)],
        "figures": _figures(request),
        "offices": [],
        "owing": _owing(request),
    }


def _offices(places: Sequence[Place]) -> list[tuple[Place, Any]]:
    return [(place, OFFICES[place.path]) for place in places if place.path in OFFICES]


def _owing(request: Request) -> dict[str, Any]:
    """What units still owe for last year, until June and after."""
    today = request.find_service(IClock).today()
    units = owed_units(request, today.year - 1)
    return {"year": today.year - 1, "late": today.month > REMINDING_UNTIL, "units": units}


def _failed(request: Request) -> Iterator[Task]:
    """What has failed a check since it was filed, for the archivist."""
    if request.has_permission(Permission.ARRANGE_ACT, request.site):
        records = [r for r in request.find_service(IFourPropertyCheck).tasks() if request.knows(r)]
        if records:
            hint = _("Found after filing: correct the file and check again, or settle it with a reason")
            yield Task(_("Failed checks"), hint, records[:MOST_FAILED], len(records), "")


def _tasks(request: Request) -> Iterator[Task]:
    """The lists of this person, asked for together: one entry notes the classified records in them."""
    wanted = list(_wanted(request))
    questions = [
        Question(filters=one.filters, sort="-date", limit=SHOWN, facets=(), passages=False) for one in wanted
    ]
    for one, found in zip(wanted, request.find_service(IFinding).search_all(questions), strict=True):
        query = urlencode([(name, value) for name, values in one.filters.items() for value in values])
        yield Task(one.title, one.hint, [hit.record for hit in found.items], found.total, f"/search?{query}")


def _wanted(request: Request) -> Iterator[Wanted]:
    me = request.identity.person
    if request.has_permission(Permission.ARRANGE_ACT, request.site):
        yield Wanted(
            _("To accept"), _("Handed in; the filing appraisal is yours"), {"state": ["submitted"], **WHOLE}
        )
        yield Wanted(
            _("To arrange and number"), _("Accepted, not yet filed"), {"state": ["accepted"], **WHOLE}
        )
    elif request.identity.units:
        units = sorted(request.identity.units)
        yield Wanted(
            _("With the archivist"),
            _("Handed in by your unit"),
            {"state": ["submitted", "accepted"], "unit": units, **WHOLE},
        )
    yield Wanted(
        _("With me"),
        _("Captured or returned, not handed in yet"),
        {"state": ["captured"], "custodian": [me], "growing": ["no"], **WHOLE},  # open cases stand above
    )


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
