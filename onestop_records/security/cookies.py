"""The two cookies: the session's id, and the token for forms of who has not signed in."""

from pyramid.request import Request
from webob.cookies import CookieProfile

from onestop_records.settings import Settings

SESSION = "onestop_session"
CSRF = "onestop_csrf"


def secure(settings: Settings) -> bool:
    """``Secure`` always, except in demo mode on plain HTTP."""
    return settings.behind_https or not settings.demo


def cookie(request: Request, name: str) -> CookieProfile:
    """A cookie for the whole site that scripts cannot read and other sites cannot make a browser send.

    The prefix ``__Host-`` keeps subdomains and plain HTTP from planting one.
    """
    safe = secure(request.registry.settings["onestop"])
    return CookieProfile(
        f"__Host-{name}" if safe else name,
        path="/",
        secure=safe,
        httponly=True,
        samesite="Lax",
        serializer=_Plain(),
    ).bind(request)


class _Plain:
    """Cookies hold random text; nothing to encode."""

    def dumps(self, value: str) -> bytes:
        return value.encode("ascii")

    def loads(self, value: bytes) -> str:
        return value.decode("ascii")
