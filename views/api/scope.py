"""The filing scope through the API, and what units owe."""

from dataclasses import asdict
from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock, IScope
from onestop_records.permissions import Permission
from schemas.scope import OwedAnswer, OwedQuery, ScopeAnswer, ScopeEntryAnswer, ScopeQuery
from schemas.scopeentry import NewScopeEntrySchema, PresentScopeEntrySchema
from views.api.call import api_call
from views.api.representation import plain
from views.scope import owed_units
from views.scopeform import EMPTIED


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
    "/scope",
    "POST",
    "Add an entry",
    Permission.FONDS_EDIT,
    body=NewScopeEntrySchema,
    answer=ScopeEntryAnswer,
    status=201,
    bound=True,
)
def add_entry(context: object, request: Request) -> dict[str, Any]:
    """To be filed, or not."""
    return plain(asdict(request.find_service(IScope).add({**EMPTIED, **request.values})))


@api_call(
    "/scope/{entry}",
    "PUT",
    "Set an entry, or end it; what is left out is taken away",
    Permission.FONDS_EDIT,
    body=PresentScopeEntrySchema,
    answer=ScopeEntryAnswer,
    bound=True,
)
def change_entry(context: object, request: Request) -> dict[str, Any]:
    """Its code stays, for records name it."""
    code = request.matchdict["entry"]
    request.find_service(IScope).change(code, {**EMPTIED, **request.values})
    return plain(asdict(request.site.scope[code]))


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
