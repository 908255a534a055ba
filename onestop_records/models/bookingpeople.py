"""Who sees to the appointments of which unit: its people, who stands in for one of them, managers."""

from datetime import date

from onestop_records.models.absence import stands_in_for
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.unit import absorbed

ORDINARY = frozenset({"staff", "clerk", "archivist", "head", "manager"})
AT_WINDOW = frozenset({"clerk", "head"})


def own_units(site: Site, person: Person, day: date) -> frozenset[str]:
    """The units to which a person belongs, or in which they stand in for somebody, merged ones included."""
    if person.closed or not person.roles & ORDINARY:
        return frozenset()
    absent = (site.people[other] for other in stands_in_for(site.people, person, day))
    return absorbed(site.units, [unit for one in (person, *absent) for unit in one.units(day)])


def covers(site: Site, person: Person, unit: str, day: date) -> bool:
    """True for a manager, and for whoever has to do with that unit's appointments."""
    return "manager" in person.roles or unit in own_units(site, person, day)


def serving(site: Site, person: Person, day: date) -> frozenset[str]:
    """The units whose window waits for this person: clerks and heads, and who stands in for them.

    Where a unit has neither, it waits for all of its people.
    """
    absent = [site.people[other] for other in stands_in_for(site.people, person, day)]
    return frozenset(unit for one in (person, *absent) for unit in _windows(site, one, day))


def _windows(site: Site, person: Person, day: date) -> frozenset[str]:
    units = absorbed(site.units, person.units(day))
    if person.roles & AT_WINDOW:
        return units
    offered = {offer.unit for offer in site.bookings.offers()}
    return frozenset(unit for unit in units & offered if person.id in people_of(site, unit, day))


def people_of(site: Site, unit: str, day: date) -> list[str]:
    """Ids of who is to be told of something at that unit's window."""
    found = [p for p in site.people.values() if not p.closed and unit in absorbed(site.units, p.units(day))]
    at_window = [person.id for person in found if person.roles & AT_WINDOW]
    return at_window or [person.id for person in found if person.roles & ORDINARY]
