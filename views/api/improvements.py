"""What is published of opinions, for everybody (S8.1.1)."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.models.improvement import Improvement
from schemas.improvement import ImprovementsAnswer, ImprovementsQuery
from views.api.call import api_call
from views.improvements import newest


def improvement_json(entry: Improvement) -> dict[str, Any]:
    """As everybody reads it: neither the case nor who published it."""
    return {
        "subject": entry.subject,
        "way": entry.way,
        "result": entry.result,
        "at": entry.at.isoformat(),
    }


@api_call(
    "/improvements",
    "GET",
    "List what was improved after opinions",
    NO_PERMISSION_REQUIRED,
    query=ImprovementsQuery,
    answer=ImprovementsAnswer,
)
def list_improvements(context: object, request: Request) -> dict[str, Any]:
    """The newest first."""
    found, more = newest(request.site, request.values["limit"], request.values["cursor"] or "")
    return {"items": [improvement_json(entry) for __, entry in found], "cursor": more or None}
