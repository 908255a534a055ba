"""Custody: a record names a keeping, a keeping names its holder."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from persistent import Persistent
from ZODB.POSException import ConflictError

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.identity import new_id
from onestop_records.models.person import Person


@dataclass(frozen=True)
class Passing:
    """``giver`` held it until ``at``, when the last signature of ``handover`` was given."""

    giver: str
    handover: str
    at: datetime


class Keeping(Persistent):
    """What a record's custody hangs on (保管归属); changing ``holder`` moves everything in it at once."""

    closings = 0  # how often the holder's account was closed, or it passed to somebody else
    past: tuple[Passing, ...] = ()  # who held it before
    handover = ""  # id of the handover for whose receiver things are put aside in it

    def __init__(self, keeping_id: str, holder: str) -> None:
        self.id = keeping_id
        self.holder = holder

    def enter(self) -> None:
        """Something is put in; written without a change, for who closes the account now to meet it."""
        self._p_changed = True

    def _p_resolveConflict(
        self, old: dict[str, Any], committed: dict[str, Any], new: dict[str, Any]
    ) -> dict[str, Any]:
        """Any number may put something in at once; whoever closes or hands over meets all of them."""
        if old == committed == new:
            return new
        raise ConflictError


def own_keeping(keepings: MutableMapping[str, Keeping], person: Person) -> str:
    """The id of the keeping into which what a person captures goes; made when they have none."""
    for keeping_id in person.keepings:
        keeping = keepings[keeping_id]
        if keeping.holder == person.id and not keeping.handover:
            keeping.enter()  # the gate: an account being closed meanwhile conflicts
            return keeping_id
    keeping = Keeping(new_id(), person.id)
    keepings[keeping.id] = keeping
    person.keepings = (*person.keepings, keeping.id)
    return keeping.id


def category_keeping(keepings: MutableMapping[str, Keeping], person: Person, in_use: Iterable[str]) -> str:
    """The id of the keeping into which what is filed with this archivist passes, apart from their captures.

    ``in_use`` are the keepings of all categories: one archivist has one for all of theirs.
    """
    for keeping_id in in_use:
        if keeping_id in keepings and keepings[keeping_id].holder == person.id:
            keepings[keeping_id].enter()  # the gate: not while the account is being closed
            return keeping_id
    keeping = Keeping(new_id(), person.id)
    keepings[keeping.id] = keeping
    person.keepings = (*person.keepings, keeping.id)
    return keeping.id


def take_on(keepings: MutableMapping[str, Keeping], person: Person) -> None:
    """A person is given something to answer for: the gate of handovers and of closing the account.

    Raises Violations for an account that is closed.
    """
    if person.closed:
        raise Violations(Violation("person", _("The account is closed.")))
    own_keeping(keepings, person)


def answer_for(site: Any, person_id: str) -> None:
    """The same for who acts; nothing for commands and the worker."""
    person = site.people.get(person_id)
    if person is not None:
        take_on(site.keepings, person)
