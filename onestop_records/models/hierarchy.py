"""Who stands under whom, computed from posts, units and roles: nobody judges a complaint against a superior.

A person's superiors are

* the heads of the units in which they hold a post today, and of the units above those;
* the managers, who lead all units, for everybody who is no manager;
* the head of the platform (a setting), for everybody but the supervisor, who stands under nobody.

Heads of one unit, and managers, are one another's equals.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from onestop_records.models.absence import deputies
from onestop_records.models.person import Person
from onestop_records.models.site import Site

HEAD, MANAGER = "head", "manager"
# Why a person cannot handle a complaint.
CLOSED, COMPLAINED_OF, SUBORDINATE, DEPUTY, SUPERVISOR = (
    "closed",
    "complained-of",
    "subordinate",
    "deputy",
    "supervisor",
)


def units_above(site: Site, codes: Iterable[str]) -> frozenset[str]:
    """These units and all above them."""
    found: set[str] = set()
    for code in codes:
        unit = site.units.get(code)
        while unit is not None and unit.code not in found:
            found.add(unit.code)
            unit = site.units.get(unit.parent) if unit.parent else None
    return frozenset(found)


def subordinate(site: Site, person: Person, chief: Person, day: date) -> bool:
    """True when ``person`` stands under ``chief`` on that day."""
    terms = site.complaints.terms
    if person.id == chief.id or person.id == terms.supervisor:
        return False
    if chief.id == terms.head:
        return True
    if MANAGER in person.roles:
        return False
    return MANAGER in chief.roles or (HEAD in chief.roles and _heads(site, person, chief, day))


def _heads(site: Site, person: Person, chief: Person, day: date) -> bool:
    own = person.units(day)
    above = units_above(site, own)
    if HEAD in person.roles:
        above -= own
    return not above.isdisjoint(chief.units(day))


def barring(site: Site, person: Person, complained: Iterable[str], day: date) -> str:
    """Why a person may have nothing to do with a complaint against these people; empty when they may."""
    if person.closed:
        return CLOSED
    reasons = (_against(site, person, other, day) for other in complained)
    return next((reason for reason in reasons if reason), "")


def _against(site: Site, person: Person, complained: str, day: date) -> str:
    if person.id == complained:
        return COMPLAINED_OF
    if complained == site.complaints.terms.head and person.id != site.complaints.terms.supervisor:
        return SUPERVISOR
    other = site.people.get(complained)
    if other is None:
        return ""
    if subordinate(site, person, other, day):
        return SUBORDINATE
    if person.id in named_deputies(site, other, day) and not subordinate(site, other, person, day):
        return DEPUTY
    return ""


def named_deputies(site: Site, person: Person, day: date) -> frozenset[str]:
    """Who acts for a person, away or not."""
    named = {a.deputy for a in person.appointments if a.in_force(day) and a.deputy}
    return frozenset(named) | frozenset(deputies(site.people, person, day))


def chiefs(site: Site, codes: Iterable[str], day: date) -> Iterator[Person]:
    """The heads of these units on that day."""
    wanted = set(codes)
    for person in site.people.values():
        if HEAD in person.roles and not person.closed and wanted & person.units(day):
            yield person
