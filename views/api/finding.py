"""Findings through the API: list, read, every step as a transition."""

from typing import Any

from pyramid.request import Request

from onestop_records.errors import Missing
from onestop_records.interfaces import IFindings
from onestop_records.models.finding import Finding
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.finding import (
    AssignBody,
    DecideBody,
    FindingAnswer,
    FindingsAnswer,
    FindingsQuery,
    SettleBody,
)
from views.api.call import api_call

FINDING = "/findings/{id}"
NAMES = (
    "id",
    "kind",
    "state",
    "revision",
    "room",
    "source",
    "responsible",
    "found_by",
    "said",
    "rule",
    "record",
    "box",
    "code",
    "settlement",
)


def finding_json(finding: Finding, request: Request) -> dict[str, Any]:
    """A finding; its proof when the caller may know of it."""
    proof = request.site.records.get(finding.proof)
    return {
        **{name: getattr(finding, name) for name in NAMES},
        "due": finding.due.isoformat(),
        "found_at": finding.found_at.isoformat(),
        "proof": finding.proof if proof is not None and request.knows(proof) else "",
        "transitions": list(request.find_service(IFindings).steps(finding)),
    }


def known(finding: Finding, request: Request) -> Any:
    """The service; raises Missing for who may not know of the record it concerns."""
    service = request.find_service(IFindings)
    if not service.knows(finding):
        raise Missing(finding.id)
    return service


@api_call(
    "/findings", "GET", "List findings", Permission.FINDINGS, query=FindingsQuery, answer=FindingsAnswer
)
def list_findings(context: Site, request: Request) -> dict[str, Any]:
    """Open ones and the nearest due first; ``after`` is how many have been seen."""
    values = request.values
    found = [
        finding
        for finding in request.find_service(IFindings).visible()
        if values["room"] in ("", finding.room) and values["state"] in ("", finding.state)
    ]
    end = values["after"] + values["limit"]
    items = [finding_json(finding, request) for finding in found[values["after"] : end]]
    return {"items": items, "next": end if len(found) > end else None}


@api_call(
    FINDING,
    "GET",
    "Read a finding",
    Permission.FINDINGS,
    answer=FindingAnswer,
    context=Finding,
    traverse=FINDING,
)
def read_finding(context: Finding, request: Request) -> dict[str, Any]:
    """One finding."""
    known(context, request)
    return finding_json(context, request)


def _step(name: str, permission: Permission, summary: str, body: Any, act: Any) -> Any:
    def view(context: Finding, request: Request) -> dict[str, Any]:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        act(known(context, request), context, request.values)
        return finding_json(context, request)

    view.__name__ = f"{name}_finding"
    return api_call(
        f"{FINDING}/transitions/{name}",
        "POST",
        summary,
        permission,
        body=body,
        answer=FindingAnswer,
        context=Finding,
        traverse=FINDING,
    )(view)


assign_finding = _step(
    "assign",
    Permission.FINDING_ASSIGN,
    "Let somebody else settle a finding, or later",
    AssignBody,
    lambda service, finding, values: service.assign(finding, **values),
)
settle_finding = _step(
    "settle",
    Permission.FINDING_SETTLE,
    "Settle a finding",
    SettleBody,
    lambda service, finding, values: service.settle(finding, **values),
)
accept_finding = _step(
    "accept",
    Permission.FINDING_DECIDE,
    "Accept a settlement",
    DecideBody,
    lambda service, finding, values: service.decide(finding, True, values["reason"]),
)
return_finding = _step(
    "return",
    Permission.FINDING_DECIDE,
    "Return a settlement",
    DecideBody,
    lambda service, finding, values: service.decide(finding, False, values["reason"]),
)
