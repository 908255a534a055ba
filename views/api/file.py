"""Files of a record through the API: bytes with ranges, text, preview, new files and versions."""

from collections.abc import Callable
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture
from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.answer import record_answer
from schemas.request import Nothing, VersionQuery
from views.api.body import Multipart
from views.api.call import api_call
from views.api.record import ON_RECORD, RECORD, check_revision, received_files, shown
from views.content import file_response, preview_response, text_response

FILE = f"{RECORD}/files/{{file}}"


def asked_version(record: Record, request: Request) -> Version:
    """The version that the address names; raises Missing."""
    try:
        return record.file(request.matchdict["file"]).version(request.values["version"])
    except KeyError:
        raise Missing(request.matchdict["file"]) from None


def reading(path: str, summary: str, answers: str) -> Callable[..., Any]:
    """Declare a call that answers something of a version of a file."""
    return api_call(path, "GET", summary, Permission.READ, query=VersionQuery, answers=answers, **ON_RECORD)


@api_call(
    f"{RECORD}/files",
    "POST",
    "Add files to a record that is not filed yet",
    Permission.ADD_FILE,
    reads="multipart/form-data",
    answer=record_answer,
    status=201,
    **ON_RECORD,
)
def add_files(context: Record, request: Request) -> Response:
    """``file`` parts or ids of uploads in ``upload`` fields."""
    check_revision(context, request, wanted=False)
    files = received_files(Multipart(request), request)
    if not files:
        raise Violations(Violation("file", _("Send at least one file")))
    for received in files:
        request.find_service(ICapture).add_file(context, received)
    return shown(context, request, 201)


@api_call(
    FILE,
    "PUT",
    "Add a new version of a file; a filed record wants a reason",
    Permission.ADD_FILE,
    reads="multipart/form-data",
    answer=record_answer,
    **ON_RECORD,
)
def add_version(context: Record, request: Request) -> Response:
    """Earlier versions stay readable."""
    check_revision(context, request, wanted=False)
    parts = Multipart(request)
    files = received_files(parts, request)
    if len(files) != 1:
        raise Violations(Violation("file", _("Send exactly one file")))
    request.find_service(ICapture).add_version(context, request.matchdict["file"], files[0], parts.reason)
    return shown(context, request)


@api_call(
    FILE,
    "DELETE",
    "Take a file out before the record is filed",
    Permission.ADD_FILE,
    body=Nothing,
    answer=record_answer,
    **ON_RECORD,
)
def remove_file(context: Record, request: Request) -> Response:
    """The record without it."""
    check_revision(context, request, wanted=False)
    request.find_service(ICapture).remove_file(context, request.matchdict["file"])
    return shown(context, request)


@reading(FILE, "The bytes of a file, with ranges", "application/octet-stream")
def read_file(context: Record, request: Request) -> Response:
    """206 for a range, 416 for one that lies outside."""
    return file_response(request, context, asked_version(context, request))


@reading(f"{FILE}/preview", "A picture of the first page, of a photo or of a video", "image/*")
def read_preview(context: Record, request: Request) -> Response:
    """404 when the file has none."""
    return preview_response(request, context, asked_version(context, request))


@reading(f"{FILE}/text", "The text that was read from a file", "text/plain")
def read_text(context: Record, request: Request) -> Response:
    """404 while it waits to be read, or when there is none."""
    return text_response(request, context, asked_version(context, request))
