"""What waits for the caller, through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.i18n import spoken
from onestop_records.interfaces import IClock, IWork
from onestop_records.models.waiting import Waiting
from onestop_records.permissions import Permission
from schemas.work import WorkAnswer
from views.account import own_person
from views.api.call import api_call


def waiting_json(one: Waiting, request: Request) -> dict[str, Any]:
    """One thing to do."""
    translate = request.localizer.translate
    return {
        "kind": one.kind,
        "task": spoken(translate, one.task),
        "title": spoken(translate, one.title),
        "address": one.address,
        "person": one.person,
        "due": one.due.isoformat() if one.due else None,
        "overdue": one.overdue(request.find_service(IClock).now()),
        "warned": one.warned,
        "provisional": one.provisional,
        "urgent": one.urgent,
    }


@api_call("/work", "GET", "Everything that waits for the caller", Permission.HOME, answer=WorkAnswer)
def my_work(context: object, request: Request) -> dict[str, Any]:
    """And for those the caller stands in for."""
    found = request.find_service(IWork).of(own_person(request))
    return {"items": [waiting_json(one, request) for one in found]}
