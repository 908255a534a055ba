"""Permits (查阅许可) and assistance (协查): records opened to one person, for a purpose and a term (C12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.disposal import Move

VIEW, DOWNLOAD, PRINT, EXCERPT, CARRY = "view", "download", "print", "excerpt", "carry"
USES = (VIEW, DOWNLOAD, PRINT, EXCERPT, CARRY)
COPYING = (DOWNLOAD, PRINT, EXCERPT, CARRY)  # what leaves work material in somebody's hands
WAITING = frozenset({"sought", "requested"})


@dataclass(frozen=True)
class Copy:
    """Work material that a permit brought into the world: a copy, a print, an excerpt, a thing carried out.

    ``settled`` is empty while it is with ``holder``, then ``handed-back`` or ``destroyed`` (``how`` tells).
    """

    number: int
    use: str
    record: str
    what: str
    holder: str
    at: datetime
    settled: str = ""
    settled_at: datetime | None = None
    settled_by: str = ""
    how: str = ""


class Permit(Persistent):
    """Opens ``records`` (with the items of volumes) to ``person`` from the grant until ``until``.

    ``grades`` maps each record to the highest grade that was approved: when a record is classified higher
    later, the permit opens it no more. ``seeking`` is what a reader asked the archivist to look for.
    """

    __parent__: Any = None
    state = "requested"
    revision = 1
    grades: Mapping[str, int] = {}
    since: datetime | None = None
    ended_at: datetime | None = None
    approved_by = ""
    effect = ""  # what came of it, as the person says when they finish (利用效果)
    copies: tuple[Copy, ...] = ()
    handback_due: datetime | None = None
    reminded: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    def __init__(
        self,
        permit_id: str,
        person: str,
        purpose: str,
        scope: tuple[str, ...],
        until: datetime,
        at: datetime,
        records: tuple[str, ...] = (),
        seeking: str = "",
    ) -> None:
        self.id = self.__name__ = permit_id
        self.person = person
        self.purpose = purpose
        self.scope = scope
        self.until = until
        self.requested_at = at
        self.records = records
        self.seeking = seeking
        if seeking:
            self.state = "sought"

    def in_force(self, now: datetime) -> bool:
        """Granted, begun and not over at this instant, whatever the worker has noted so far."""
        return self.state == "granted" and self.since is not None and self.since <= now < self.until

    @property
    def material(self) -> tuple[Copy, ...]:
        """What has not been handed back or destroyed."""
        return tuple(copy for copy in self.copies if not copy.settled)

    @property
    def answering(self) -> frozenset[str]:
        """Who answers for it now: its person until it is over, then whoever has work material."""
        own = {self.person} if self.state in WAITING or self.state == "granted" else set()
        return frozenset(own | {copy.holder for copy in self.material})

    @property
    def open(self) -> bool:
        """Something may still happen to it."""
        return bool(self.answering)


class PermitFolder(Persistent):
    """All permits by id; kept apart per person are those that may be in force, and those still open."""

    __name__ = "permits"
    __parent__: Any = None

    def __init__(self) -> None:
        self._permits = OOBTree()
        self._granted = OOBTree()  # person id → OOTreeSet of ids
        self._open = OOBTree()  # id of who answers for it → OOTreeSet of ids
        self._people = OOBTree()  # person id → OOTreeSet of (requested_at, id)
        self._records = OOBTree()  # record id → OOTreeSet of (granted since, id)
        self._active = OOTreeSet()  # ids of open ones, whosever

    def __getitem__(self, permit_id: str) -> Permit:
        return self._permits[permit_id]

    def get(self, permit_id: str) -> Permit | None:
        return self._permits.get(permit_id)

    def __len__(self) -> int:
        return len(self._permits)

    def values(self) -> Iterator[Permit]:
        return iter(self._permits.values())

    def add(self, permit: Permit) -> None:
        permit.__parent__ = self
        self._permits[permit.id] = permit
        _set(self._people, permit.person).insert((permit.requested_at, permit.id))
        self.note(permit)

    def note(self, permit: Permit) -> None:
        """Put it where its state belongs; called after each of its acts."""
        _keep(_set(self._granted, permit.person), permit.id, permit.state == "granted")
        holders, answering = {copy.holder for copy in permit.copies}, permit.answering
        for person in {permit.person, *holders}:
            _keep(_set(self._open, person), permit.id, person in answering)
        _keep(self._active, permit.id, permit.open)
        if permit.state == "granted":
            for record_id in permit.records:
                _set(self._records, record_id).insert((permit.since, permit.id))

    def granted(self, person_id: str) -> list[Permit]:
        """Those of a person that may be in force: the instant is asked of each."""
        return [self._permits[permit_id] for permit_id in self._granted.get(person_id, ())]

    def opened(self) -> list[Permit]:
        """Those to which something may still happen."""
        return [self._permits[permit_id] for permit_id in self._active]

    def of(self, person_id: str) -> list[Permit]:
        """Every permit of a person, newest first."""
        return [self._permits[permit_id] for __, permit_id in reversed(list(self._people.get(person_id, ())))]

    def was_open(self, person_id: str, record_id: str, now: datetime) -> bool:
        """A permit opened this record to the person, and is over."""
        return any(
            permit.since is not None and record_id in permit.grades and not permit.in_force(now)
            for permit in self.of(person_id)
        )

    def open_of(self, person_id: str) -> list[Permit]:
        """Those that a person answers for."""
        return [self._permits[permit_id] for permit_id in self._open.get(person_id, ())]

    def of_record(self, record_id: str) -> list[Permit]:
        """Every permit that opened a record, newest first."""
        return [
            self._permits[permit_id] for __, permit_id in reversed(list(self._records.get(record_id, ())))
        ]


def _set(tree: OOBTree, key: str) -> OOTreeSet:
    if key not in tree:
        tree[key] = OOTreeSet()
    return tree[key]


def _keep(kept: OOTreeSet, permit_id: str, wanted: bool) -> None:
    if wanted and permit_id not in kept:
        kept.insert(permit_id)
    elif not wanted and permit_id in kept:
        kept.remove(permit_id)
