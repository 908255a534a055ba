"""Units and their posts through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import IMergers, IUnits
from onestop_records.models.unit import Unit
from onestop_records.permissions import Permission
from schemas.unit import MergeSchema, NewUnitBody, UnitAnswer, UnitBody, UnitsAnswer
from views.api.call import api_call

UNIT = "/units/{unit}"
ON_UNIT: dict[str, Any] = {"context": Unit, "traverse": UNIT, "answer": UnitAnswer}


def unit_json(unit: Unit) -> dict[str, Any]:
    """A unit and its posts."""
    return {
        "code": unit.code,
        "title": unit.title,
        "parent": unit.parent,
        "posts": dict(unit.posts),
        "closed": unit.closed,
    }


@api_call("/units", "GET", "Units", Permission.UNITS, answer=UnitsAnswer)
def read_units(context: object, request: Request) -> dict[str, Any]:
    """By code."""
    return {"items": [unit_json(unit) for unit in request.site.units.values()]}


@api_call(
    "/units",
    "POST",
    "Add a unit",
    Permission.UNITS_EDIT,
    body=NewUnitBody,
    answer=UnitAnswer,
    status=201,
)
def add_unit(context: object, request: Request) -> dict[str, Any]:
    """With its posts."""
    return unit_json(request.find_service(IUnits).add(**request.values))


@api_call(UNIT, "GET", "Read a unit", Permission.UNITS, **ON_UNIT)
def read_unit(context: Unit, request: Request) -> dict[str, Any]:
    """Its name, place, posts, and whether it still exists."""
    return unit_json(context)


@api_call(
    UNIT,
    "PUT",
    "Set a unit; what is left out is taken away",
    Permission.UNITS_EDIT,
    body=UnitBody,
    **ON_UNIT,
)
def change_unit(context: Unit, request: Request) -> dict[str, Any]:
    """As on the page: name, place, posts, and whether it still exists."""
    emptied: dict[str, Any] = {"parent": None, "posts": {}}
    request.find_service(IUnits).change(context, {**emptied, **request.values})
    return unit_json(context)


@api_call(
    f"{UNIT}/merge",
    "POST",
    "Merge a unit into another",
    Permission.UNITS_EDIT,
    body=MergeSchema,
    bound=True,
    **ON_UNIT,
)
def merge_unit(context: Unit, request: Request) -> dict[str, Any]:
    """Posts and access go over after the day ``last``; the unit exists no longer."""
    request.find_service(IMergers).merge(context, request.values["into"], request.values["last"])
    return unit_json(context)
