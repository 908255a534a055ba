"""Reading what a caller sent: strict JSON, multipart with bounds, each fault a 4xx that names it."""

import hmac
import json
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPRequestEntityTooLarge, HTTPUnsupportedMediaType
from pyramid.request import Request

from onestop_records.i18n import _
from views.posted import parts_of

DEEPEST = 32


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"duplicate key {name[:60]!r}")
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _depth(value: Any) -> int:
    """How deep lists and objects nest; walks without recursion."""
    deepest, open_values = 0, [(value, 1)]
    while open_values:
        inner, level = open_values.pop()
        if isinstance(inner, (dict, list)):
            deepest = max(deepest, level)
            children = inner.values() if isinstance(inner, dict) else inner
            open_values.extend((child, level + 1) for child in children)
    return deepest


def parse_json(data: bytes) -> Any:
    """Parse strictly: UTF-8, no duplicate keys, no NaN, at most DEEPEST levels. Raises HTTPBadRequest."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant
        )
        if _depth(value) > DEEPEST:
            raise ValueError("nested too deeply")
    except (ValueError, RecursionError) as error:
        text = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        message = _("The body is not valid JSON: ${error}", mapping={"error": text})
        raise HTTPBadRequest(message) from None
    return value


def check_size(request: Request, limit: int) -> None:
    """Refuse a body over ``limit`` bytes before it is read (HTTP 413)."""
    if request.content_length is not None and request.content_length > limit:
        message = _(
            "The body is larger than ${limit} bytes; send large files to uploads", mapping={"limit": limit}
        )
        raise HTTPRequestEntityTooLarge(message)


def json_body(request: Request) -> Any:
    """The JSON body of the request, ``{}`` when there is none. Raises a 4xx."""
    check_size(request, request.registry.settings["onestop"].request_limit)
    if not request.body:
        return {}
    if request.content_type != "application/json":
        raise HTTPUnsupportedMediaType(_("application/json is wanted"))
    return parse_json(request.body)


class Multipart:
    """The parts of a multipart body: ``metadata`` as JSON, ``file`` parts, ids in ``upload`` fields."""

    def __init__(self, request: Request) -> None:
        check_size(request, request.registry.settings["onestop"].request_limit)
        if request.content_type != "multipart/form-data":
            raise HTTPUnsupportedMediaType(_("multipart/form-data is wanted"))
        parts = parts_of(request)
        unknown = set(parts) - {"metadata", "file", "upload", "reason"}
        files = parts.getall("file")
        texts = {name: parts.getall(name) for name in ("metadata", "upload", "reason")}
        if unknown:
            names = ", ".join(sorted(str(name)[:60] for name in unknown))
            raise HTTPBadRequest(_("Unknown parts: ${names}", mapping={"names": names}))
        if any(not hasattr(part, "file") for part in files):
            raise HTTPBadRequest(_("A file part needs a file name"))
        self.metadata_given = bool(texts["metadata"])
        self.metadata = self._metadata(texts["metadata"])
        self.files = files
        self.uploads = [part for part in texts["upload"] if isinstance(part, str)]
        self.reason = next((part for part in texts["reason"] if isinstance(part, str)), "")

    @staticmethod
    def _metadata(parts: list[Any]) -> Any:
        if len(parts) > 1:
            raise HTTPBadRequest(_("There is more than one metadata part"))
        if not parts:
            return {}
        part = parts[0]
        return parse_json(part.file.read() if hasattr(part, "file") else _bytes(part))


def digest(request: Request) -> str:
    """What identifies the content of a request: the same for a retry, whatever its multipart boundary.

    Keyed with the secret of the instance: a body may hold a password, which nobody shall find by trying.
    """
    secret = request.registry.settings["onestop"].secret
    found = hmac.new(secret.encode(), f"{request.method} {request.path_qs}\n".encode(), "sha256")
    if request.content_type != "multipart/form-data":
        request.make_body_seekable()
        _add(found, request.body_file_raw)
        request.body_file_raw.seek(0)
        return found.hexdigest()
    for name, part in parts_of(request).items():
        found.update(f"\n{name}\n".encode())
        if hasattr(part, "file"):
            found.update(f"{part.filename}\n".encode())
            _add(found, part.file)
            part.file.seek(0)
        else:
            found.update(_bytes(part))
    return found.hexdigest()


def _bytes(part: str | bytes) -> bytes:
    """What a part holds that is no file; a file that was not chosen is there as no bytes."""
    return part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")


def _add(found: Any, stream: Any) -> None:
    while chunk := stream.read(1 << 20):
        found.update(chunk)
