"""Lists of what was found: as a workbook, as CSV, as a page to print."""

from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.interfaces import IClock, IListing
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views import words
from views.asking import Asked
from views.delivery import named

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@view_config(context=Site, name="list", request_method="GET", permission=Permission.LISTS)
def export(site: Site, request: Request) -> Response:
    """``/list?list=results|catalogue&form=xlsx|csv|print`` and what the search page knows."""
    form = request.GET.get("form", "print")
    if form not in (*TYPES, "print"):
        raise Missing(form)
    service = request.find_service(IListing)
    table = service.table(
        request.GET.get("list", "results"), Asked.of(request).question(), form, words_of(request)
    )
    return delivered(request, table, form)


def delivered(request: Request, table: Any, form: str) -> Response:
    """A table in the form asked for: ``xlsx``, ``csv``, or a page to ``print``."""
    today = request.find_service(IClock).today()
    if form == "print":
        values = {"table": table, "today": today}
        return render_to_response("templates/listing/print.pt", values, request)
    content = getattr(request.find_service(IListing), form)(table)
    response = Response(content, content_type=TYPES[form].split(";")[0])
    if form == "csv":
        response.charset = "utf-8"
    named(response, f"{table.title} {today}.{form}", inline=False)
    return response


def words_of(request: Request) -> dict[str, dict[str, Any]]:
    """Codes and their words, as lists want them."""
    retention = {code: request.layout.retention(code) for code in request.site.retention}
    ends = {line.code: words.ENDS[line.current.action] for line in request.site.retention.values()}
    grades, states = dict(words.GRADES), dict(words.STATES)
    return {"classification": grades, "state": states, "retention": retention, "ends": ends}
