"""Transfers to an archives institution: which there are, opening one, its page, its package."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation
from onestop_records.events import ListExported
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, INotifier, ITransfers
from onestop_records.models.permit import CARRY
from onestop_records.models.record import Record
from onestop_records.models.transfer import Transfer, TransferFolder
from onestop_records.permissions import Permission
from schemas.transfer import TransferSchema, TransferStepBody
from views.api.call import deserialize
from views.batch import STATES, address, attempt, query, steps
from views.delivery import named, ranged
from views.disposal import OUTCOMES, PAGE, SIDES, Shown
from views.form import Shape, form_page, handle
from views.hold import identified
from views.use import open_for

MESSAGES = {
    "propose": _("It waits for a manager's approval."),
    "approve": _("Approved. The package is being made."),
    "return": _("Returned."),
    "receive": _("The receipt is entered: the records leave."),
    "cancel": _("Cancelled: its records are free again."),
}


@view_config(context=TransferFolder, renderer="templates/transfer/all.pt", permission=Permission.TRANSFERS)
def transfers(folder: TransferFolder, request: Request) -> dict[str, Any]:
    """All of them, newest first."""
    return {"transfers": request.find_service(ITransfers).visible(), "states": STATES}


@form_page(
    TransferFolder,
    "add",
    "templates/transfer/add.pt",
    Permission.TRANSFER_OPEN_FORM,
    Permission.TRANSFER_OPEN,
)
def add(folder: TransferFolder, request: Request) -> dict[str, Any] | Response:
    """Open a transfer."""

    def act(values: Mapping[str, Any]) -> str:
        named_records = {**values, "records": identified(request, values["records"])}
        transfer = request.find_service(ITransfers).open(named_records)
        return f"/transfers/{transfer.id}"

    offered = {"records": tuple(request.GET.getall("record"))} if request.GET.getall("record") else {}
    return handle(
        request,
        TransferSchema(),
        act,
        offered,
        Shape(button=_("Open the transfer"), cancel="/transfers", action="/transfers/add"),
    )


@view_config(
    context=Transfer,
    request_method="GET",
    renderer="templates/transfer/transfer.pt",
    permission=Permission.TRANSFER_VIEW,
)
def transfer_page(transfer: Transfer, request: Request) -> dict[str, Any]:
    """Where it stands, what may be done, and its rows."""
    return page(transfer, request)


def page(transfer: Transfer, request: Request, violations: Sequence[Violation] = ()) -> dict[str, Any]:
    """Everything the template shows."""
    text = request.GET.get("after", "0")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    service = request.find_service(ITransfers)
    rows, following = service.rows(transfer, after, PAGE)
    return {
        "transfer": transfer,
        "names": service.steps(transfer),
        "steps": steps(transfer),
        "rows": [Shown(row, request.site.records[row.record]) for row in rows],
        "following": f"{address(transfer)}?{urlencode({'after': following})}" if following else "",
        "path": address(transfer),
        "query": query(request),
        "entries": list(request.find_service(IAudit).entries(transfer.id)),
        "outcomes": OUTCOMES,
        "sides": SIDES,
        "states": STATES,
        "violations": violations,
    }


@view_config(context=Transfer, name="package", request_method="GET", permission=Permission.TRANSFER_LEAD)
def package(transfer: Transfer, request: Request) -> Response:
    """What the receiver gets."""
    return send_package(transfer, request)


def send_package(transfer: Transfer, request: Request) -> Response:
    """The package as a ZIP, to who may carry out all that is in it; else raises HTTPNotFound."""
    records = request.site.records
    if transfer.package is None or not all(_leaves(request, records[r.record]) for r in transfer.rows()):
        raise HTTPNotFound()
    after = {"list": "package", "form": "zip", "records": transfer.size}
    request.find_service(INotifier)(ListExported(request.actor, transfer.id, kind="transfer", after=after))
    source = transfer.package.open("c")
    response = ranged(request, source, transfer.package_size, transfer.package_sha256)
    response.content_type = "application/zip"
    named(response, f"{transfer.title}.zip", inline=False)
    return response


def _leaves(request: Request, record: Record) -> bool:
    """The record and its items may be carried out by who asks."""
    together = (record, *(request.site.records[item] for item in record.items))
    return all(open_for(request, each, CARRY) for each in together)


def _act(name: str) -> Any:
    def view(transfer: Transfer, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            schema = TransferStepBody().bind(request=request, site=request.site)
            given = {node.name: request.POST[node.name] for node in schema if node.name in request.POST}
            values = deserialize(schema, given)
            receipt = (values["receipt"], values["day"], values["signed_by"])
            request.find_service(ITransfers).make(transfer, name, values["reason"], receipt)

        return attempt(request, act, MESSAGES[name], lambda found: page(transfer, request, found))

    return view


def _declare(name: str, permission: Permission) -> Any:
    options = {"context": Transfer, "name": name, "request_method": "POST", "permission": permission}
    return view_config(renderer="templates/transfer/transfer.pt", _depth=1, **options)(_act(name))


propose = _declare("propose", Permission.TRANSFER_LEAD)
approve = _declare("approve", Permission.TRANSFER_DECIDE)
send_back = _declare("return", Permission.TRANSFER_DECIDE)
receive = _declare("receive", Permission.TRANSFER_LEAD)
cancel = _declare("cancel", Permission.TRANSFER_CANCEL)
