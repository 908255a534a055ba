"""Appraisal report and registers, as A4 pages to print and as workbooks."""

from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.events import ListExported
from onestop_records.interfaces import IClock, INotifier, IRegisters
from onestop_records.models.disposal import Disposal
from onestop_records.models.transfer import Transfer
from onestop_records.permissions import Permission
from views.delivery import named, ranged
from views.export import TYPES


@view_config(context=Disposal, name="report", request_method="GET", permission=Permission.DISPOSAL_VIEW)
def report(disposal: Disposal, request: Request) -> Response:
    """The appraisal report (鉴定报告); ``?form=xlsx`` as a workbook."""
    return shown(request, request.find_service(IRegisters).report(disposal), "report")


@view_config(context=Disposal, name="register", request_method="GET", permission=Permission.DISPOSAL_VIEW)
@view_config(context=Transfer, name="register", request_method="GET", permission=Permission.TRANSFER_VIEW)
def register(batch: Disposal | Transfer, request: Request) -> Response:
    """The register of the batch; ``?form=xlsx`` as a workbook."""
    return shown(request, request.find_service(IRegisters).register(batch), "register")


@view_config(context=Disposal, name="scan", request_method="GET", permission=Permission.DISPOSAL_VIEW)
def scan(disposal: Disposal, request: Request) -> Response:
    """``?number=1``: what was signed on paper."""
    return send_scan(disposal, request, request.GET.get("number", ""))


def send_scan(disposal: Disposal, request: Request, number: str) -> Response:
    """A scan, to who may know of all that the register names; raises Missing."""
    known = all(request.knows(request.site.records[row.record]) for row in disposal.rows())
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if not known or not 1 <= place <= len(disposal.scans):
        raise Missing(number)
    found = disposal.scans[place - 1]
    response = ranged(request, found.blob.open("c"), found.size, found.sha256)
    response.content_type = "application/octet-stream"
    named(response, found.name, inline=False)
    return response


def shown(request: Request, found: Any, name: str) -> Response:
    """The register in the form asked for; that it left is noted."""
    form = request.GET.get("form", "print")
    if form not in ("print", "xlsx"):
        raise Missing(form)
    taken(request, found, name, form)
    if form == "xlsx":
        return workbook(request, found)
    today = request.find_service(IClock).today()
    values = {"register": found, "today": today, "batch": request.context}
    return render_to_response("templates/disposal/register.pt", values, request)


def taken(request: Request, found: Any, name: str, form: str) -> None:
    """Note that somebody took the register of a batch out, and in which form."""
    batch = request.context
    kind = "transfer" if isinstance(batch, Transfer) else "disposal"
    after = {"list": name, "form": form, "records": len(found.table.rows)}
    request.find_service(INotifier)(ListExported(request.actor, batch.id, kind=kind, after=after))


def workbook(request: Request, found: Any) -> Response:
    """The register as XLSX."""
    today = request.find_service(IClock).today()
    response = Response(request.find_service(IRegisters).xlsx(found), content_type=TYPES["xlsx"])
    named(response, f"{found.title} {request.context.title} {today}.xlsx", inline=False)
    return response
