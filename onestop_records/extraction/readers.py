"""Which module reads which format; modules are loaded in the child when first needed."""

from collections.abc import Callable
from importlib import import_module

from onestop_records.extraction.reading import Reading

OPEN_PACKAGING = "application/vnd.openxmlformats-officedocument."
MODULES = {
    "application/pdf": "pdf",
    OPEN_PACKAGING + "wordprocessingml.document": "docx",
    "application/vnd.ms-word.document.macroEnabled.12": "docx",
    OPEN_PACKAGING + "spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.12": "xlsx",
    OPEN_PACKAGING + "presentationml.presentation": "pptx",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": "pptx",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/x-ole-encrypted-package": "encrypted",
    "application/epub+zip": "epub",
    "application/ofd": "ofd",
    "application/rtf": "rtf",
    "application/zip": "zipped",
    "message/rfc822": "mail",
    "text/html": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "text/csv": "text",
    "text/tab-separated-values": "text",
    "application/json": "text",
    "application/xml": "markup_text",
    "image/svg+xml": "markup_text",
    "image/jpeg": "image",
    "image/png": "image",
    "image/gif": "image",
    "image/tiff": "image",
    "image/jp2": "image",
    "image/webp": "image",
}


def reader_of(media_type: str) -> str | None:
    """The name of the module that reads this media type, or None."""
    if media_type in MODULES:
        return MODULES[media_type]
    if media_type.startswith("application/vnd.oasis.opendocument."):
        return "opendocument"
    if media_type.startswith(("video/", "audio/")):
        return "media"
    return None


def load(name: str) -> Callable[[Reading], None]:
    """The function ``read`` of a reader's module."""
    return import_module(f"onestop_records.extraction.{name}").read
