"""Headers on every answer, and the one check that comes before anything reads the path."""

import codecs
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import INGRESS

from onestop_records.security.early_answer import UNREADABLE

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
TRANSPORT = "max-age=31536000"


def headers_tween(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Add what an answer does not say itself; a file may say its own stricter content policy."""
    https = registry.settings["onestop"].behind_https

    def tween(request: Request) -> Response:
        response = handler(request) if readable(request) else unreadable(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if https:
            response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
        return response

    return tween


def readable(request: Request) -> bool:
    """False for a path or query that is not UTF-8 or holds a NUL, for a path that begins like the address of
    another site, and for a body in an unknown encoding: everything after may rely on it."""
    try:
        codecs.lookup(request.charset)
        if request.path_info.startswith("//"):  # in a link or a form's action it would name another site
            return False
        return "\0" not in request.path_info and "\0" not in "".join(request.GET.values())
    except (UnicodeDecodeError, LookupError):
        return False


def unreadable(request: Request) -> Response:
    """Says so, without a look at what cannot be read."""
    kind, body = UNREADABLE.content(request.environ["PATH_INFO"])
    return Response(body, status=UNREADABLE.status, headerlist=[("Content-Type", kind)])


def includeme(config: Configurator) -> None:
    config.add_tween("onestop_records.security.headers.headers_tween", under=INGRESS)
