"""Holds through the API: list, place, read, lift."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IHolds
from onestop_records.models.hold import LASTING, Hold
from onestop_records.models.search import Question
from onestop_records.permissions import Permission
from schemas.hold import HoldAnswer, HoldBody, HoldsAnswer, LiftBody
from views.api.call import Call, answer_of, api_call
from views.hold import identified

HOLDS = "/holds"
HOLD = "/holds/{id}"


def hold_json(hold: Hold, request: Request) -> dict[str, Any]:
    """A hold; of the records it names those that the caller may know of."""
    scope, question = hold.scope, hold.scope.question
    named = (request.site.records[record_id] for record_id in scope.records)
    asked = question and {
        "q": question.q,
        "from": question.since,
        "to": question.until,
        **{name: list(question.filters.get(name, ())) for name in LASTING},
    }
    return {
        "id": hold.id,
        "state": hold.state,
        "title": hold.title,
        "reason": hold.reason,
        "mandate": hold.mandate,
        "kind": scope.kind,
        "records": [record.id for record in named if request.knows(record)],
        "filter": asked,
        "name": scope.name,
        "placed_by": hold.placed_by,
        "placed_at": hold.placed_at.isoformat(),
        "lifted_by": hold.lifted_by,
        "lifted_at": hold.lifted_at.isoformat() if hold.lifted_at else None,
        "lift_reason": hold.lift_reason,
        "lift_mandate": hold.lift_mandate,
    }


SHOWN = Call(HOLD, "GET", "", None, hold_json)


@api_call(HOLDS, "GET", "List holds, the newest first", Permission.HOLDS, answer=HoldsAnswer)
def list_holds(context: object, request: Request) -> dict[str, Any]:
    """Lifted ones too."""
    found = sorted(request.site.holds.values(), key=lambda hold: hold.placed_at, reverse=True)
    return {"items": [hold_json(hold, request) for hold in found]}


@api_call(HOLDS, "POST", "Place a hold", Permission.HOLD_PLACE, body=HoldBody, answer=HoldAnswer, status=201)
def place_hold(context: object, request: Request) -> Response:
    """``kind`` says which of ``records``, ``filter`` and ``name`` counts."""
    values = request.values
    given = values.pop("filter")
    filters = {name: given[name] for name in LASTING if given and given[name]}
    question = Question(given["q"], filters, given["from"], given["to"]) if given else None
    scope = {"records": identified(request, values["records"]), "question": question}
    hold = request.find_service(IHolds).place({**values, **scope})
    response = answer_of(SHOWN, hold_json(hold, request))
    response.status_code = 201
    response.headers["Location"] = f"{request.application_url}/api/v1/holds/{hold.id}"
    return response


@api_call(
    HOLD, "GET", "Read a hold", Permission.HOLDS, answer=HoldAnswer, context=Hold, traverse="/holds/{id}"
)
def read_hold(context: Hold, request: Request) -> dict[str, Any]:
    """One hold."""
    return hold_json(context, request)


@api_call(
    f"{HOLD}/transitions/lift",
    "POST",
    "Lift a hold: reason and mandate are required",
    Permission.HOLD_LIFT,
    body=LiftBody,
    answer=HoldAnswer,
    context=Hold,
    traverse="/holds/{id}",
)
def lift_hold(context: Hold, request: Request) -> dict[str, Any]:
    """From placed to lifted; there is no way back, only another hold."""
    return hold_json(request.find_service(IHolds).lift(context, **request.values), request)
