"""Disposals through the API: open, read, page through the rows, every step of the table as a transition."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IAppraisal, IDisposals, IObjections, IWitnessing
from onestop_records.models.disposal import Disposal, Row
from onestop_records.permissions import Permission
from schemas.answer_batch import DisposalAnswer, DisposalsAnswer, RowsAnswer
from schemas.disposal import (
    ObjectionBody,
    OpenBody,
    OpinionBody,
    PaperBody,
    RowsQuery,
    SettlementBody,
    SignatureBody,
    StepBody,
)
from views.api.call import api_call
from views.api.revised import Revised

ONE = "/disposals/{id}"


def instant(value: Any) -> str | None:
    """An instant or a day as ISO text."""
    return value.isoformat() if value is not None else None


def disposal_json(disposal: Disposal, request: Request) -> dict[str, Any]:
    """A batch without its rows."""
    return {
        "id": disposal.id,
        "title": disposal.title,
        "state": disposal.state,
        "revision": disposal.revision,
        "fonds": disposal.fonds,
        "unit": disposal.unit,
        "form": disposal.form,
        "size": disposal.size,
        "opened_by": disposal.opened_by,
        "opened_at": instant(disposal.opened_at),
        "appraisers": list(disposal.appraisers),
        "approved_by": disposal.approved_by,
        "approved_at": instant(disposal.approved_at),
        "cooling_until": instant(disposal.cooling_until),
        "destroyed_at": instant(disposal.destroyed_at),
        "to_destroy": len(disposal.destroyable),
        "register": disposal.register or None,
        "scans": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in disposal.scans],
        "witnesses": [
            {
                "person": witness.person,
                "side": witness.side,
                "checked_at": instant(witness.checked_at),
                "signed_at": instant(witness.signed_at),
            }
            for witness in disposal.witnesses
        ],
        "objections": [
            {
                "number": objection.number,
                "person": objection.person,
                "reason": objection.reason,
                "settled_by": objection.settled_by or None,
                "upheld": objection.upheld,
                "answer": objection.answer,
            }
            for objection in disposal.objections
        ],
        "transitions": list(request.find_service(IDisposals).steps(disposal)),
        "waits": request.find_service(IDisposals).waits(disposal) or None,
    }


def row_json(row: Row, request: Request) -> dict[str, Any]:
    """A row with what is said of its record."""
    record = request.site.records[row.record]
    return {
        "row": row.sequence,
        "record": row.record,
        "title": record.title,
        "reference_code": record.reference_code,
        "year": row.year,
        "retention": row.retention,
        "due": instant(record.retention_due),
        "carrier": row.carrier,
        "decision": row.decision or None,
        "outcome": row.outcome or None,
        "note": row.note or row.refused,
        "opinions": [
            {
                "person": opinion.person,
                "side": opinion.side,
                "decision": opinion.decision,
                "until": instant(opinion.until),
                "reason": opinion.reason,
            }
            for opinion in row.opinions
        ],
    }


DISPOSALS = Revised(ONE, Disposal, DisposalAnswer, disposal_json, StepBody)


@api_call("/disposals", "GET", "List disposals", Permission.DISPOSALS, answer=DisposalsAnswer)
def list_disposals(context: object, request: Request) -> dict[str, Any]:
    """Those that the caller may know of, newest first."""
    return {"items": [disposal_json(each, request) for each in request.find_service(IDisposals).visible()]}


@api_call(
    "/disposals",
    "POST",
    "Open a batch from what is due",
    Permission.DISPOSAL_OPEN,
    body=OpenBody,
    answer=DisposalAnswer,
    status=201,
)
def open_disposal(context: object, request: Request) -> Response:
    """``records``, or all that is due of ``unit``, ``category``, ``year``, ``retention``."""
    disposal = request.find_service(IDisposals).open(request.values)
    return DISPOSALS.made(disposal, request)


@api_call(
    ONE,
    "GET",
    "Read a disposal",
    Permission.DISPOSAL_VIEW,
    answer=DisposalAnswer,
    context=Disposal,
    traverse=ONE,
)
def read_disposal(context: Disposal, request: Request) -> Response:
    """Without its rows."""
    return DISPOSALS.shown(context, request)


@api_call(
    f"{ONE}/rows",
    "GET",
    "Page through the rows",
    Permission.DISPOSAL_VIEW,
    query=RowsQuery,
    answer=RowsAnswer,
    context=Disposal,
    traverse=ONE,
)
def read_rows(context: Disposal, request: Request) -> dict[str, Any]:
    """``next`` is what to send as ``after`` for the next page, null at the end."""
    values = dict(request.values)
    after, limit = values.pop("after"), values.pop("limit")
    rows, following = request.find_service(IDisposals).rows(context, values, after, limit)
    return {"items": [row_json(row, request) for row in rows], "next": following or None}


def _step(name: str, permission: Permission, summary: str) -> Any:
    """A transition that ``IDisposals.make`` makes."""

    def act(context: Disposal, request: Request) -> None:
        """The state is led on; 409 when it does not allow the step, 422 with the rule that forbids it."""
        values = request.values
        request.find_service(IDisposals).make(context, name, values["reason"], values["rows"])

    act.__name__ = f"{name}_disposal"
    return DISPOSALS.transition(name, permission, summary)(act)


appraise_disposal = _step("appraise", Permission.DISPOSAL_LEAD, "Begin the appraisal")
propose_disposal = _step("propose", Permission.DISPOSAL_LEAD, "Put the batch before the approver")
approve_disposal = _step(
    "approve", Permission.DISPOSAL_DECIDE, "Approve, whole or without the rows that are refused"
)
return_disposal = _step("return", Permission.DISPOSAL_DECIDE, "Return for another appraisal")
reject_disposal = _step("reject", Permission.DISPOSAL_DECIDE, "Reject the whole batch")
cancel_disposal = _step("cancel", Permission.DISPOSAL_CANCEL, "Cancel the batch")
execute_disposal = _step("execute", Permission.DISPOSAL_LEAD, "Begin the destruction")


@DISPOSALS.transition("drop", Permission.DISPOSAL_LEAD, "Take rows out before appraisal")
def drop_rows(context: Disposal, request: Request) -> None:
    """With a reason."""
    values = request.values
    request.find_service(IDisposals).drop(context, values["rows"] or (), values["reason"])


@DISPOSALS.transition("opine", Permission.DISPOSAL_APPRAISE, "Give an opinion on rows", OpinionBody)
def opine(context: Disposal, request: Request) -> None:
    """On ``rows``, or on all that ``q``, ``category``, ``year``, ``retention`` and ``carrier`` leave."""
    values = request.values
    names = ("q", "category", "year", "retention", "carrier", "outcome")
    narrowed = {name: values[name] for name in names if values[name]}
    request.find_service(IAppraisal).give(context, values, values["rows"], narrowed)


@DISPOSALS.transition("object", Permission.DISPOSAL_OBJECT, "Object while it cools off", ObjectionBody)
def object_to(context: Disposal, request: Request) -> None:
    """To one record or to the whole."""
    request.find_service(IObjections).raise_(context, request.values["reason"], request.values["record"])


@DISPOSALS.transition("decide", Permission.DISPOSAL_DECIDE, "Decide on an objection", SettlementBody)
def decide_objection(context: Disposal, request: Request) -> None:
    """An upheld one takes its rows out."""
    values = request.values
    request.find_service(IObjections).settle(context, values["number"], values["upheld"], values["reason"])


@DISPOSALS.transition("check", Permission.DISPOSAL_WITNESS, "Check the register as a witness", SignatureBody)
def check_register(context: Disposal, request: Request) -> Any:
    """Before the destruction, with one's password."""
    return request.find_service(IWitnessing).check(context, request.values["password"])


@DISPOSALS.transition("sign", Permission.DISPOSAL_WITNESS, "Sign the register as a witness", SignatureBody)
def sign_register(context: Disposal, request: Request) -> Any:
    """After the destruction, with one's password."""
    return request.find_service(IWitnessing).sign(context, request.values["password"])


@DISPOSALS.transition("mark-paper", Permission.DISPOSAL_WITNESS, "Note how paper was destroyed", PaperBody)
def mark_paper(context: Disposal, request: Request) -> None:
    """Method, time and place, for ``rows`` or for all that wait."""
    request.find_service(IWitnessing).mark_paper(context, request.values, request.values["rows"])
