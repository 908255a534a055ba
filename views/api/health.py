"""Whether the archive is in working order; says nothing of its content."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.interfaces import IFinding
from schemas.answer import HealthAnswer
from views.api.call import api_call


@api_call(
    "/health", "GET", "What works; 503 when the store does not", NO_PERMISSION_REQUIRED, answer=HealthAnswer
)
def health(context: object, request: Request) -> dict[str, Any]:
    """Reaching this at all needs the store; its absence is answered 503 by the exception view."""
    finding = request.find_service(IFinding)
    return {
        "status": "ok",
        "store": "ok" if request.site is not None else "away",
        "search": "ok" if finding.works() else "damaged",
        "lagging": finding.lagging(),
    }
