"""Files sent ahead of the form that names them: of any size, and once even if the form is refused."""

from typing import Any
from urllib.parse import unquote

from pyramid.request import Request
from pyramid.view import view_config

from onestop_records.errors import Violations
from onestop_records.interfaces import IUploads
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.undone import undo

LONGEST_NAME = 1000


@view_config(
    context=Site,
    name="upload",
    request_method="POST",
    renderer="json",
    permission=Permission.CAPTURE,
    raw_body=True,
)
def upload(site: Site, request: Request) -> dict[str, Any]:
    """Keep the raw bytes of the body for the sender; its name stands percent-encoded in ``X-File-Name``."""
    name = unquote(request.headers.get("X-File-Name", ""))[:LONGEST_NAME] or "upload"
    try:
        kept = request.find_service(IUploads).receive(request.body_file, name)
    except Violations as wrong:
        undo(request, wrong)
        return {"problems": [request.localizer.translate(v.message) for v in wrong.violations]}
    return {"id": kept.id}
