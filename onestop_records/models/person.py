"""People: accounts, roles, posts from date to date, clearance by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.classification import Classification


@dataclass(frozen=True)
class Appointment:
    """A post held in a unit from a day until another (open end: None), first and last day included."""

    unit: str
    post: str
    since: date
    until: date | None = None
    deputy: str | None = None

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Clearance:
    """A grade granted by name, with a term."""

    grade: Classification
    until: date | None
    granted_by: str
    basis: str

    def in_force(self, day: date) -> bool:
        return self.until is None or day <= self.until


class Person(Persistent):
    """An account. ``id`` is random and stays; ``username`` is what one signs in with.

    ``password`` is an argon2 hash; ``keepings`` the ids of the keepings this person holds; raising
    ``epoch`` ends every session of the person.
    """

    __parent__: Any = None
    epoch = 0
    blocked = False  # shut by the security officer, or an alert; other than closed it may be opened again
    feed = ""  # digest of the secret in the address of the person's calendar
    absences: tuple[Any, ...] = ()  # of models.absence.Absence

    def __init__(self, person_id: str, username: str, name: str) -> None:
        self.id = self.__name__ = person_id
        self.username = username
        self.name = name
        self.email = ""
        self.password = ""
        self.roles: frozenset[str] = frozenset()
        self.appointments: tuple[Appointment, ...] = ()
        self.clearance: Clearance | None = None
        self.keepings: tuple[str, ...] = ()
        self.closed = False
        self.language = ""

    @property
    def shut(self) -> bool:
        """Nobody signs in as this person, now."""
        return self.closed or self.blocked

    def units(self, day: date) -> frozenset[str]:
        """Codes of the units in which a post is held on that day."""
        return frozenset(a.unit for a in self.appointments if a.in_force(day))


class PersonFolder(Persistent):
    """All people by id, and by username."""

    __name__ = "people"
    __parent__: Any = None

    def __init__(self) -> None:
        self._people = OOBTree()
        self._usernames = OOBTree()
        self.away = OOTreeSet()  # ids of people with an absence that is not over

    def __getitem__(self, person_id: str) -> Person:
        return self._people[person_id]

    def get(self, person_id: str) -> Person | None:
        return self._people.get(person_id)

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._people

    def __iter__(self) -> Iterator[str]:
        return iter(self._people)

    def values(self) -> Iterator[Person]:
        return iter(self._people.values())

    def add(self, person: Person) -> None:
        person.__parent__ = self
        self._people[person.id] = person
        self._usernames[person.username] = person.id

    def by_username(self, username: str) -> Person | None:
        person_id = self._usernames.get(username)
        return None if person_id is None else self._people[person_id]
