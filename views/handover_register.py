"""The register of a handover (移交清册) as an A4 page to print and sign, and as a workbook."""

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.events import ListExported
from onestop_records.interfaces import IClock, IHandoverRegisters, IHandovers, INotifier
from onestop_records.models.handover import Handover
from onestop_records.permissions import Permission
from views.delivery import named
from views.export import TYPES


@view_config(context=Handover, name="register", request_method="GET", permission=Permission.HANDOVER_VIEW)
def register(handover: Handover, request: Request) -> Response:
    """``?form=xlsx`` as a workbook; that it left is noted."""
    form = request.GET.get("form", "print")
    if form not in ("print", "xlsx"):
        raise Missing(form)
    service = request.find_service(IHandoverRegisters)
    shut = request.find_service(IHandovers).shut_out(handover)
    found, today = service.register(handover, shut), request.find_service(IClock).today()
    after = {"list": "register", "form": form, "records": len(found.table.rows)}
    request.find_service(INotifier)(ListExported(request.actor, handover.id, kind="handover", after=after))
    if form == "print":
        values = {"register": found, "today": today, "handover": handover}
        return render_to_response("templates/handover/register.pt", values, request)
    response = Response(service.xlsx(found), content_type=TYPES["xlsx"])
    name = request.layout.name(handover.giver)
    named(response, f"{found.title} {name} {today}.xlsx", inline=False)
    return response
