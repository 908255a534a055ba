"""Forms are read once, before anything relies on them: what cannot be read is a bad request.

Behind the permission check, so that only who may post has a body parsed, and before the check of the form's
token, which looks into the form.
"""

import re
from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.i18n import _

API = "/api/"
FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")
FILES = "files"  # the only field of a form that brings files
MOST_TEXT = 2 * 1024 * 1024  # bytes of a form without files
MOST_UNKNOWN = 64 * 1024  # bytes of a form of somebody who has not signed in
MOST_FIELDS = 5000
BOUNDARY = re.compile(r'boundary="?([^";,]+)')
BLOCK = 1024 * 1024
# What the parser raises: wrong boundaries and bytes, unknown encodings of a part, parts within parts.
BROKEN = (ValueError, EOFError, LookupError, AttributeError, TypeError, RecursionError)
View = Callable[[Any, Request], Response]


def read_form(view: View, info: Any) -> View:
    """The deriver; a view with ``raw_body`` takes no form, and its token comes in the header."""
    raw = info.options.get("raw_body", False)

    def reading(context: Any, request: Request) -> Response:
        if (
            request.method == "POST"
            and not request.path_info.startswith(API)
            and getattr(request, "exception", None) is None
        ):
            if raw and "X-CSRF-Token" not in request.headers:
                raise BadCSRFToken()
            if not raw:
                check_form(request)
        return view(context, request)

    return reading


read_form.options = ("raw_body",)  # type: ignore[attr-defined]


def check_form(request: Request) -> None:
    """Raise HTTPBadRequest for a body that is no form, too large for one, or holds files as texts."""
    size, kind = request.content_length or 0, request.content_type
    if request.identity is None:
        limit = MOST_UNKNOWN
    else:
        limit = request.registry.settings["onestop"].request_limit if kind == FORMS[2] else MOST_TEXT
    if kind not in FORMS or size > limit:
        raise HTTPBadRequest()
    fields = parts_of(request)
    if len(fields) > MOST_FIELDS or any(
        hasattr(value, "file") and name != FILES for name, value in fields.items()
    ):
        raise HTTPBadRequest()


def parts_of(request: Request) -> Any:
    """The texts and files of a body. Raises HTTPBadRequest for one that is neither whole nor UTF-8."""
    try:
        if _parts(request) > MOST_FIELDS:
            raise ValueError("too many parts")
        fields = request.POST
    except BROKEN:
        raise HTTPBadRequest(_("The multipart body is broken")) from None
    for name, value in fields.items():
        left_empty = value == b""  # how a browser sends a box for a file in which none was chosen
        if not isinstance(name, str) or not (isinstance(value, str) or left_empty or hasattr(value, "file")):
            raise HTTPBadRequest(_("The multipart body is broken"))
    return fields


def _parts(request: Request) -> int:
    """How many parts a multipart body has, counted before the parser, which takes long over each."""
    boundary = BOUNDARY.search(request.headers.get("Content-Type", ""))
    if boundary is None:
        return 0
    request.make_body_seekable()
    body, mark = request.body_file_raw, b"--" + boundary[1].encode("latin-1")
    found, rest = 0, b""
    while block := body.read(BLOCK):
        found += (rest + block).count(mark)
        rest = block[1 - len(mark) :]
    body.seek(0)
    return found


def includeme(config: Configurator) -> None:
    config.add_view_deriver(read_form, under="secured_view", over="csrf_view")
