"""Transitions of a record through the API, from captured to filed."""

from collections.abc import Callable
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IFiling
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.answer import record_answer
from schemas.request import Reason
from views.api.call import api_call
from views.api.record import ON_RECORD, RECORD, check_revision, shown


def transition(name: str, permission: Permission, summary: str) -> Callable[..., Any]:
    """Declare ``POST records/{id}/transitions/{name}``."""
    return api_call(
        f"{RECORD}/transitions/{name}",
        "POST",
        summary,
        permission,
        body=Reason,
        answer=record_answer,
        **ON_RECORD,
    )


@transition("submit", Permission.SUBMIT, "Hand the record to the archivist")
def submit_record(context: Record, request: Request) -> Response:
    """From captured to submitted."""
    check_revision(context, request, wanted=False)
    request.find_service(IFiling).submit(context)
    return shown(context, request)


@transition("accept", Permission.ACCEPT, "Accept the record for filing")
def accept_record(context: Record, request: Request) -> Response:
    """From submitted to accepted."""
    check_revision(context, request, wanted=False)
    request.find_service(IFiling).accept(context)
    return shown(context, request)


@transition("file", Permission.FILE, "File the record: check, fix, number")
def file_record(context: Record, request: Request) -> Response:
    """``override`` gives the reason for filing in spite of a failed check."""
    filing, values = request.find_service(IFiling), request.values
    filing.reserve([context])  # begins the transaction anew, so the revision is looked at after it
    check_revision(context, request, wanted=False)
    filing.file(context, values["override"], values["duplicates_accepted"])
    return shown(context, request)


@transition("return", Permission.RETURN, "Return the record to the capturer; a reason is required")
def return_record(context: Record, request: Request) -> Response:
    """Back to captured."""
    check_revision(context, request, wanted=False)
    request.find_service(IFiling).send_back(context, request.values["reason"])
    return shown(context, request)


@transition("withdraw", Permission.WITHDRAW, "Take the record back before it is filed")
def withdraw_record(context: Record, request: Request) -> Response:
    """The capturer thinks better of it."""
    check_revision(context, request, wanted=False)
    request.find_service(IFiling).withdraw(context)
    return shown(context, request)
