"""Figures of casework through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IClock, IFigures
from onestop_records.models.figures import Line
from onestop_records.permissions import Permission
from schemas.figures import FiguresAnswer, FiguresQuery
from views.api.call import api_call
from views.satisfaction import period


def line_json(line: Line) -> dict[str, Any]:
    """One line with its rates."""
    return {
        "name": line.name,
        "received": line.received,
        "closed": line.closed,
        "punctual": line.punctual,
        "late": line.late,
        "on_time": line.on_time,
        "open": line.open,
        "overdue": line.overdue,
        "grades": dict(line.grades),
        "satisfied": line.satisfied,
    }


@api_call(
    "/figures",
    "GET",
    "Volumes, punctuality, what is overdue, satisfaction",
    Permission.FIGURES,
    query=FiguresQuery,
    answer=FiguresAnswer,
)
def figures(context: object, request: Request) -> dict[str, Any]:
    """Counted in what the caller may know of."""
    kind = request.values["kind"]
    since, until = period(request.values, request.find_service(IClock).today())
    found = request.find_service(IFigures).of(request.identity.principals, since, until, kind)
    return {
        "kind": kind,
        "since": found.since,
        "until": found.until,
        "total": line_json(found.total),
        "units": [line_json(line) for line in found.units],
        "matters": [line_json(line) for line in found.matters],
        "months": [line_json(line) for line in found.months],
    }
