"""Who has to do with a complaint: who is complained of, who may handle, be told, file (N30, C2)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from onestop_records.models.complaint import Complaint
from onestop_records.models.folding import fold
from onestop_records.models.hierarchy import barring, named_deputies
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.security.principals import clearance

APART = re.compile(r"[、,，;；/\s]+")
LONG_ENOUGH = 2  # characters of a name that is looked for within other text


def resolve(site: Site, unit: str, post: str, name: str, day: date) -> tuple[str, ...]:
    """Ids of the people that these words mean: by id, username or name, or who holds that post today.

    Names within other words count, so that “Window 3, Zhang Wei” means him; whoever bears the name is meant.
    """
    words = {fold(word) for word in (name, *APART.split(name)) if word}
    people = [p for p in site.people.values() if words and _meant(p, words, fold(name))]
    if not people and post and unit:
        people = [p for p in site.people.values() if _holds(site, p, unit, post, day)]
    return tuple(person.id for person in people)


def _meant(person: Person, words: set[str], text: str) -> bool:
    own = {fold(person.id), fold(person.username), fold(person.name)}
    folded = fold(person.name)
    within = len(folded) >= LONG_ENOUGH and not folded.isascii() and folded in text
    return within or not own.isdisjoint(words)


def _holds(site: Site, person: Person, unit: str, post: str, day: date) -> bool:
    found = site.units.get(unit)
    codes = {post, *(code for code, title in (found.posts if found else {}).items() if title == post)}
    return any(a.unit == unit and a.post in codes and a.in_force(day) for a in person.appointments)


def unfit(site: Site, person: Person, complaint: Complaint, day: date) -> str:
    """Why a person may not handle a complaint, see ``models.hierarchy``; ``clearance`` for officers."""
    if clearance(person, day) is None:
        return "clearance"
    return barring(site, person, complaint.complained, day)


def candidates(site: Site, complaint: Complaint, day: date) -> Iterator[Person]:
    """Who may handle it, the best first: those the settings name, the managers, the supervisor.

    Until it is known who is complained of, nobody of the unit and nobody whose name is in it comes first.
    """
    terms = site.complaints.terms
    managers = sorted(p.id for p in site.people.values() if "manager" in p.roles and p.id != terms.head)
    ids = dict.fromkeys((*terms.handlers, *managers, terms.supervisor))
    found = [person for each in ids if (person := site.people.get(each)) is not None]
    fit = [person for person in found if not unfit(site, person, complaint, day)]
    near = {p.id for p in fit if not complaint.complained and _near(complaint, p, day)}
    return (person for distant in (True, False) for person in fit if (person.id not in near) == distant)


def _near(complaint: Complaint, person: Person, day: date) -> bool:
    text = fold(f"{complaint.complained_name} {complaint.facts} {complaint.evidence}")
    return complaint.complained_unit in person.units(day) or fold(person.name) in text


def choose(site: Site, complaint: Complaint, day: date, besides: Iterable[str] = ()) -> Person | None:
    """Who shall handle it; None when nobody may."""
    out = frozenset(besides)
    return next((p for p in candidates(site, complaint, day) if p.id not in out), None)


def leaders(site: Site, complaint: Complaint, day: date) -> tuple[str, ...]:
    """Who is told in writing: the leaders and discipline office of the settings, else managers; who may."""
    terms = site.complaints.terms
    named = [person for each in terms.leaders if (person := site.people.get(each)) is not None]
    managers = [p for p in site.people.values() if "manager" in p.roles]
    supervisor = site.people.get(terms.supervisor)
    for group in (named, managers, [supervisor] if supervisor else []):
        fit = [p.id for p in group if p.id not in complaint.handlers and not unfit(site, p, complaint, day)]
        if fit:
            return tuple(fit)
    return ()


def archivist(site: Site, complaint: Complaint, category: str, day: date) -> str:
    """Who files it: the keeper of the category if they may, else another archivist; empty when none may.

    Neither the person complained of nor who acts for them; that all archivists stand under a manager
    complained of does not keep the file from being filed.
    """
    found = site.fonds.category(category)
    keeper = site.holder(found.keeping) if found else ""
    people = sorted(
        (p for p in site.people.values() if "archivist" in p.roles and not p.closed),
        key=lambda p: (p.id != keeper, p.id),
    )
    shut = set(complaint.complained)
    for each in complaint.complained:
        if (other := site.people.get(each)) is not None:
            shut |= named_deputies(site, other, day)
    return next((p.id for p in people if p.id not in shut), "")
