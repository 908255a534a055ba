"""Custody handovers through the API: open, read, page through the list, every step as a transition."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IHandoverChecking, IHandovers, IHandoverSigning, IUploads
from onestop_records.models.handover import Handover, HandoverRow
from onestop_records.permissions import Permission
from schemas.answer_handover import (
    HandoverAnswer,
    HandoverRowsAnswer,
    HandoversAnswer,
    SamplesAnswer,
)
from schemas.handover import (
    AssignBody,
    CheckBody,
    CodeBody,
    DecideBody,
    DropBody,
    GroupBody,
    Narrowing,
    OpenBody,
    PaperBody,
    RowsQuery,
    SignBody,
    StepBody,
)
from views.api.call import api_call
from views.api.disposal import instant
from views.api.revised import Revised
from views.handover import shown as row_shown
from views.handover import size

ONE = "/handovers/{id}"
FILTERS = tuple(node.name for node in Narrowing())


def handover_json(handover: Handover, request: Request) -> dict[str, Any]:
    """A handover without its rows."""
    signing = request.find_service(IHandoverSigning)
    lacking = [] if handover.ended else signing.lacking(handover)
    return {
        "id": handover.id,
        "state": handover.state,
        "revision": handover.revision,
        "giver": handover.giver,
        "stand_in": handover.stand_in or None,
        "reason": handover.reason,
        "until": instant(handover.until),
        "opened_by": handover.opened_by,
        "opened_at": instant(handover.opened_at),
        "ended_at": instant(handover.ended_at),
        "size": size(handover, request),
        "moving": len(handover.todo),
        "receivers": [receiver.person for receiver in handover.receivers],
        "signatures": [
            {
                "part": signature.part,
                "person": signature.person,
                "at": instant(signature.at),
                "stands_for": signature.stands_for or None,
                "acknowledged": signature.acknowledged,
                "recorded_by": signature.recorded_by or None,
                "day": instant(signature.day),
            }
            for signature in handover.signatures
        ],
        "lacking": [{"part": part, "person": person or None} for part, person in lacking],
        "register": handover.register or None,
        "transitions": list(request.find_service(IHandovers).steps(handover)),
    }


def row_json(handover: Handover, row: HandoverRow, request: Request) -> dict[str, Any]:
    """A row as this caller may know it."""
    found = row_shown(request, handover, row)
    return {
        "row": row.sequence,
        "kind": row.kind,
        "id": row.id if found.link or found.record is not None else None,
        "title": found.title,
        "reference_code": found.record.reference_code if found.record is not None else None,
        "year": row.year,
        "carrier": row.carrier,
        "place": row.place,
        "added": row.added,
        "receiver": found.receiver or None,
        "finding": row.finding or None,
        "method": row.method or None,
        "note": row.note,
        "checked_by": row.checked_by or None,
        "decision": row.decision or None,
        "outcome": handover.outcome(row) or None,
    }


HANDOVERS = Revised(ONE, Handover, HandoverAnswer, handover_json, StepBody)


@api_call("/handovers", "GET", "List handovers", Permission.HANDOVERS, answer=HandoversAnswer)
def list_handovers(context: object, request: Request) -> dict[str, Any]:
    """Those that the caller has to do with, newest first."""
    return {"items": [handover_json(each, request) for each in request.find_service(IHandovers).visible()]}


@api_call(
    "/handovers",
    "POST",
    "Open a handover",
    Permission.HANDOVER_OPEN,
    body=OpenBody,
    answer=HandoverAnswer,
    status=201,
)
def open_handover(context: object, request: Request) -> Response:
    """Everything that ``giver`` answers for comes on the list."""
    handover = request.find_service(IHandovers).open(request.values)
    return HANDOVERS.made(handover, request)


@api_call(
    ONE,
    "GET",
    "Read a handover",
    Permission.HANDOVER_VIEW,
    answer=HandoverAnswer,
    context=Handover,
    traverse=ONE,
)
def read_handover(context: Handover, request: Request) -> Response:
    """Without its rows."""
    return HANDOVERS.shown(context, request)


@api_call(
    f"{ONE}/rows",
    "GET",
    "Page through the list",
    Permission.HANDOVER_VIEW,
    query=RowsQuery,
    answer=HandoverRowsAnswer,
    context=Handover,
    traverse=ONE,
)
def read_rows(context: Handover, request: Request) -> dict[str, Any]:
    """``next`` is what to send as ``after`` for the next page, null at the end."""
    values = dict(request.values)
    after, limit = values.pop("after"), values.pop("limit")
    rows, following = request.find_service(IHandovers).rows(context, values, after, limit)
    return {"items": [row_json(context, row, request) for row in rows], "next": following or None}


@api_call(
    f"{ONE}/samples",
    "GET",
    "Samples of a list",
    Permission.HANDOVER_CHECK,
    query=Narrowing,
    answer=SamplesAnswer,
    context=Handover,
    traverse=ONE,
)
def read_samples(context: Handover, request: Request) -> dict[str, Any]:
    """Of the caller's own rows, drawn by lot: to be checked one by one before ``check-group``."""
    rows = request.find_service(IHandoverChecking).samples(context, request.values)
    return {"items": [row_json(context, row, request) for row in rows]}


def _step(name: str, permission: Permission, summary: str) -> Any:
    """A transition that ``IHandovers.make`` makes."""

    def act(context: Handover, request: Request) -> None:
        """The state is led on; 409 when it does not allow the step, 422 with the rule that forbids it."""
        request.find_service(IHandovers).make(context, name, request.values["reason"])

    act.__name__ = f"{name.replace('-', '_')}_handover"
    return HANDOVERS.transition(name, permission, summary)(act)


present_handover = _step("present", Permission.HANDOVER_LEAD, "Close the list and have it signed")
return_handover = _step("return", Permission.HANDOVER_LEAD, "Back to checking")
stand_in_handover = _step("stand-in", Permission.HANDOVER_DECIDE, "Stand in for a giver who cannot come")
cancel_handover = _step("cancel", Permission.HANDOVER_DECIDE, "Cancel the handover")


def _narrowed(request: Request) -> dict[str, Any]:
    return {name: request.values[name] for name in FILTERS if request.values[name]}


@HANDOVERS.transition("assign", Permission.HANDOVER_LEAD, "Give rows to a receiver", AssignBody)
def assign_rows(context: Handover, request: Request) -> None:
    """``rows``, or without them all that the filters leave."""
    values = request.values
    service = request.find_service(IHandovers)
    service.assign(context, values["person"], values["rows"], _narrowed(request))


@HANDOVERS.transition("drop", Permission.HANDOVER_LEAD, "Let rows stay with the giver", DropBody)
def drop_rows(context: Handover, request: Request) -> None:
    """With a reason; never for who leaves."""
    values = request.values
    request.find_service(IHandovers).drop(context, values["rows"] or (), values["reason"])


@HANDOVERS.transition("refresh", Permission.HANDOVER_CHECK, "Complete the list")
def refresh_list(context: Handover, request: Request) -> None:
    """Add what the giver has come to answer for since."""
    request.find_service(IHandovers).refresh(context)


@HANDOVERS.transition("check", Permission.HANDOVER_CHECK, "Note what was found", CheckBody)
def check_rows(context: Handover, request: Request) -> None:
    """On rows that one takes over oneself."""
    values = request.values
    service = request.find_service(IHandoverChecking)
    service.check(context, values["rows"] or (), values["finding"], values["note"])


@HANDOVERS.transition("check-group", Permission.HANDOVER_CHECK, "Check a box or a list", GroupBody)
def check_group(context: Handover, request: Request) -> None:
    """A box by counting, a list by samples; what is not checked yet is present."""
    values = request.values
    service = request.find_service(IHandoverChecking)
    service.check_group(context, _narrowed(request), values["method"], values["count"])


@HANDOVERS.transition("check-code", Permission.HANDOVER_CHECK, "Check what a label names", CodeBody)
def check_code(context: Handover, request: Request) -> None:
    """A reference code, an id, or an address that ends with one; 404 for what is not on the list."""
    values = request.values
    service = request.find_service(IHandoverChecking)
    service.check_by_code(context, values["code"], values["finding"], values["note"])


@HANDOVERS.transition("decide", Permission.HANDOVER_DECIDE, "Decide on discrepancies", DecideBody)
def decide_rows(context: Handover, request: Request) -> None:
    """They pass as they are, or are looked for and checked again."""
    values = request.values
    service = request.find_service(IHandoverChecking)
    service.decide(context, values["rows"] or (), values["decision"], values["reason"])


@HANDOVERS.transition("sign", Permission.HANDOVER_SIGN, "Sign", SignBody)
def sign_handover(context: Handover, request: Request) -> Any:
    """As giver, receiver or supervisor, with one's password; the last signature lets everything pass."""
    values = request.values
    service = request.find_service(IHandoverSigning)
    return service.sign(context, values["password"], values["acknowledged"])


@HANDOVERS.transition("sign-paper", Permission.HANDOVER_LEAD, "Bring in signatures on paper", PaperBody)
def sign_on_paper(context: Handover, request: Request) -> Any:
    """``upload`` is the scan of the signed register."""
    values = request.values
    taken = request.find_service(IUploads).take([values["upload"]]) if values["upload"] else []
    service = request.find_service(IHandoverSigning)
    return service.sign_paper(context, values, next(iter(taken), None), values["password"])
