"""Search through the API: the same question, the same access, the same answer as the page."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IFinding
from onestop_records.models.search import FILTERS, Question
from onestop_records.permissions import Permission
from schemas.answer import SearchAnswer
from schemas.request import SearchQuery
from views.api.call import api_call
from views.api.representation import hit_json


def question_of(values: dict[str, Any]) -> Question:
    """The question that validated query values ask."""
    filters = {name: tuple(values[name].split(",")) for name in FILTERS if values[name]}
    return Question(
        q=values["q"],
        filters=filters,
        since=values["from"],
        until=values["to"],
        sort=values["sort"],
        limit=values["limit"],
        cursor=values["cursor"] or None,
    )


@api_call("/search", "GET", "Find records", Permission.SEARCH, query=SearchQuery, answer=SearchAnswer)
def search(context: object, request: Request) -> dict[str, Any]:
    """Totals and facets count what the caller may know of, nothing else."""
    results = request.find_service(IFinding).search(question_of(request.values))
    return {
        "total": results.total,
        "items": [hit_json(hit, request) for hit in results.items],
        "facets": {name: dict(counts) for name, counts in results.facets.items()},
        "lagging": results.lagging,
        "cursor": results.cursor,
    }
