"""How far a case is, without a token (H8.5)."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.interfaces import IProgress
from schemas.progress import ProgressAnswer, ProgressBody
from views.api.call import api_call
from views.api.problem import problem
from views.progress import NOBODY, UNKNOWN, told, too_many


@api_call(
    "/case-progress",
    "POST",
    "Ask how far a case is, by its number and the end of the telephone or code",
    NO_PERMISSION_REQUIRED,
    body=ProgressBody,
    answer=ProgressAnswer,
)
def ask_progress(context: object, request: Request) -> Any:
    """404 for an unknown number and for digits that do not fit; after too many of them everybody waits."""
    request.actor = NOBODY
    values, address = request.values, request.client_addr or ""
    service = request.find_service(IProgress)
    if wait := service.wait(values["number"], address):
        return problem(request, 429, too_many(wait), **{"Retry-After": str(wait)})
    found = told(service.find(values["number"], values["proof"], address))
    if found is None:
        return problem(request, 404, UNKNOWN)
    return {**found, "due": found["due"].isoformat() if found["due"] else None}
