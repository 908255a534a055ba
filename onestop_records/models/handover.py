"""Custody handovers (档案移交): what one person answers for is listed, checked, signed for and passes (N71).

Rows stand compactly in a BTree by sequence number. What a row says of its record is what the list is narrowed
by; code, title and the rest are asked of the record itself until the register is kept for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.disposal import Move
from onestop_records.models.person import Person

LEAVING, POST, MERGER, RETURN = "leaving", "post", "merger", "return"
REASONS = (LEAVING, POST, MERGER, RETURN)  # why it is opened; the account closes after the first alone
RECORD = "record"  # the kind of duty that passes with a keeping, all others one by one
PRESENT, MISSING, DAMAGED = "present", "missing", "damaged"
FINDINGS = (PRESENT, MISSING, DAMAGED)
ITEM, GROUP, SAMPLE, CODE = "item", "group", "sample", "code"  # how a row was checked
AS_IS, AGAIN = "as-is", "again"  # what a manager decides on a discrepancy
DECISIONS = (AS_IS, AGAIN)
GIVER, RECEIVER, SUPERVISOR = "giver", "receiver", "supervisor"  # 移交人, 接收人, 监交人
PASSED, SETTLED, DROPPED = "passed", "settled", "dropped"  # what became of a row
ENDED = frozenset({"passed", "cancelled"})


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One thing. ``receiver`` is a number in ``Handover.receivers``, from 1; 0 while it is nobody's.

    ``id`` is that of the duty of this ``kind``; ``record`` the record it concerns, if any; ``title`` and
    ``address`` are kept for what is no record. ``outcome`` is ``dropped`` for what stays with the giver; what
    became of all others ``Handover.outcome`` tells, so that the last signature need not write them.
    """

    sequence: int
    kind: str
    id: str
    record: str = ""
    title: str = ""
    address: str = ""
    category: str = ""
    year: int = 0
    carrier: str = ""
    place: str = ""
    added: bool = False  # came after the list was opened
    receiver: int = 0
    finding: str = ""
    method: str = ""
    note: str = ""
    checked_by: str = ""
    checked_at: datetime | None = None
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    decision_note: str = ""
    outcome: str = ""

    @property
    def open(self) -> bool:
        """Still on the list."""
        return self.outcome != DROPPED

    @property
    def discrepancy(self) -> bool:
        """Missing or damaged, and no manager has decided yet."""
        return self.finding in (MISSING, DAMAGED) and not self.decision


@dataclass(frozen=True)
class Receiver:
    """Who takes a share over, and the keeping in which the giver puts it aside for them."""

    person: str
    keeping: str


@dataclass(frozen=True)
class Signature:
    """``part`` is one of ``giver``, ``receiver``, ``supervisor``; ``person`` who signed.

    ``stands_for`` names the giver when a manager signs in their place; ``recorded_by`` who brought in the
    paper on which it was given; ``day`` the one on the paper. ``acknowledged``: the giver knows that the duty
    of confidence goes on.
    """

    part: str
    person: str
    at: datetime
    stands_for: str = ""
    acknowledged: bool = False
    recorded_by: str = ""
    day: date | None = None


class Handover(Persistent):
    """One handover. ``todo`` are rows whose record waits to be moved into its receiver's keeping.

    ``disputed`` are those that wait for a manager, ``taking`` the numbers of the receivers to whom a closed
    list gives anything.

    Every act of people raises ``revision``, and so meets whatever else happens to the handover at once.
    """

    __parent__: Any = None
    state = "checking"
    revision = 1
    stand_in = ""  # the manager who stands in for a giver who cannot come
    register = ""  # id of the record that keeps the register for good
    problem = ""  # why the register could not be archived
    earlier = ""  # the handover by which the things came that are now given back
    receivers: tuple[Receiver, ...] = ()
    taking: tuple[int, ...] = ()
    signatures: tuple[Signature, ...] = ()
    moves: tuple[Move, ...] = ()
    scan: Any = None  # models.component.Received: the printed register with its signatures
    settled: Any = None  # set of the sequence numbers of what was the giver's no more at the end
    ended_at: datetime | None = None

    def __init__(
        self, handover_id: str, giver: str, reason: str, until: date | None, by: str, at: datetime
    ) -> None:
        self.id = self.__name__ = handover_id
        self.giver = giver
        self.reason = reason
        self.until = until
        self.opened_by = by
        self.opened_at = at
        self.size = 0  # rows ever given a number
        self._rows = IOBTree()
        self._places = OIBTree()
        self.todo = IITreeSet()
        self.disputed = IITreeSet()

    @property
    def closing(self) -> bool:
        """The giver's account closes with the last signature."""
        return self.reason == LEAVING

    @property
    def ended(self) -> bool:
        """Nothing more happens to it."""
        return self.state in ENDED

    def add(self, row: HandoverRow) -> None:
        """Put a row behind the others."""
        self._rows[row.sequence] = row
        self._places[key(row.kind, row.id)] = row.sequence
        self.size = max(self.size, row.sequence)

    def change(self, row: HandoverRow) -> None:
        """Put a row in place of the one with its number."""
        self._rows[row.sequence] = row
        if row.open and row.discrepancy:
            self.disputed.insert(row.sequence)
        elif row.sequence in self.disputed:
            self.disputed.remove(row.sequence)

    def row(self, sequence: int) -> HandoverRow:
        """The row with this number; raises KeyError."""
        return self._rows[sequence]

    def row_of(self, kind: str, duty_id: str) -> HandoverRow | None:
        """The row of a duty, None when it is not on the list."""
        sequence = self._places.get(key(kind, duty_id))
        return None if sequence is None else self._rows[sequence]

    def beginning(self, kind: str, start: str) -> list[HandoverRow]:
        """The rows of a kind whose id begins so."""
        first = key(kind, start)
        found = takewhile(lambda pair: pair[0].startswith(first), self._places.items(first))
        return [self._rows[sequence] for _key, sequence in found]

    def rows(self, after: int = 0) -> Iterator[HandoverRow]:
        """The rows in order, those with a number above ``after``."""
        return iter(self._rows.values(after + 1))

    def outcome(self, row: HandoverRow) -> str:
        """What became of a row: ``passed``, ``settled`` (filed or done before), ``dropped``, or empty."""
        if row.outcome or self.state != PASSED:
            return row.outcome
        return SETTLED if row.sequence in self.settled else PASSED

    def number(self, person: str) -> int:
        """The number of a receiver, 0 for who is none."""
        people = [receiver.person for receiver in self.receivers]
        return people.index(person) + 1 if person in people else 0

    def receiver(self, row: HandoverRow) -> Receiver | None:
        """Who takes a row over, None while it is nobody's."""
        return self.receivers[row.receiver - 1] if row.receiver else None

    def signature(self, part: str, person: str = "") -> Signature | None:
        """The signature of a part, of this person when there may be several."""
        return next((s for s in self.signatures if s.part == part and person in ("", s.person)), None)

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((move for move in reversed(self.moves) if move.name == name), None)


def concerned(handover: Handover, giver: Person) -> frozenset[str]:
    """The principals who may know of a handover: its people, heads of the giver's units, the archive."""
    people = (handover.giver, *(receiver.person for receiver in handover.receivers))
    found = {f"person:{person}" for person in people}
    found.update(f"head:{post.unit}" for post in giver.appointments)
    return frozenset(found | {"role:archivist", "role:manager"})


def key(kind: str, duty_id: str) -> str:
    """What a duty is found by."""
    return f"{kind} {duty_id}"


class HandoverFolder(Persistent):
    """All handovers by id. ``giving`` tells the open one of a person, of whom there is never a second;
    ``expected`` are people of whose posts an end was entered and whose handover the worker opens."""

    __name__ = "handovers"
    __parent__: Any = None

    def __init__(self) -> None:
        self._handovers = OOBTree()
        self.active = OOTreeSet()  # ids of those that have not ended
        self.unarchived = OOTreeSet()  # ids of passed ones whose register is not archived yet
        self.giving = OOBTree()  # person id → handover id
        self.expected = OOBTree()  # person id → (last day in the post, day from which it is opened)

    def __getitem__(self, handover_id: str) -> Handover:
        return self._handovers[handover_id]

    def get(self, handover_id: str) -> Handover | None:
        return self._handovers.get(handover_id)

    def __len__(self) -> int:
        return len(self._handovers)

    def values(self) -> Iterator[Handover]:
        return iter(self._handovers.values())

    def of(self, person_id: str) -> Handover | None:
        """The open handover in which this person gives, or None."""
        found = self.giving.get(person_id)
        return None if found is None else self._handovers[found]

    def add(self, handover: Handover) -> None:
        handover.__parent__ = self
        self._handovers[handover.id] = handover
        self.active.insert(handover.id)
        self.giving[handover.giver] = handover.id

    def end(self, handover: Handover, at: datetime) -> None:
        """Nothing more happens to it; another may be opened for the giver."""
        handover.ended_at = at
        self.active.remove(handover.id)
        del self.giving[handover.giver]
