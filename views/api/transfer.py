"""Transfers through the API: open, read, rows, package, every step of the table as a transition."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import ITransfers
from onestop_records.models.transfer import Transfer
from onestop_records.permissions import Permission
from schemas.answer_batch import RowsAnswer, TransferAnswer, TransfersAnswer
from schemas.disposal import RowsQuery
from schemas.transfer import TransferBody, TransferStepBody
from views.api.call import api_call
from views.api.disposal import instant, row_json
from views.api.revised import Revised
from views.hold import identified
from views.transfer import send_package

ONE = "/transfers/{id}"


def transfer_json(transfer: Transfer, request: Request) -> dict[str, Any]:
    """A transfer without its rows."""
    receipt, day, signed_by = transfer.receipt
    names = ("id", "title", "state", "revision", "fonds", "receiver", "size", "opened_by", "approved_by")
    return {
        **{name: getattr(transfer, name) for name in names},
        "opened_at": instant(transfer.opened_at),
        "approved_at": instant(transfer.approved_at),
        "package_sha256": transfer.package_sha256,
        "package_size": transfer.package_size,
        "receipt": receipt,
        "receipt_day": day,
        "receipt_signed_by": signed_by,
        "register": transfer.register or None,
        "transitions": list(request.find_service(ITransfers).steps(transfer)),
        "waits": request.find_service(ITransfers).waits(transfer) or None,
    }


TRANSFERS = Revised(ONE, Transfer, TransferAnswer, transfer_json, TransferStepBody)


@api_call("/transfers", "GET", "List transfers", Permission.TRANSFERS, answer=TransfersAnswer)
def list_transfers(context: object, request: Request) -> dict[str, Any]:
    """Newest first."""
    return {"items": [transfer_json(each, request) for each in request.find_service(ITransfers).visible()]}


@api_call(
    "/transfers",
    "POST",
    "Open a transfer",
    Permission.TRANSFER_OPEN,
    body=TransferBody,
    answer=TransferAnswer,
    status=201,
)
def open_transfer(context: object, request: Request) -> Response:
    """``records`` are ids or reference codes."""
    values = {**request.values, "records": identified(request, request.values["records"])}
    transfer = request.find_service(ITransfers).open(values)
    return TRANSFERS.made(transfer, request)


@api_call(
    ONE,
    "GET",
    "Read a transfer",
    Permission.TRANSFER_VIEW,
    answer=TransferAnswer,
    context=Transfer,
    traverse=ONE,
)
def read_transfer(context: Transfer, request: Request) -> Response:
    """Without its rows."""
    return TRANSFERS.shown(context, request)


@api_call(
    f"{ONE}/rows",
    "GET",
    "Page through the rows",
    Permission.TRANSFER_VIEW,
    query=RowsQuery,
    answer=RowsAnswer,
    context=Transfer,
    traverse=ONE,
)
def read_rows(context: Transfer, request: Request) -> dict[str, Any]:
    """``next`` is what to send as ``after`` for the next page, null at the end."""
    values = request.values
    rows, following = request.find_service(ITransfers).rows(context, values["after"], values["limit"])
    return {"items": [row_json(row, request) for row in rows], "next": following or None}


@api_call(
    f"{ONE}/package",
    "GET",
    "The information package",
    Permission.TRANSFER_LEAD,
    answers="application/zip",
    context=Transfer,
    traverse=ONE,
)
def read_package(context: Transfer, request: Request) -> Response:
    """404 before it is made and after the receiver has confirmed it."""
    return send_package(context, request)


def _step(name: str, permission: Permission, summary: str) -> Any:
    """A transition that ``ITransfers.make`` makes."""

    def act(context: Transfer, request: Request) -> None:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        values = request.values
        receipt = (values["receipt"], values["day"], values["signed_by"])
        request.find_service(ITransfers).make(context, name, values["reason"], receipt)

    act.__name__ = f"{name}_transfer"
    return TRANSFERS.transition(name, permission, summary)(act)


propose_transfer = _step("propose", Permission.TRANSFER_LEAD, "Put the transfer before the approver")
approve_transfer = _step("approve", Permission.TRANSFER_DECIDE, "Approve the transfer")
return_transfer = _step("return", Permission.TRANSFER_DECIDE, "Return the transfer")
receive_transfer = _step("receive", Permission.TRANSFER_LEAD, "Enter the receipt: the records leave")
cancel_transfer = _step("cancel", Permission.TRANSFER_CANCEL, "Cancel the transfer")
