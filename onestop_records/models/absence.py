"""Who is away, and who acts meanwhile: every post may name a deputy (AB 岗)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onestop_records.models.person import Person, PersonFolder


@dataclass(frozen=True)
class Absence:
    """Days of which the first and the last count; ``until`` None: until the person is back."""

    since: date
    until: date | None
    reason: str
    noted_by: str

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def over(self, day: date) -> bool:
        """True when its last day lies before that day."""
        return self.until is not None and self.until < day


def is_away(person: Person, day: date) -> bool:
    """True when one of the person's absences covers that day."""
    return any(absence.in_force(day) for absence in person.absences)


def deputies(people: PersonFolder, person: Person, day: date) -> tuple[str, ...]:
    """Ids of who acts for a person's posts of that day, in the order of the posts.

    A deputy who is away as well is followed by their own; one whose account is closed does not act.
    """
    return tuple(dict.fromkeys(_deputies(people, person, day, {person.id})))


def _deputies(people: PersonFolder, person: Person, day: date, seen: set[str]) -> Iterator[str]:
    for appointment in person.appointments:
        deputy = people.get(appointment.deputy) if appointment.deputy else None
        if deputy is None or deputy.closed or deputy.id in seen or not appointment.in_force(day):
            continue
        if is_away(deputy, day):
            yield from _deputies(people, deputy, day, seen | {deputy.id})
        else:
            yield deputy.id


def stands_in_for(people: PersonFolder, person: Person, day: date) -> tuple[str, ...]:
    """Ids of the people for whom this person acts on that day; nobody who is away acts for others."""
    if is_away(person, day):
        return ()
    absent = (found for person_id in people.away if (found := people.get(person_id)) is not None)
    return tuple(
        each.id
        for each in absent
        if each.id != person.id
        and not each.closed
        and is_away(each, day)
        and person.id in deputies(people, each, day)
    )
