"""Large files, sent ahead of the record that will hold them."""

from typing import Any
from urllib.parse import unquote

from pyramid.request import Request

from onestop_records.interfaces import IUploads
from onestop_records.permissions import Permission
from schemas.answer import UploadAnswer
from views.api.body import check_size
from views.api.call import api_call


@api_call(
    "/uploads",
    "POST",
    "Send the bytes of a large file; its name may stand percent-encoded in the header X-File-Name",
    Permission.CAPTURE,
    reads="application/octet-stream",
    answer=UploadAnswer,
    status=201,
    headers=("X-File-Name",),
)
def create_upload(context: object, request: Request) -> dict[str, Any]:
    """Kept 24 hours, for the sender alone."""
    check_size(request, request.registry.settings["onestop"].upload_limit)
    name = unquote(request.headers.get("X-File-Name", "upload"))
    upload = request.find_service(IUploads).receive(request.body_file, name)
    return {"id": upload.id, "size": upload.received.size, "sha256": upload.received.sha256}
