"""How each file of a record is shown: by the browser's own viewers, or as the text that was read."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pyramid.request import Request

from onestop_records.models.component import Component, Version
from onestop_records.models.permit import DOWNLOAD, PRINT
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.permissions import Permission
from views.playable import plays
from views.technical import Pairs, described
from views.use import open_for
from views.words import READING

PLAYED = {"image/jpeg", "image/png", "image/webp", "image/gif"}
PAGES_SHOWN = 50
TEXT_SHOWN = 40_000  # characters


@dataclass(frozen=True)
class ShownFile:
    """A file: ``kind`` is ``pdf``, ``image``, ``video``, ``audio``, ``text``, ``none``, or ``unplayable``
    for a recording that no browser plays, ``pages`` for a PDF that is looked at and not taken along."""

    component: Component
    version: Version
    address: str
    kind: str
    rendition: Rendition | None

    @property
    def technical(self) -> Pairs:
        """What was read from the file about itself, in words."""
        return described(self.rendition.technical) if self.rendition else []

    @property
    def format(self) -> str:
        """How people call the format: the ending of the name, else the media type."""
        return PurePath(self.version.name).suffix.lstrip(".").upper() or self.version.media_type

    @property
    def picture(self) -> str:
        """The address of what an image is shown by: its preview, or itself."""
        previewed = self.rendition is not None and "preview" in self.rendition.pictures
        return f"{self.address}/preview" if previewed else f"{self.address}?inline=1"

    @property
    def pages(self) -> list[str]:
        """The addresses of the first pages as pictures."""
        count = int((self.rendition.technical.get("pages") if self.rendition else 0) or 1)
        return [f"{self.address}/pages/{number}" for number in range(1, min(count, PAGES_SHOWN) + 1)]

    @property
    def text(self) -> str:
        """The beginning of the text that was read."""
        return self.rendition.beginning(TEXT_SHOWN) if self.rendition else ""

    @property
    def cut(self) -> bool:
        """True when there is more text than is shown."""
        return len(self.text) == TEXT_SHOWN

    @property
    def reading(self) -> Any:
        """What became of reading its text, in words; None before the worker has come to it."""
        return READING.get(self.rendition.status, self.rendition.status) if self.rendition else None


def content(request: Request, record: Record) -> dict[str, Any]:
    """All files, and the one that the query ``file`` chooses (the first without); none where it is not open.

    ``taken`` when files may be taken along, ``withheld`` when the content is not open to who asks.
    """
    if not request.has_permission(Permission.READ, record):
        return {"files": [], "chosen": None, "withheld": bool(record.files), "taken": False}
    taken = bool(request.has_permission(Permission.TAKE, record))
    files = [shown(request, record, component) for component in record.files]
    wanted = request.GET.get("file", "")
    chosen = next((file for file in files if file.component.id == wanted), files[0] if files else None)
    return {"files": files, "chosen": chosen, "withheld": False, "taken": taken}


def shown(request: Request, record: Record, component: Component) -> ShownFile:
    """The newest version of a file and how to show it."""
    version = component.current
    rendition = request.site.renditions.get(version.sha256)
    address = f"/records/{record.id}/files/{component.id}"
    found = kind(version.media_type, rendition)
    if found == "pdf" and not (open_for(request, record, DOWNLOAD) or open_for(request, record, PRINT)):
        found = "pages"
    return ShownFile(component, version, address, found, rendition)


def kind(media_type: str, rendition: Rendition | None) -> str:
    """What can show a media type."""
    main = media_type.partition("/")[0]
    if media_type == "application/pdf":
        return "pdf"
    if media_type in PLAYED or (main == "image" and rendition is not None and rendition.pictures):
        return "image"
    if main in ("video", "audio"):
        return main if plays(media_type, rendition and rendition.technical) else "unplayable"
    return "text" if rendition is not None and rendition.status == "read" else "none"
