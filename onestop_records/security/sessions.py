"""Server-side sessions: begun at sign-in, ended by sign-out, idleness, a new password or a closed account."""

from datetime import datetime, timedelta
from typing import Any

from onestop_records.models.person import Person
from onestop_records.models.session import Session
from onestop_records.models.site import Site
from onestop_records.security.digest import digest, new_secret

LAST_USE_STEP = timedelta(minutes=5)  # how exactly the last use is noted, to keep reading from writing


def begin(site: Site, person: Person, now: datetime) -> str:
    """Make a session with a fresh id; return the id for the cookie."""
    secret = new_secret()
    site.sessions[digest(secret)] = Session(person.id, person.epoch, now, new_secret())
    return secret


def find(site: Site, secret: str, now: datetime, idle: timedelta, noting: bool = True) -> Session | None:
    """The session of a cookie while it is in force, and its last use noted; else None."""
    session: Session | None = site.sessions.get(digest(secret)) if secret else None
    if session is None or not in_force(site, session, now, idle):
        return None
    if noting and now - session.used_at >= LAST_USE_STEP:
        session.used_at = now
    return session


def in_force(site: Site, session: Session, now: datetime, idle: timedelta) -> bool:
    """Neither idle for too long nor ended with the password or the account."""
    person = site.people.get(session.person)
    return (
        person is not None
        and not person.shut
        and session.epoch == person.epoch
        and now - session.used_at <= idle
    )


def end(site: Site, secret: str) -> None:
    """End the session of a cookie, if there is one."""
    if secret:
        site.sessions.pop(digest(secret), None)


def end_all(person: Person) -> None:
    """End every session of a person, those begun at this very moment by others included."""
    person.epoch += 1


def purge(site: Site, now: datetime, idle: timedelta) -> int:
    """Remove the sessions that are no longer in force; return how many."""
    dead = [key for key, session in site.sessions.items() if not in_force(site, session, now, idle)]
    for key in dead:
        del site.sessions[key]
    return len(dead)


def remember_value(session: Session, name: str, value: Any) -> None:
    """Keep a small plain value with the session; None forgets it."""
    kept = {**session.values, name: value}
    session.values = {key: held for key, held in kept.items() if held is not None}
