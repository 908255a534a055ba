"""Disposals: which there are, opening one, its page with the rows and what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IAppraisal, IAudit, IClock, IDisposals, IPurge
from onestop_records.models.disposal import Disposal, DisposalFolder, Row
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.disposal import DECISIONS, Narrowing, OpenSchema
from views.api.call import deserialize
from views.batch import STATES, address, query, steps
from views.form import Shape, form_page, handle

PAGE = 50
OUTCOMES = {
    "none": _("Waiting"),
    "destroyed": _("Destroyed"),
    "extended": _("Period extended"),
    "permanent": _("Kept permanently"),
    "transfer": _("To be transferred"),
    "transferred": _("Transferred"),
    "refused": _("Not approved, stays"),
    "held": _("Held, taken out"),
    "failed": _("Failed, stays"),
}
SIDES = {"archive": _("archive"), "unit": _("business unit")}


@dataclass(frozen=True)
class Shown:
    """A row with its record and how the catalogue of words says it."""

    row: Row
    record: Record

    @property
    def title(self) -> str:
        return self.record.title


@view_config(context=DisposalFolder, renderer="templates/disposal/all.pt", permission=Permission.DISPOSALS)
def disposals(folder: DisposalFolder, request: Request) -> dict[str, Any]:
    """Every batch that the person may know of, open ones first."""
    found = request.find_service(IDisposals).visible()
    groups = [each for each in found if not each.ended], [each for each in found if each.ended]
    return {"open": groups[0], "ended": groups[1], "states": STATES}


@form_page(
    DisposalFolder,
    "add",
    "templates/disposal/add.pt",
    Permission.DISPOSAL_OPEN_FORM,
    Permission.DISPOSAL_OPEN,
)
def add(folder: DisposalFolder, request: Request) -> dict[str, Any] | Response:
    """Open a batch from what is due."""

    def act(values: Mapping[str, Any]) -> str:
        disposal = request.find_service(IDisposals).open(values)
        mapping = {"count": disposal.size}
        request.session.flash(_("The batch is opened with ${count} due records.", mapping=mapping))
        return f"/disposals/{disposal.id}"

    names = ("unit", "category", "year", "retention")
    offered = {name: request.GET[name] for name in names if request.GET.get(name)}
    shape = Shape(button=_("Open the batch"), cancel="/disposals")
    return handle(request, OpenSchema(), act, offered, shape)


@view_config(
    context=Disposal,
    request_method="GET",
    renderer="templates/disposal/disposal.pt",
    permission=Permission.DISPOSAL_VIEW,
)
def disposal_page(disposal: Disposal, request: Request) -> dict[str, Any]:
    """Where it stands, what may be done, and its rows, page by page."""
    return page(disposal, request)


def narrowing(request: Request) -> dict[str, Any]:
    """What the address narrows the rows by; what it does not know is left out."""
    names = {node.name for node in Narrowing()}
    given = {name: value for name, value in request.GET.items() if name in names and value}
    found: dict[str, Any] = deserialize(Narrowing().bind(request=request, site=request.site), given)
    return {name: value for name, value in found.items() if value}


def page(disposal: Disposal, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows."""
    service, site = request.find_service(IDisposals), request.site
    narrowed = narrowing(request)
    text = request.GET.get("after", "0")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    rows, following = service.rows(disposal, narrowed, after, PAGE)
    now = request.find_service(IClock).now()
    purge = request.find_service(IPurge)
    return {
        "disposal": disposal,
        "names": service.steps(disposal),
        "steps": steps(disposal),
        "rows": [Shown(row, site.records[row.record]) for row in rows],
        "following": _link(request, after=str(following)) if following else "",
        "first": _link(request, after=None) if after else "",
        "narrowed": narrowed,
        "path": address(disposal),
        "query": query(request),
        "side": request.find_service(IAppraisal).side(disposal, request.identity.person),
        "tally": tally(disposal),
        "categories": sorted({row.category for row in rows} | set(_one(narrowed, "category"))),
        "cooling": disposal.state == "approved" and disposal.cooling_until > now,
        "purge": purge.standing(disposal.id),
        "backups": purge.backups(disposal.id) if disposal.state in ("purging", "destroyed") else [],
        "entries": list(request.find_service(IAudit).entries(disposal.id)),
        "decisions": DECISIONS,
        "outcomes": OUTCOMES,
        "sides": SIDES,
        "states": STATES,
        "violations": violations,
    }


def _one(narrowed: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    return (narrowed[name],) if name in narrowed else ()


def _link(request: Request, **changes: str | None) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name not in changes]
    pairs = kept + [(name, value) for name, value in changes.items() if value is not None]
    return f"{address(request.context)}?{urlencode(pairs)}#rows"


def tally(disposal: Disposal) -> dict[str, int]:
    """How many rows of each decision, ``none`` for those not decided, and of each outcome."""
    counts: dict[str, int] = {}
    for row in disposal.rows():
        decision = row.decision or "none"
        counts[decision] = counts.get(decision, 0) + 1
        if row.outcome:
            counts[f"was {row.outcome}"] = counts.get(f"was {row.outcome}", 0) + 1
    return counts
