"""The secret address of a person's calendar: ``/feed/PERSON.SECRET.ics``, good for that alone.

The store has only the digest, so an address that was lost is replaced by another, which ends the first.
"""

import hmac

from pyramid.request import Request

from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.security.digest import digest, new_secret

PREFIX = "/feed/"
SUFFIX = ".ics"


def is_feed(request: Request) -> bool:
    """Calendars know this address only, no session and no token."""
    return request.path_info.startswith(PREFIX)


def renew(person: Person) -> str:
    """Give the person a new address, a path; every earlier one ends."""
    secret = new_secret()
    person.feed = digest(secret)
    return f"{PREFIX}{person.id}.{secret}{SUFFIX}"


def find(site: Site, path: str) -> Person | None:
    """Whose calendar stands at this path; None for an address that is nobody's or has ended."""
    name = path.removeprefix(PREFIX)
    if not name.endswith(SUFFIX):
        return None
    person_id, _, secret = name.removesuffix(SUFFIX).partition(".")
    person = site.people.get(person_id)
    if person is None or person.shut or not person.feed:
        return None
    return person if hmac.compare_digest(person.feed, digest(secret)) else None
