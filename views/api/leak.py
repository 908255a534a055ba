"""Leak reports through the API (C12 3.4.12)."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import ILeaks
from onestop_records.models.leak import Leak
from onestop_records.permissions import Permission
from schemas.leak import LeakAnswer, LeakBody, LeaksAnswer, LeakStepBody
from views.api.call import api_call
from views.hold import identified

ONE = "/leaks/{id}"


def leak_json(leak: Leak, request: Request) -> dict[str, Any]:
    """A report; of its records those that the caller may know of."""
    records = request.site.records
    names = ("id", "state", "revision", "person", "what", "measures", "conclusion")
    return {
        **{name: getattr(leak, name) for name in names},
        "records": [record_id for record_id in leak.records if request.knows(records[record_id])],
        "reported_at": leak.reported_at.isoformat(),
        "transitions": list(request.find_service(ILeaks).steps(leak)),
    }


@api_call("/leaks", "GET", "List leak reports", Permission.LEAKS, answer=LeaksAnswer)
def list_leaks(context: object, request: Request) -> dict[str, Any]:
    """Newest first."""
    found = sorted(request.site.leaks.values(), key=lambda leak: leak.reported_at, reverse=True)
    return {"items": [leak_json(leak, request) for leak in found]}


@api_call(
    "/leaks", "POST", "Report a leak", Permission.LEAK_REPORT, body=LeakBody, answer=LeakAnswer, status=201
)
def report_leak(context: object, request: Request) -> dict[str, Any]:
    """The security officer and the managers are told at once."""
    values = {**request.values, "records": identified(request, request.values["records"])}
    return leak_json(request.find_service(ILeaks).report(values), request)


@api_call(ONE, "GET", "Read a report", Permission.LEAK_VIEW, answer=LeakAnswer, context=Leak, traverse=ONE)
def read_leak(context: Leak, request: Request) -> dict[str, Any]:
    """One report."""
    return leak_json(context, request)


def _step(name: str, summary: str) -> Any:
    def view(context: Leak, request: Request) -> dict[str, Any]:
        """409 when it is closed, 422 with the rule that forbids it."""
        request.find_service(ILeaks).make(context, name, request.values["reason"])
        return leak_json(context, request)

    view.__name__ = f"{name}_leak"
    more = {"body": LeakStepBody, "answer": LeakAnswer, "context": Leak, "traverse": ONE}
    return api_call(f"{ONE}/transitions/{name}", "POST", summary, Permission.LEAK_ACT, **more)(view)


note_leak = _step("note", "Note what was found or done")
close_leak = _step("close", "Close it with a conclusion")
