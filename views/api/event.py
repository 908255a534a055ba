"""The audit entries of a record."""

from typing import Any

from pyramid.request import Request

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.answer import EventsAnswer
from schemas.request import Paging
from views.api.call import api_call
from views.api.record import ON_RECORD, RECORD


def start_of(cursor: str) -> int:
    """Where a page starts; the trail only grows, so a position stays right."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise Violations(Violation("cursor", _("Give the cursor of the page before, unchanged")))
    return int(cursor or 0)


@api_call(
    f"{RECORD}/events",
    "GET",
    "The audit entries of a record, oldest first",
    Permission.HISTORY,
    query=Paging,
    answer=EventsAnswer,
    **ON_RECORD,
)
def read_events(context: Record, request: Request) -> dict[str, Any]:
    """Entries that wait for a seal come last, with position 0."""
    entries = request.find_service(IAudit).entries(context.id)
    start, limit = start_of(request.values["cursor"]), request.values["limit"]
    page = entries[start : start + limit]
    following = str(start + limit) if start + limit < len(entries) else None
    return {"items": [entry.values() for entry in page], "cursor": following}
