"""Files that a form brings: into storage, hashed on the way."""

from pyramid.request import Request

from onestop_records.interfaces import IStorage, IUploads
from onestop_records.models.component import Received


def received_files(request: Request, field: str = "files") -> list[Received]:
    """What was attached under a field name, and what ``upload`` names as sent ahead. Raises Violations."""
    storage, limit = request.find_service(IStorage), request.registry.settings["onestop"].upload_limit
    attached = [part for part in request.POST.getall(field) if getattr(part, "filename", None)]
    received = [storage.receive(part.file, part.filename, limit) for part in attached]
    ahead: list[Received] = request.find_service(IUploads).take(request.POST.getall("upload"))
    return received + ahead
