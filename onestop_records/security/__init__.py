"""Who is asking, what they may, and what keeps the pages safe."""

from pyramid.config import Configurator

from onestop_records.interfaces import IPasswords
from onestop_records.security.passwords import Passwords
from onestop_records.security.policy import SecurityPolicy, knows
from onestop_records.security.session_factory import session_factory

DENIED_TO_ALL = "nobody"  # a view that names no permission is closed, not open


def includeme(config: Configurator) -> None:
    """Policy, sessions, tokens for forms, password hashing, headers."""
    config.set_security_policy(SecurityPolicy())
    config.set_default_permission(DENIED_TO_ALL)
    config.set_session_factory(session_factory)
    config.add_request_method(knows, "knows")
    config.register_service(Passwords(), IPasswords)
    config.include("onestop_records.security.csrf")
    config.include("onestop_records.security.headers")
