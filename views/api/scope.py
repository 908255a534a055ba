"""The filing scope through the API, and what units owe."""

from dataclasses import asdict
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock, IScope
from onestop_records.permissions import Permission
from schemas.scope import OwedAnswer, OwedQuery, ScopeAnswer, ScopeQuery
from views.api.call import api_call
from views.api.representation import plain
from views.scope import owed_units


@api_call(
    "/scope",
    "GET",
    "What is filed, for how long, and what is not",
    Permission.SCOPE,
    query=ScopeQuery,
    answer=ScopeAnswer,
)
def read_scope(context: object, request: Request) -> dict[str, Any]:
    """The whole, or what concerns a unit."""
    entries = request.find_service(IScope).entries(request.values["unit"] or None)
    return {"items": [plain(asdict(entry)) for entry in entries]}


@api_call(
    "/scope/owed",
    "GET",
    "What units still owe for a year",
    Permission.SCOPE,
    query=OwedQuery,
    answer=OwedAnswer,
)
def read_owed(context: object, request: Request) -> dict[str, Any]:
    """Of one's own units; of all for an archivist."""
    year = request.values["year"] or request.find_service(IClock).today().year - 1
    owed = owed_units(request, year)
    return {
        "year": year,
        "items": [
            {"unit": unit.code, "entries": [entry.code for entry in entries]} for unit, entries in owed
        ],
    }
