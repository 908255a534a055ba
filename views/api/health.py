"""Whether the archive is in working order; says nothing of its content."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.errors import Damaged
from onestop_records.interfaces import IFinding, IFullText
from schemas.answer import HealthAnswer
from views.api.call import api_call


def full_text_state(request: Request) -> str:
    """``ok``, or ``damaged`` when the index wants ``onestop-records reindex``."""
    try:
        request.find_service(IFullText).numbers()
    except Damaged:
        return "damaged"
    return "ok"


@api_call(
    "/health", "GET", "What works; 503 when the store does not", NO_PERMISSION_REQUIRED, answer=HealthAnswer
)
def health(context: object, request: Request) -> dict[str, Any]:
    """Reaching this at all needs the store; its absence is answered 503 by the exception view."""
    search = full_text_state(request)
    return {
        "status": "ok" if search == "ok" else "degraded",
        "store": "ok",
        "search": search,
        "lagging": request.find_service(IFinding).lagging(),
    }
