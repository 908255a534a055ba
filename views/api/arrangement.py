"""Arrangement through the API: what waits for its number, and in which order."""

from collections.abc import Iterable
from typing import Any

from pyramid.request import Request

from onestop_records.errors import Missing, Violation
from onestop_records.interfaces import IArrangement, IFiling, IReferenceCodes
from onestop_records.permissions import Permission
from schemas.arrangement import GroupsAnswer, OrderSchema, WaitingGroupAnswer
from views.api.call import api_call
from views.arrangement import Group, group_of

GROUP = "/arrangement/{category}/{year}/{unit}"


def named_group(request: Request) -> Group:
    """The group that the address names; raises Missing."""
    category, year, unit = (request.matchdict[name] for name in ("category", "year", "unit"))
    if not (year.isascii() and year.isdecimal() and len(year) <= 4):
        raise Missing(year)
    return group_of(request, category, int(year), unit)


def violations_json(found: Iterable[Violation], request: Request) -> list[dict[str, str]]:
    """Violations in the language asked for."""
    translate = request.localizer.translate
    return [{"field": each.field, "message": translate(each.message)} for each in found]


def group_json(group: Group, request: Request) -> dict[str, Any]:
    """The records in their order, the codes they will get, and what stands against filing them."""
    codes = request.find_service(IReferenceCodes).preview(group.records)
    filing = request.find_service(IFiling)
    return {
        "category": group.category,
        "year": group.year,
        "unit": group.unit,
        "items": [
            {
                "id": record.id,
                "title": record.title,
                "date": record.date,
                "reference_code": code,
                "violations": violations_json(filing.problems(record), request),
            }
            for record, code in zip(group.records, codes, strict=True)
        ],
    }


@api_call("/arrangement", "GET", "What waits for its number", Permission.ARRANGE, answer=GroupsAnswer)
def read_groups(context: object, request: Request) -> dict[str, Any]:
    """Groups by category, year and unit; series whose numbers need a look."""
    found = [group_of(request, *key) for key in request.find_service(IArrangement).groups()]
    return {
        "items": [
            {"category": g.category, "year": g.year, "unit": g.unit, "count": len(g.records)}
            for g in found
            if g.records
        ],
        "series": [
            {
                "key": series.key,
                "last": series.last,
                "missing": list(series.missing),
                "duplicates": [code for code, __ in series.duplicates],
            }
            for series in request.find_service(IReferenceCodes).gaps()
        ],
    }


@api_call(
    GROUP, "GET", "The waiting records of a group, in order", Permission.ARRANGE, answer=WaitingGroupAnswer
)
def read_group(context: object, request: Request) -> dict[str, Any]:
    """With the codes they will get."""
    return group_json(named_group(request), request)


@api_call(
    f"{GROUP}/order",
    "POST",
    "Order a group anew",
    Permission.ARRANGE_ACT,
    body=OrderSchema,
    answer=WaitingGroupAnswer,
)
def order_group(context: object, request: Request) -> dict[str, Any]:
    """By date or affair, or as the ids stand in ``records``; those not named follow."""
    group, values = named_group(request), request.values
    key, arrangement = (group.category, group.year, group.unit), request.find_service(IArrangement)
    if values["records"]:
        arrangement.place(*key, list(values["records"]))
    else:
        arrangement.order(*key, values["by"])
    return group_json(group_of(request, *key), request)
