"""How bytes are sent: ranges, names, and headers that keep a browser from running what it gets."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from pyramid.request import Request
from pyramid.response import Response
from webob.byterange import ContentRange

from onestop_records.models.record import Record

BLOCK = 256 * 1024
ENCODING = re.compile(r"[A-Za-z0-9_-]{1,40}")
OCTETS = "application/octet-stream"
# Types that could run script in our origin are sent as mere bytes.
RUNNABLE = frozenset(
    ("text/html", "image/svg+xml", "application/xml", "application/xhtml+xml", "message/rfc822")
)
SHOWABLE = frozenset(
    ("application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "text/plain")
    + ("video/mp4", "video/webm", "video/quicktime")
    + ("audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/flac")
)
SANDBOXED = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
# Browsers show no PDF under ``sandbox``; their viewer is one of its own.
PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def shown_type(media_type: str, encoding: str) -> tuple[str, bool]:
    """The Content-Type to send, and whether a browser may show it."""
    if media_type in RUNNABLE:
        return OCTETS, False
    if media_type.startswith("text/"):
        known = ENCODING.fullmatch(encoding)  # it came out of the sandbox: not to be trusted in a header
        return f"text/plain; charset={encoding.removesuffix('-sig') if known else 'utf-8'}", True
    return media_type, media_type in SHOWABLE


def ranged(request: Request, file: BinaryIO, size: int, digest: str) -> Response:
    """A file as 200, 206, 304 or 416 (RFC 9110, 13 and 14); several ranges at once get the whole file.

    The server's ``wsgi.file_wrapper`` sends it without occupying a thread; it stops at Content-Length.
    """
    response = Response(accept_ranges="bytes", etag=digest)
    start, stop = 0, size
    if digest in request.if_none_match:
        file.close()
        response.status_int = 304
        return response
    several = "," in request.headers.get("Range", "")
    if request.range is not None and not several and response in request.if_range:
        asked = request.range.content_range(size)
        if asked is None:
            file.close()
            response.status_int = 416
            response.content_range = ContentRange(None, None, size)
            return response
        start, stop = asked.start, asked.stop
        response.status_int = 206
        response.content_range = asked
    file.seek(start)
    wrapper = request.environ.get("wsgi.file_wrapper")
    response.app_iter = wrapper(file, BLOCK) if wrapper else _blocks(file, stop - start)
    response.content_length = stop - start
    return response


def named(response: Response, name: str, inline: bool) -> None:
    """Set Content-Disposition; the name in UTF-8 (RFC 6266), and in ASCII for old programs."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    kind = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = (
        f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )


def guarded(response: Response, record: Record, media_type: str) -> Response:
    """Set the type and the headers that every answer with content carries."""
    if response.status_int == 304:
        response.headers.pop("Content-Type", None)
    else:
        response.headers["Content-Type"] = media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    policy = PDF_VIEWER if media_type == "application/pdf" else SANDBOXED
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Access is computed anew each time; what is classified stays in no cache at all.
    caching = "no-store" if record.classification.classified else "no-cache"
    response.headers["Cache-Control"] = f"private, {caching}"
    return response


def _blocks(file: BinaryIO, left: int) -> Iterator[bytes]:
    with file:
        while left and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
