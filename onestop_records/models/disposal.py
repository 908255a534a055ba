"""Disposals (处置批次): due records appraised together, approved, witnessed and destroyed (N70).

The rows of a batch stand compactly in a BTree by sequence number, so that ten thousand of them are appraised
in one act and a page reads only what it shows. What a row says of its record is what the batch is narrowed
by; title and code are asked of the record, or of its tombstone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.component import Received

DECISIONS = ("destroy", "extend", "permanent", "transfer")
ARCHIVE, BUSINESS = "archive", "unit"  # the two sides of a group of appraisal, and of the witnesses
GENERAL, ACCOUNTING = "general", "accounting"  # whose columns and signatories the register has
ACCOUNTS = "KU"  # the category of accounting records
ENDED = frozenset({"destroyed", "settled", "rejected", "cancelled"})
APPROVED = frozenset({"approved", "executing", "purging", "destroyed", "settled"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one member of the group says of a row; ``until`` is the new due day of what is extended."""

    person: str
    side: str
    decision: str
    until: date | None
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperMark:
    """How the witnesses had the paper destroyed: method, when (a text as they give it) and where."""

    method: str
    time: str
    place: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the batch.

    ``outcome`` is empty until something became of it: ``destroyed``, ``extended``, ``permanent``,
    ``transfer`` (decided, to be given away), ``refused`` (by the approver), ``withdrawn`` (after an
    objection), ``held`` or ``failed``; ``note`` says why.
    """

    sequence: int
    record: str
    category: str
    year: int
    retention: str
    carrier: str
    opinions: tuple[Opinion, ...] = ()
    refused: str = ""
    outcome: str = ""
    note: str = ""
    at: datetime | None = None
    paper: PaperMark | None = None

    @property
    def complete(self) -> bool:
        """Two different people gave an opinion, one of the archive and one of the business unit."""
        sides = {opinion.side for opinion in self.opinions}
        return len({opinion.person for opinion in self.opinions}) > 1 and {ARCHIVE, BUSINESS} <= sides

    @property
    def agreed(self) -> Opinion | None:
        """The opinion that all share, the newest of them; None while they differ or too few gave one."""
        shared = {(opinion.decision, opinion.until) for opinion in self.opinions}
        return max(self.opinions, key=lambda o: o.at) if self.complete and len(shared) == 1 else None

    @property
    def decision(self) -> str:
        """What the group decided, empty while it has not."""
        agreed = self.agreed
        return agreed.decision if agreed else ""

    @property
    def to_destroy(self) -> bool:
        """Decided to be destroyed, and nothing stood against it so far."""
        return not self.refused and not self.outcome and self.decision == "destroy"

    @property
    def on_paper(self) -> bool:
        """There is paper that people destroy."""
        return self.carrier != "electronic"

    def with_opinion(self, opinion: Opinion) -> "Row":
        """The row with a member's opinion in place of an earlier one."""
        others = tuple(o for o in self.opinions if o.person != opinion.person)
        return replace(self, opinions=(*others, opinion))


@dataclass(frozen=True)
class Objection:
    """Somebody concerned asks that a record, or (empty) the batch, be kept; ``settled`` by a manager."""

    number: int
    person: str
    record: str
    reason: str
    at: datetime
    settled_by: str = ""
    settled_at: datetime | None = None
    upheld: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Witness:
    """监销人: checked the register against the records before, and signed after."""

    person: str
    side: str
    checked_at: datetime
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Move:
    """A step of the batch: which, by whom, when and why."""

    name: str
    person: str
    at: datetime
    reason: str = ""


class Disposal(Persistent):
    """A batch. Three sets of sequence numbers: ``destroyable`` are approved to be destroyed, ``todo`` wait
    for the worker, ``unmarked`` until the witnesses have marked the paper. Acts of people raise ``revision``.
    """

    __parent__: Any = None
    state = "drafted"
    revision = 1
    approved_by = ""
    approved_at: datetime | None = None
    cooling_until: datetime | None = None
    destroyed_at: datetime | None = None
    custodian = ""  # who answers for it now, when it has passed from who opened it
    deputed: Mapping[str, str] = {}  # member of the group or witness who has gone → who answers instead
    register = ""  # id of the record that keeps the register for good
    holds_seen = (-1, 0)  # changes of the gate of holds, and up to which row they were compared with it
    problem = ""  # why the register could not be archived
    scans: tuple[Received, ...] = ()  # of what was signed on paper
    witnesses: tuple[Witness, ...] = ()
    objections: tuple[Objection, ...] = ()
    moves: tuple[Move, ...] = ()
    appraisers: tuple[str, ...] = ()
    lacking = frozenset({ARCHIVE, BUSINESS})  # sides without an opinion on every row, for the desk

    def __init__(self, disposal_id: str, title: str, fonds: str, unit: str, form: str) -> None:
        self.id = self.__name__ = disposal_id
        self.title = title
        self.fonds = fonds
        self.unit = unit
        self.form = form
        self.opened_by = ""
        self.opened_at: datetime | None = None
        self.size = 0
        self._rows = IOBTree()
        self._places = OIBTree()
        self.destroyable = IITreeSet()
        self.todo = IITreeSet()
        self.unmarked = IITreeSet()

    def add(self, row: Row) -> None:
        """Put a row at its sequence number."""
        self._rows[row.sequence] = row
        self._places[row.record] = row.sequence

    def change(self, row: Row) -> None:
        """Put a row in place of the one with its number."""
        self._rows[row.sequence] = row

    def drop(self, row: Row) -> None:
        """Take a row out of a batch that is not appraised yet."""
        del self._rows[row.sequence]
        del self._places[row.record]

    def row(self, sequence: int) -> Row:
        """The row with this number; raises KeyError."""
        return self._rows[sequence]

    def row_of(self, record_id: str) -> Row | None:
        """The row of a record, None when it is not in the batch."""
        sequence = self._places.get(record_id)
        return None if sequence is None else self._rows[sequence]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows in order, those with a number above ``after``."""
        return iter(self._rows.values(after + 1))

    def note_lacking(self) -> None:
        """Find out which sides have not given an opinion on every row; reads all rows."""
        found: set[str] = set()
        for row in self.rows():
            found |= {ARCHIVE, BUSINESS} - {opinion.side for opinion in row.opinions}
            if len(found) == 2:
                break
        self.lacking = frozenset(found)

    @property
    def ended(self) -> bool:
        """Nothing more happens to it."""
        return self.state in ENDED

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Those that no manager has settled."""
        return tuple(o for o in self.objections if not o.settled_by)

    def witness(self, person: str) -> Witness | None:
        """This person as a witness, or None."""
        return next((w for w in self.witnesses if w.person == person), None)

    @property
    def keeper(self) -> str:
        """Id of the archivist who answers for it."""
        return self.custodian or self.opened_by

    def answering(self, person: str) -> str:
        """Who answers now for what this person took part in."""
        while person in self.deputed:
            person = self.deputed[person]
        return person

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((m for m in reversed(self.moves) if m.name == name), None)


class DisposalFolder(Persistent):
    """All disposals by id; ``disposing`` tells which open batch a record is in."""

    __name__ = "disposals"
    __parent__: Any = None

    def __init__(self) -> None:
        self._disposals = OOBTree()
        self.active = OOTreeSet()  # ids of those in which something may still happen
        self.disposing = OOBTree()  # record id → id of the batch, until something became of the row

    def __getitem__(self, disposal_id: str) -> Disposal:
        return self._disposals[disposal_id]

    def get(self, disposal_id: str) -> Disposal | None:
        return self._disposals.get(disposal_id)

    def values(self) -> Iterator[Disposal]:
        return iter(self._disposals.values())

    def add(self, disposal: Disposal) -> None:
        disposal.__parent__ = self
        self._disposals[disposal.id] = disposal
        self.active.insert(disposal.id)
