"""Kinds of text: HTML, SVG, XML and mail by content; Markdown, CSV and others by name."""

import re

from onestop_records.extraction.charset import encoding_of

BY_NAME = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".eml": "message/rfc822",
    ".html": "text/html",
    ".htm": "text/html",
}
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]", re.MULTILINE)
MAIL = frozenset(("from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path"))


def text_type(head: bytes, extension: str) -> str:
    """The media type of a text that begins with these bytes and has this extension (``.md``)."""
    start = head[:4096].decode(encoding_of(head), "replace").lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml"):
        root = re.search(r"<(?:\w+:)?(svg|html)\b", start)
        return {"svg": "image/svg+xml", "html": "text/html"}.get(root[1] if root else "", "application/xml")
    if start.startswith("<svg"):
        return "image/svg+xml"
    if start.startswith("<") and HTML.search(start[:1024]):
        return "text/html"
    if _mail(start):
        return "message/rfc822"
    chosen = BY_NAME.get(extension, "text/plain")
    return "text/plain" if chosen == "message/rfc822" else chosen


def _mail(start: str) -> bool:
    """A header block of a mail: it begins the text and has at least two of the usual names."""
    block = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    if not HEADER.match(block):
        return False
    return len({name.lower() for name in HEADER.findall(block)} & MAIL) >= 2
