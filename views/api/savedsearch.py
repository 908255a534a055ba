"""One's own saved searches, and completions, through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IFinding, ISavedSearches
from onestop_records.models.savedsearch import SavedSearch
from onestop_records.permissions import Permission
from schemas.request import Nothing
from schemas.savedsearch import (
    SavedSearchAnswer,
    SavedSearchesAnswer,
    SavedSearchSchema,
    SuggestionsAnswer,
    SuggestQuery,
)
from views.api.call import api_call


def saved_json(saved: SavedSearch) -> dict[str, Any]:
    """A search that is kept."""
    return {
        "id": saved.id,
        "name": saved.name,
        "query": saved.query,
        "saved_at": saved.saved_at.isoformat(),
    }


@api_call("/searches", "GET", "One's own saved searches", Permission.SEARCH, answer=SavedSearchesAnswer)
def read_searches(context: object, request: Request) -> dict[str, Any]:
    """Nobody else sees them."""
    return {"items": [saved_json(saved) for saved in request.find_service(ISavedSearches).all()]}


@api_call(
    "/searches",
    "POST",
    "Keep a search",
    Permission.SEARCH,
    body=SavedSearchSchema,
    answer=SavedSearchAnswer,
    status=201,
)
def save_search(context: object, request: Request) -> dict[str, Any]:
    """Under a name."""
    values = request.values
    return saved_json(request.find_service(ISavedSearches).save(values["name"], values["query"]))


@api_call(
    "/searches/{search}",
    "DELETE",
    "Keep a search no longer",
    Permission.SEARCH,
    body=Nothing,
    answer=SavedSearchesAnswer,
)
def drop_search(context: object, request: Request) -> dict[str, Any]:
    """Answers those that are left."""
    request.find_service(ISavedSearches).drop(request.matchdict["search"])
    return read_searches(context, request)


@api_call(
    "/suggest",
    "GET",
    "Completions of what has been typed",
    Permission.SEARCH,
    query=SuggestQuery,
    answer=SuggestionsAnswer,
)
def suggest(context: object, request: Request) -> dict[str, Any]:
    """From titles and names of what the caller may know of."""
    return {"items": request.find_service(IFinding).suggest(request.values["q"])}
