"""Appraisal report and registers through the API, as data or as the workbook of the pages."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IRegisters
from onestop_records.models.disposal import Disposal
from onestop_records.models.transfer import Transfer
from onestop_records.permissions import Permission
from schemas.answer_batch import DisposalAnswer
from schemas.answer_register import RegisterAnswer, RegisterQuery
from views.api.body import Multipart
from views.api.call import api_call
from views.api.disposal import DISPOSALS
from views.api.record import received_files
from views.export import TYPES
from views.register import send_scan, taken, workbook

DISPOSAL, TRANSFER = "/disposals/{id}", "/transfers/{id}"
READING: dict[str, Any] = {"query": RegisterQuery, "answer": RegisterAnswer, "answers": TYPES["xlsx"]}


def register_json(register: Any) -> dict[str, Any]:
    """A ``Register`` as plain values."""
    return {
        "title": register.title,
        "cover": _lines(register.cover),
        "table": _table(register.table),
        "taken_out": _table(register.taken_out) if register.taken_out else None,
        "signatures": _lines(register.signatures),
    }


def _lines(pairs: Any) -> list[dict[str, str]]:
    return [{"what": what, "words": words} for what, words in pairs]


def _table(table: Any) -> dict[str, Any]:
    rows = [list(row) for row in table.rows]
    return {"title": table.title, "headings": list(table.headings), "rows": rows}


def shown(request: Request, found: Any, name: str) -> dict[str, Any] | Response:
    """The register in the form asked for; that it left is noted."""
    form = request.values["form"]
    taken(request, found, name, form)
    return workbook(request, found) if form == "xlsx" else register_json(found)


@api_call(
    f"{DISPOSAL}/report",
    "GET",
    "The appraisal report",
    Permission.DISPOSAL_VIEW,
    context=Disposal,
    traverse=DISPOSAL,
    **READING,
)
def read_report(context: Disposal, request: Request) -> dict[str, Any] | Response:
    """Rows that the caller may know of, with every opinion."""
    return shown(request, request.find_service(IRegisters).report(context), "report")


@api_call(
    f"{DISPOSAL}/register",
    "GET",
    "The destruction register",
    Permission.DISPOSAL_VIEW,
    context=Disposal,
    traverse=DISPOSAL,
    **READING,
)
def read_register(context: Disposal, request: Request) -> dict[str, Any] | Response:
    """Rows that the caller may know of, and what was taken out."""
    return shown(request, request.find_service(IRegisters).register(context), "register")


@api_call(
    f"{DISPOSAL}/scans",
    "POST",
    "Attach the scan of what was signed on paper",
    Permission.DISPOSAL_LEAD,
    reads="multipart/form-data",
    answer=DisposalAnswer,
    status=201,
    context=Disposal,
    traverse=DISPOSAL,
)
def attach_scan(context: Disposal, request: Request) -> Response:
    """One ``file`` part, or the id of an upload; it is kept with the register."""
    found = received_files(Multipart(request), request)
    if len(found) != 1:
        raise Violations(Violation("file", _("Send exactly one file")))
    request.find_service(IRegisters).attach(context, found[0])
    return DISPOSALS.shown(context, request, 201)


@api_call(
    f"{DISPOSAL}/scans/{{scan}}",
    "GET",
    "The scan of what was signed on paper",
    Permission.DISPOSAL_VIEW,
    answers="application/octet-stream",
    context=Disposal,
    traverse=DISPOSAL,
)
def read_scan(context: Disposal, request: Request) -> Response:
    """To who may know of all that the register names."""
    return send_scan(context, request, request.matchdict["scan"])


@api_call(
    f"{TRANSFER}/register",
    "GET",
    "The transfer register",
    Permission.TRANSFER_VIEW,
    context=Transfer,
    traverse=TRANSFER,
    **READING,
)
def read_transfer_register(context: Transfer, request: Request) -> dict[str, Any] | Response:
    """Rows that the caller may know of, and what stays."""
    return shown(request, request.find_service(IRegisters).register(context), "register")
