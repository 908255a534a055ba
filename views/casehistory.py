"""The whole history of an enterprise, person or matter over cases, complaints and all other records."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.interfaces import IFinding
from onestop_records.models.casefolder import CaseFolder
from onestop_records.models.record import Record
from onestop_records.models.search import Question, Results
from onestop_records.permissions import Permission
from schemas.case import HistoryQuery
from views.api.call import deserialize

PAGE = 30
NAMED = ("enterprise", "applicant", "matter")


def search(request: Request, asked: Mapping[str, Any], limit: int, cursor: str | None) -> Results:
    """The newest first, of what the reader may know of; nothing when nobody and nothing is named."""
    filters = {name: (asked[name],) for name in NAMED if asked.get(name)}
    if not filters:
        return Results(0, (), {}, False, None)
    since, until = asked["from"], asked["to"]
    question = Question("", filters, since, until, "-date", limit, cursor, facets=(), passages=False)
    found: Results = request.find_service(IFinding).search(question)
    return found


def _address(record: Record) -> str:
    """The page of the case that a record belongs to, else its own; no case is read for that."""
    return f"/{record.casework}" if record.casework.startswith("cases/") else f"/records/{record.id}"


@view_config(
    context=CaseFolder,
    name="history",
    request_method="GET",
    renderer="templates/case/history.pt",
    permission=Permission.CASES,
)
def history(folder: CaseFolder, request: Request) -> dict[str, Any]:
    """By enterprise (any code or name of it), person, matter, period."""
    names = {node.name for node in HistoryQuery()}
    given = {name: value for name, value in request.GET.items() if name in names}
    number = request.GET.get("page", "1")
    page = min(int(number), 500) if number.isascii() and number.isdigit() and number != "0" else 1
    results = Results(0, (), {}, False, None)
    violations: tuple[Violation, ...] = ()
    asked = {name: given.get(name, "") for name in names}
    try:
        asked = deserialize(HistoryQuery().bind(request=request, site=request.site), given)
        results = search(request, asked, PAGE, str((page - 1) * PAGE) if page > 1 else None)
    except Violations as wrong:
        violations = wrong.violations
        request.response.status_int = 422
    return {
        "asked": asked,
        "violations": violations,
        "total": results.total,
        "found": [(hit.record, _address(hit.record)) for hit in results.items],
        "matters": sorted(request.site.matters.values(), key=lambda matter: matter.code),
        "page": page,
        "more": bool(results.cursor),
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
