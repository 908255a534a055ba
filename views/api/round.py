"""Rounds through the API."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IFindings, IRounds
from onestop_records.models.round import Round
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.round import RoundAnswer, RoundBody, RoundsAnswer, RoundsQuery
from views.api.call import api_call
from views.api.missing import of_site
from views.api.room import created

ROUND = "/rounds/{id}"


def round_json(round: Round, request: Request) -> dict[str, Any]:
    """A round."""
    service, findings = request.find_service(IFindings), request.site.findings
    return {
        **{name: getattr(round, name) for name in ("id", "room", "by", "wrong", "remarks")},
        "at": round.at.isoformat(),
        "temperature": round.temperature / 10,
        "humidity": round.humidity / 10,
        "findings": [each for each in round.findings if service.knows(findings[each])],
    }


@api_call(
    "/rounds",
    "GET",
    "List the rounds through a room",
    Permission.STORAGE,
    query=RoundsQuery,
    answer=RoundsAnswer,
)
def list_rounds(context: Site, request: Request) -> dict[str, Any]:
    """Newest first."""
    room = of_site(request.site.rooms, request.values["room"], "room")
    rounds = request.site.rounds.of(room.id)[: request.values["limit"]]
    return {"items": [round_json(each, request) for each in rounds]}


@api_call(
    "/rounds",
    "POST",
    "Note a round",
    Permission.ROUND_ADD,
    body=RoundBody,
    answer=RoundAnswer,
    status=201,
)
def add_round(context: Site, request: Request) -> Response:
    """What lies outside of the limits or is wrong becomes a finding."""
    values = request.values
    room = of_site(request.site.rooms, values["room"], "room")
    measured = {name: int(values[name] * 10) for name in ("temperature", "humidity")}
    made = request.find_service(IRounds).add(room, {**values, **measured})
    return created(request, round_json(made, request), f"/rounds/{made.id}")


@api_call(ROUND, "GET", "Read a round", Permission.STORAGE, answer=RoundAnswer, context=Round, traverse=ROUND)
def read_round(context: Round, request: Request) -> dict[str, Any]:
    """One round."""
    return round_json(context, request)
