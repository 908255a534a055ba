"""The way in to this part: recognise here, read in the sandbox."""

import atexit
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zope.interface import implementer

from onestop_records.errors import Damaged, Missing, Unmarkable, Violation
from onestop_records.extraction import messages
from onestop_records.extraction.readers import reader_of
from onestop_records.extraction.reading import STATUSES
from onestop_records.extraction.recognise import recognise
from onestop_records.extraction.sandbox import Broken, Overrun, Sandbox
from onestop_records.interfaces import IExtractor
from onestop_records.models.rendition import Extraction
from onestop_records.settings import Settings

PICTURES = ("preview", "thumbnail")
MARKED = frozenset(("application/pdf", "image/jpeg", "image/png", "image/webp", "image/tiff"))
UNMARKABLE = Violation("", messages.UNMARKABLE)
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG")


@implementer(IExtractor)
class Extractor:
    """One for the process; threads take turns at its child."""

    def __init__(self, settings: Settings) -> None:
        self.characters = settings.extraction_characters
        self.sandbox = Sandbox(settings.extraction_memory, settings.extraction_seconds, self.characters)
        atexit.register(self.sandbox.close)

    def recognise(self, path: str | Path, name: str) -> str:
        """See IExtractor."""
        return recognise(path, name)

    def extract(self, path: str | Path, name: str) -> Extraction:
        """See IExtractor."""
        media_type = recognise(path, name)
        reader = reader_of(media_type)
        if reader is None:
            return Extraction("unreadable", media_type, message=messages.NO_READER)
        request = {
            "reader": reader,
            "path": str(path),
            "media_type": media_type,
            "characters": self.characters,
        }
        try:
            return self._extraction(media_type, *self.sandbox.ask(request))
        except Overrun:
            return Extraction("too-long", media_type, message=messages.TOO_LONG)
        except Broken:
            return Extraction("unreadable", media_type, message=messages.STOPPED)

    def page(self, path: str | Path, number: int, mark: Sequence[str] = ()) -> bytes:
        """See IExtractor."""
        try:
            answer, pictures = self.sandbox.ask({"path": str(path), "page": number, "mark": list(mark)})
        except (Overrun, Broken) as error:
            raise Damaged(f"page {number} cannot be shown") from error
        if answer.get("status") == "damaged":
            raise Damaged(f"page {number} cannot be shown")
        if "page" not in pictures or not pictures["page"].startswith(PICTURE_STARTS):
            raise Missing(number)
        return pictures["page"]

    def marked(self, path: str | Path, media_type: str, mark: Sequence[str]) -> tuple[bytes, str]:
        """See IExtractor."""
        request = {"path": str(path), "media_type": media_type, "mark": list(mark)}
        try:
            answer, pictures = self.sandbox.ask(request)
        except (Overrun, Broken) as error:
            raise Unmarkable(UNMARKABLE) from error
        kind = answer.get("media_type")
        if answer.get("status") != "marked" or "marked" not in pictures or kind not in MARKED:
            raise Unmarkable(UNMARKABLE)
        return pictures["marked"], str(kind)

    def _extraction(
        self, media_type: str, answer: Mapping[str, Any], pictures: Mapping[str, bytes]
    ) -> Extraction:
        """Take nothing on trust from a child that may have been taken over by what it read."""
        status, text, message = answer.get("status"), answer.get("text"), answer.get("message")
        technical = answer.get("technical")
        sound = status in STATUSES and isinstance(text, str) and isinstance(message, str)
        if not sound or not isinstance(technical, dict):
            raise Broken
        shown = {name: pictures[name] for name in PICTURES if name in pictures}
        shown = {name: data for name, data in shown.items() if data.startswith(PICTURE_STARTS)}
        return Extraction(
            str(status), media_type, str(text)[: self.characters], technical, str(message), shown
        )
