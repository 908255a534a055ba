"""Tokens on every form: bound to the session; before sign-in to a cookie of their own."""

import secrets

from pyramid.config import Configurator
from pyramid.interfaces import ICSRFStoragePolicy, ISecurityPolicy
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.security.cookies import CSRF, cookie
from onestop_records.security.digest import new_secret
from onestop_records.security.policy import is_api


@implementer(ICSRFStoragePolicy)
class CsrfStorage:
    """The session's token, or the cookie's for who has not signed in (nothing is written for them)."""

    def new_csrf_token(self, request: Request) -> str:
        """A fresh token for the cookie; a session keeps its own."""
        session = request.registry.getUtility(ISecurityPolicy).session(request)
        if session is not None:
            return session.csrf_token
        token = new_secret()
        request.environ["onestop.csrf"] = token
        request.add_response_callback(
            lambda request, response: cookie(request, CSRF).set_cookies(response, token)
        )
        return token

    def get_csrf_token(self, request: Request) -> str:
        """The token for the forms of this page."""
        session = request.registry.getUtility(ISecurityPolicy).session(request)
        if session is not None:
            return session.csrf_token
        sent = request.environ.get("onestop.csrf") or cookie(request, CSRF).get_value()
        return sent or self.new_csrf_token(request)

    def check_csrf_token(self, request: Request, supplied_token: str) -> bool:
        """True when the form's token is the one expected."""
        expected = self.get_csrf_token(request)
        return secrets.compare_digest(expected.encode(), supplied_token.encode("utf-8", "replace"))


def includeme(config: Configurator) -> None:
    config.set_csrf_storage_policy(CsrfStorage())
    config.set_default_csrf_options(
        require_csrf=True, header="X-CSRF-Token", callback=lambda request: not is_api(request)
    )
