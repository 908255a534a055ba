"""Records through the API: make, read, describe, move along."""

from typing import Any

from pyramid.httpexceptions import HTTPPreconditionFailed, HTTPPreconditionRequired
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IStorage, IUploads
from onestop_records.models.component import Received
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.answer import record_answer
from schemas.request import Reason
from views.api.body import Multipart, json_body
from views.api.call import Call, answer_of, api_call
from views.api.representation import record_json

RECORD = "/records/{id}"
ON_RECORD: dict[str, Any] = {"context": Record, "traverse": RECORD}
SHOWN = Call(RECORD, "GET", "", None, record_json)


def etag(record: Record) -> str:
    """The record's own revision, quoted."""
    return f'"{record.revision}"'


def shown(record: Record, request: Request, status: int = 200) -> Response:
    """A record as the answer, with its revision as the ETag."""
    response = answer_of(SHOWN, record_json(record, request))
    response.status_code = status
    response.headers["ETag"] = etag(record)
    return response


def check_revision(record: Record, request: Request, wanted: bool) -> None:
    """428 without ``If-Match`` where it is wanted, 412 when somebody else was faster."""
    given = request.headers.get("If-Match")
    if given is None:
        if wanted:
            raise HTTPPreconditionRequired(_("Send If-Match with the ETag of what you read"))
        return
    if given != "*" and etag(record) not in [part.strip().removeprefix("W/") for part in given.split(",")]:
        raise HTTPPreconditionFailed(_("The record has been changed since; read it again"))


def received_files(parts: Multipart, request: Request) -> list[Received]:
    """The files of a multipart body and the uploads it names."""
    storage, limit = request.find_service(IStorage), request.registry.settings["onestop"].upload_limit
    found = [storage.receive(part.file, part.filename, limit) for part in parts.files]
    return found + request.find_service(IUploads).take(parts.uploads)


@api_call(
    "/records",
    "POST",
    "Capture a record with its files",
    Permission.CAPTURE,
    body=Reason,
    reads="multipart/form-data",
    answer=record_answer,
    status=201,
)
def create_record(context: object, request: Request) -> Response:
    """``metadata`` is a JSON part, files are ``file`` parts or ids of uploads in ``upload`` fields."""
    parts = Multipart(request)
    if not isinstance(parts.metadata, dict) or not parts.metadata_given:
        raise Violations(Violation("metadata", _("Send the description as a JSON object")))
    record = request.find_service(ICapture).capture(parts.metadata, received_files(parts, request))
    response = shown(record, request, 201)
    response.headers["Location"] = request.application_url + f"/api/v1/records/{record.id}"
    return response


@api_call(
    RECORD,
    "GET",
    "Read a record",
    Permission.VIEW,
    answer=record_answer,
    **ON_RECORD,
)
def read_record(context: Record, request: Request) -> Response:
    """304 when ``If-None-Match`` has its revision."""
    response = shown(context, request)
    response.conditional_response = True
    return response


@api_call(
    RECORD,
    "PATCH",
    "Change the description",
    Permission.EDIT,
    answer=record_answer,
    headers=("If-Match",),
    **ON_RECORD,
)
def change_record(context: Record, request: Request) -> Response:
    """Only what is given changes; null takes a value out."""
    check_revision(context, request, wanted=True)
    values = json_body(request)
    if not isinstance(values, dict):
        raise Violations(Violation("", _("Send the changes as a JSON object")))
    request.find_service(ICapture).describe(context, values)
    return shown(context, request)
