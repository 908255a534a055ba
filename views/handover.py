"""Custody handovers: which there are, opening one, its page with the list and what may be done now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.interfaces import (
    IAudit,
    IHandoverChecking,
    IHandovers,
    IHandoverSigning,
    IResponsibilities,
)
from onestop_records.models.handover import GIVER, RECEIVER, RECORD, SUPERVISOR, Handover, HandoverFolder
from onestop_records.models.handover import HandoverRow as Row
from onestop_records.models.record import Record
from onestop_records.models.tombstone import NEUTRAL
from onestop_records.permissions import Permission
from schemas.handover import DECISIONS, FINDINGS, REASONS, Narrowing, OpenSchema
from views.api.call import deserialize
from views.batch import address, query
from views.form import Shape, form_page, handle
from views.stepper import Step

PAGE = 50
STATES = {
    "checking": _("Being checked"),
    "signing": _("To be signed"),
    "passed": _("Handed over"),
    "cancelled": _("Cancelled"),
}
OUTCOMES = {
    "passed": _("Handed over"),
    "settled": _("Filed, returned or done before"),
    "dropped": _("Stays with the giver"),
}
PARTS = {GIVER: _("Giver"), RECEIVER: _("Receiver"), SUPERVISOR: _("Supervisor")}
WAY = (("checking", ""), ("signing", "present"), ("passed", "pass"))


@dataclass(frozen=True)
class Shown:
    """A row; ``record`` and ``link`` only for who may know of it."""

    row: Row
    title: str
    record: Record | None
    link: str
    receiver: str


@view_config(context=HandoverFolder, renderer="templates/handover/all.pt", permission=Permission.HANDOVERS)
def handovers(folder: HandoverFolder, request: Request) -> dict[str, Any]:
    """Every handover that the person has to do with, open ones first."""
    found = request.find_service(IHandovers).visible()
    keepers = request.layout.allowed(Permission.HANDOVER_OPEN_FORM, folder)
    return {
        "open": [each for each in found if not each.ended],
        "ended": [each for each in found if each.ended],
        "expected": [(who, *days) for who, days in folder.expected.items()] if keepers else [],
        "states": STATES,
        "reasons": REASONS,
        "size": lambda handover: size(handover, request),
    }


def size(handover: Handover, request: Request) -> int:
    """How many things are on the list for this reader."""
    return handover.size - len(request.find_service(IHandovers).shut_out(handover))


@form_page(
    HandoverFolder,
    "add",
    "templates/handover/add.pt",
    Permission.HANDOVER_OPEN_FORM,
    Permission.HANDOVER_OPEN,
)
def add(folder: HandoverFolder, request: Request) -> dict[str, Any] | Response:
    """Open a handover."""

    def act(values: Mapping[str, Any]) -> str:
        handover = request.find_service(IHandovers).open(values)
        mapping = {"count": handover.size}
        request.session.flash(_("The handover is opened with ${count} things.", mapping=mapping))
        return address(handover)

    offered = {name: request.GET[name] for name in ("giver", "reason") if request.GET.get(name)}
    return handle(
        request, OpenSchema(), act, offered, Shape(button=_("Open the handover"), cancel="/handovers")
    )


@view_config(
    context=Handover,
    request_method="GET",
    renderer="templates/handover/handover.pt",
    permission=Permission.HANDOVER_VIEW,
)
def handover_page(handover: Handover, request: Request) -> dict[str, Any]:
    """Where it stands, what may be done, and its list, page by page."""
    return page(handover, request)


def narrowing(request: Request) -> dict[str, Any]:
    """What the address narrows the list by; what it does not know is left out."""
    names = {node.name for node in Narrowing()}
    given = {name: value for name, value in request.GET.items() if name in names and value}
    found: dict[str, Any] = deserialize(Narrowing().bind(request=request, site=request.site), given)
    return {name: value for name, value in found.items() if value}


def page(handover: Handover, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows."""
    service = request.find_service(IHandovers)
    narrowed, names, me = narrowing(request), service.steps(handover), request.identity.person
    text = request.GET.get("after", "0")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    if "samples" in request.GET and "check" in names:
        rows, following = request.find_service(IHandoverChecking).samples(handover, narrowed), 0
    else:
        rows, following = service.rows(handover, narrowed, after, PAGE)
    lacking = request.find_service(IHandoverSigning).lacking(handover)
    tally = tally_of(handover, service.shut_out(handover))
    return {
        "handover": handover,
        "names": names,
        "steps": list(steps(handover)),
        "rows": [shown(request, handover, row) for row in rows],
        "kinds": {kind.kind: kind.title for kind in request.find_service(IResponsibilities).kinds()},
        "following": _link(request, after=str(following)) if following else "",
        "first": _link(request, after=None) if after else "",
        "narrowed": narrowed,
        "path": address(handover),
        "query": query(request),
        "tally": tally,
        "own": handover.number(me),
        "lacking": lacking if handover.state == "signing" else [],
        "signing": "sign" in names,
        "acknowledging": me == handover.giver,
        "people": [p for p in request.site.people.values() if not p.closed and p.id != handover.giver],
        "entries": list(request.find_service(IAudit).entries(handover.id)),
        "findings": FINDINGS,
        "decisions": DECISIONS,
        "reasons": REASONS,
        "outcomes": OUTCOMES,
        "parts": PARTS,
        "states": STATES,
        "violations": violations,
    }


def shown(request: Request, handover: Handover, row: Row) -> Shown:
    """A row for this reader: the giver, and who takes it over, read its title; others as they may know."""
    record = request.site.records.get(row.record) if row.record else None
    receiver = handover.receiver(row)
    person = receiver.person if receiver else ""
    if record is None:
        return Shown(row, row.title, None, row.address, person)
    knows = request.knows(record)
    party = row.kind == RECORD and request.identity.person in (handover.giver, person)
    own = record if row.kind == RECORD and (knows or party) else None
    title = NEUTRAL if not knows and not party else row.title or record.title
    return Shown(row, title, own, (row.address or f"/records/{record.id}") if knows else "", person)


def tally_of(handover: Handover, shut: frozenset[int]) -> dict[str, Any]:
    """Counts over all rows but these: by finding, by receiver, and what the list can be narrowed by."""
    counts: dict[str, Any] = {"open": 0, "none": 0, "discrepancy": 0, "unassigned": 0, "dropped": 0}
    found: dict[str, dict[Any, int]] = {
        name: {} for name in ("finding", "receiver", "kind", "category", "place")
    }
    for row in (row for row in handover.rows() if row.sequence not in shut):
        if not row.open:
            counts["dropped"] += 1
            continue
        counts["open"] += 1
        counts["none"] += not row.finding
        counts["discrepancy"] += row.discrepancy
        counts["unassigned"] += not row.receiver
        receiver = handover.receiver(row)
        for name, value in (
            ("finding", row.finding),
            ("receiver", receiver.person if receiver else ""),
            ("kind", row.kind),
            ("category", row.category),
            ("place", row.place),
        ):
            if value:
                found[name][value] = found[name].get(value, 0) + 1
    return {**counts, **found}


def steps(handover: Handover) -> Iterator[Step]:
    """The way of a handover with who and when."""
    names = [state for state, _name in WAY]
    here = names.index(handover.state) if handover.state in names else -1
    for place, (state, name) in enumerate(WAY):
        move = handover.moved(name) if name else None
        person, at = (move.person, move.at) if move else ("", None)
        if not name:
            person, at = handover.opened_by, handover.opened_at
        if place > here >= 0 or (here < 0 and at is None):
            yield Step(STATES[state], "ahead")
        else:
            standing = "now" if place == here and place < len(WAY) - 1 else "done"
            yield Step(STATES[state], standing, person, at)
    if here < 0:
        ended = handover.moves[-1]
        yield Step(STATES[handover.state], "now", ended.person, ended.at)


def _link(request: Request, **changes: str | None) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name not in changes]
    pairs = kept + [(name, value) for name, value in changes.items() if value is not None]
    return f"{address(request.context)}?{urlencode(pairs)}#rows"
