"""Findings: which are open, one of them, settling and accepting (整改)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, IFindings
from onestop_records.models.finding import KINDS, Finding, FindingFolder
from onestop_records.models.label import plain_code, spaced
from onestop_records.permissions import Permission
from schemas.finding import AssignSchema, SettleSchema
from views.form import Shape, form_page, handle
from views.received import received_files
from views.storage import STATES, attempt, findings_of, late, named

FORM = "templates/room/form.pt"
PAGE = "templates/finding/finding.pt"


@view_config(context=FindingFolder, renderer="templates/finding/all.pt", permission=Permission.FINDINGS)
def findings(folder: FindingFolder, request: Request) -> dict[str, Any]:
    """What is to be settled or accepted, the nearest due first; then what is closed."""
    newest = [f for f in request.find_service(IFindings).visible() if f.state == "closed"]
    groups = [
        (_("To be settled"), [f for f in findings_of(request) if f.state == "open"]),
        (_("To be accepted"), [f for f in findings_of(request) if f.state == "settled"]),
        (_("Concluded"), newest),
    ]
    return {
        "groups": [(title, group) for title, group in groups if group],
        "kinds": KINDS,
        "states": STATES,
        "late": lambda finding: finding.state == "open" and late(request, finding.due),
        "rooms": request.site.rooms,
    }


@view_config(context=Finding, request_method="GET", renderer=PAGE, permission=Permission.FINDINGS)
def finding_page(finding: Finding, request: Request) -> dict[str, Any]:
    """What was found, against which rule, who settles it, and what was done."""
    return page(finding, request)


def page(finding: Finding, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows; raises Missing for who may not know of the record it concerns."""
    site, service = request.site, request.find_service(IFindings)
    if not service.knows(finding):
        raise Missing(finding.id)
    proof = site.records.get(finding.proof)
    return {
        "finding": finding,
        "room": site.rooms[finding.room],
        "title": KINDS[finding.kind],
        "record": site.records.get(finding.record),
        "box": site.boxes.get(finding.box),
        "code": spaced(finding.code) if plain_code(finding.code) else finding.code,
        "proof": proof if proof is not None and request.knows(proof) else None,
        "round": site.rounds.get(finding.source),
        "stocktaking": site.stocktakings.get(finding.source),
        "steps": service.steps(finding),
        "states": STATES,
        "late": finding.state == "open" and late(request, finding.due),
        "entries": list(request.find_service(IAudit).entries(finding.id)),
        "violations": violations,
    }


@form_page(Finding, "settle", FORM, Permission.FINDING_SETTLE, Permission.FINDING_SETTLE)
def settle(finding: Finding, request: Request) -> Any:
    """Say what was done, with its proof."""
    service = _known(finding, request)

    def act(values: Mapping[str, Any]) -> str:
        service.settle(finding, values["settlement"], values["proof"], received_files(request))
        request.session.flash(_("The settlement waits for a manager to accept it."))
        return f"/findings/{finding.id}"

    shape = Shape(button=_("Settle"), cancel=f"/findings/{finding.id}", files="files")
    shown = handle(request, SettleSchema(), act, {"settlement": finding.settlement}, shape)
    return named(shown, title=_("Settle: ${what}", mapping={"what": _said(finding, request)}))


@form_page(Finding, "assign", FORM, Permission.FINDING_ASSIGN, Permission.FINDING_ASSIGN)
def assign(finding: Finding, request: Request) -> Any:
    """Let somebody else settle it, or later."""
    service = _known(finding, request)

    def act(values: Mapping[str, Any]) -> str:
        service.assign(finding, **values)
        return f"/findings/{finding.id}"

    present = {"responsible": finding.responsible, "due": finding.due}
    shape = Shape(button=_("Assign"), cancel=f"/findings/{finding.id}")
    shown = handle(request, AssignSchema(), act, present, shape)
    return named(shown, title=_("Assign: ${what}", mapping={"what": _said(finding, request)}))


@view_config(
    context=Finding, name="accept", request_method="POST", renderer=PAGE, permission=Permission.FINDING_DECIDE
)
def accept(finding: Finding, request: Request) -> dict[str, Any] | Response:
    """The settlement is accepted."""
    service = _known(finding, request)
    return _acted(finding, request, lambda: service.decide(finding, True), _("The finding is closed."))


@view_config(
    context=Finding, name="return", request_method="POST", renderer=PAGE, permission=Permission.FINDING_DECIDE
)
def send_back(finding: Finding, request: Request) -> dict[str, Any] | Response:
    """The settlement is returned with a reason."""
    service, reason = _known(finding, request), request.POST.get("reason", "")
    return _acted(
        finding, request, lambda: service.decide(finding, False, reason), _("The settlement is returned.")
    )


def _known(finding: Finding, request: Request) -> Any:
    service = request.find_service(IFindings)
    if not service.knows(finding):
        raise Missing(finding.id)
    return service


def _said(finding: Finding, request: Request) -> str:
    return str(request.localizer.translate(KINDS[finding.kind]))


def _acted(
    finding: Finding, request: Request, act: Callable[[], Any], message: Any
) -> dict[str, Any] | Response:
    done = attempt(request, act, message, f"/findings/{finding.id}")
    return done if isinstance(done, Response) else page(finding, request, list(done))
