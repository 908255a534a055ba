"""API tokens: ``Authorization: Bearer TOKEN``. A token's text begins with the person's id, so that the
tokens of one person stand together in the store."""

from datetime import datetime, timedelta

from onestop_records.models.identity import new_id
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.token import ApiToken
from onestop_records.security.digest import digest, new_secret
from onestop_records.security.sessions import LAST_USE_STEP


def issue(
    site: Site, person: Person, label: str, scope: str, now: datetime, days: int
) -> tuple[ApiToken, str]:
    """Make a token; return it and its text, which is not kept."""
    text = f"{person.id}.{new_secret()}"
    token = ApiToken(new_id(), person.id, label, scope, now, now + timedelta(days=days))
    site.tokens[_key(text)] = token
    return token, text


def find(site: Site, text: str, now: datetime, noting: bool = True) -> ApiToken | None:
    """The token with this text while it is in force, and its last use noted; else None."""
    token: ApiToken | None = site.tokens.get(_key(text))
    if token is None or not token.in_force(now):
        return None
    person = site.people.get(token.person)
    if person is None or person.shut:
        return None
    if noting and (token.used_at is None or now - token.used_at >= LAST_USE_STEP):
        token.used_at = now
    return token


def of_person(site: Site, person: Person) -> list[ApiToken]:
    """Every token of a person, newest first."""
    found = site.tokens.values(f"{person.id}.", f"{person.id}/")
    return sorted(found, key=lambda token: token.issued_at, reverse=True)


def purge(site: Site, before: datetime) -> int:
    """Remove tokens that ended before that instant; return how many."""
    dead = [key for key, token in site.tokens.items() if (token.revoked_at or token.expires_at) < before]
    for key in dead:
        del site.tokens[key]
    return len(dead)


def bearer(header: str | None) -> str:
    """The token's text from an ``Authorization`` header, empty when there is none."""
    scheme, _, text = (header or "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


def _key(text: str) -> str:
    person, _, secret = text.partition(".")
    return f"{person}.{digest(secret)}"
