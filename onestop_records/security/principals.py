"""From a person's roles, posts, clearance and keepings to principals.

The principals match the tokens of ``models.access``; besides, ``authenticated``, ``person:P``, ``role:R``,
``head:U`` and ``holder:K`` name who a grant is for. They are computed for each request, so a change of post
or role is in force with the next click (security, *Classification and access*).
"""

from collections.abc import Iterable
from datetime import date, datetime

from onestop_records.events import SYSTEM
from onestop_records.models.absence import stands_in_for
from onestop_records.models.classification import Classification
from onestop_records.models.hierarchy import subordinate
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.unit import absorbed
from onestop_records.security.identity import Identity

AUTHENTICATED = "authenticated"
ROLE_CLEARANCE = {
    "staff": Classification.INTERNAL,
    "clerk": Classification.INTERNAL,
    "archivist": Classification.CONFIDENTIAL,
    "head": Classification.CONFIDENTIAL,
    "manager": Classification.SECRET,
}
ORDINARY = frozenset(ROLE_CLEARANCE)
OFFICERS = frozenset({"auditor", "security", "admin"})
ROLES = (*ROLE_CLEARANCE, "auditor", "security", "admin")


def clearance(person: Person, day: date) -> Classification | None:
    """The highest grade by role or by a named grant in force; None without an ordinary role.

    The three officers read nothing by that role, so a grant alone opens nothing.
    """
    grades = [ROLE_CLEARANCE[role] for role in person.roles & ORDINARY]
    if not grades:
        return None
    if person.clearance is not None and person.clearance.in_force(day):
        grades.append(person.clearance.grade)
    return max(grades)


def identify(
    site: Site, person: Person, day: date, scope: str = "write", now: datetime | None = None
) -> Identity:
    """The identity of a person on that day; with the permits in force at ``now``, if that is given."""
    units, grade = person.units(day), clearance(person, day)
    covered = absorbed(site.units, units)
    absent = [site.people[other] for other in stands_in_for(site.people, person, day)]
    held = frozenset(keeping for one in (person, *absent) for keeping in site.held(one))
    found = {AUTHENTICATED, f"person:{person.id}", f"deny:{person.id}"}
    # Who is shut out has no deputy to look for them, unless it is a superior, who may be the one to judge.
    found.update(f"deny:{other.id}" for other in absent if not subordinate(site, other, person, day))
    found.update(f"role:{role}" for role in person.roles)
    found.update(f"holder:{keeping}" for keeping in held)
    if "head" in person.roles:
        found.update(f"head:{unit}" for unit in covered)
    if grade is not None:
        found.add("public")
        found.update(_graded(_reasons(person, covered, held), grade))
        if "head" in person.roles:
            found.update(_graded((f"office:{unit}" for unit in covered), grade))
        if now is not None:
            found.update(_permitted(site, person, now))
    return Identity(
        person.id, person.name, person.roles, units, grade, frozenset(found), person.language, scope
    )


def system_identity() -> Identity:
    """Commands and the worker: everything, by the services alone; no sign-in leads to it."""
    found = _graded(("archive", "all"), max(Classification))
    principals = {AUTHENTICATED, "public", *found, *(f"role:{role}" for role in ROLES)}
    return Identity(
        SYSTEM, SYSTEM, frozenset(), frozenset(), max(Classification), frozenset(principals), system=True
    )


def _reasons(person: Person, units: Iterable[str], held: Iterable[str]) -> set[str]:
    found = {f"reader:{person.id}"}
    found.update(f"unit:{unit}" for unit in units)
    found.update(f"keeping:{keeping}" for keeping in held)
    if "archivist" in person.roles:
        found.add("archive")
    if "manager" in person.roles:
        found.add("all")
    return found


def _permitted(site: Site, person: Person, now: datetime) -> Iterable[str]:
    """What the permits of a person open at this instant, one principal for each use, record and grade."""
    for permit in site.permits.granted(person.id):
        if permit.in_force(now):
            names = ("permit", *permit.scope)
            for record_id, grade in permit.grades.items():
                yield from (f"{name}:{record_id}:{each}" for name in names for each in range(grade + 1))


def _graded(reasons: Iterable[str], highest: Classification) -> set[str]:
    return {f"{reason}:{grade}" for reason in reasons for grade in range(highest + 1)}
