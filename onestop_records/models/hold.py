"""Holds (处置冻结): what suspends every disposition of the records it covers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.folding import fold
from onestop_records.models.record import Record
from onestop_records.models.search import Question

# How a hold says what it covers.
KINDS = ("records", "volumes", "filter", "enterprise", "case")
# Fields of the description that name an enterprise or a case.
NAMED_BY = {"enterprise": ("enterprise", "applicant"), "case": ("case",)}
# Filters that a record cannot leave by the mere course of things, as it leaves a state or a custodian.
LASTING = ("type", "category", "year", "retention", "classification", "unit")


@dataclass(frozen=True)
class HoldScope:
    """What a hold covers; of ``records``, ``question`` and ``name`` the one that belongs to ``kind``.

    ``records`` are ids of records or of volumes, ``name`` an enterprise or a case as the description has it.
    """

    kind: str
    records: tuple[str, ...] = ()
    question: Question | None = None
    name: str = ""


class Hold(Persistent):
    """Never changed once placed, only lifted: what else must be held gets a hold of its own.

    ``pinned`` are records that the scope covered until their description changed: they stay held.
    """

    __parent__: Any = None
    state = "placed"
    custodian = ""  # who answers for it now, when it has passed from who placed it
    lifted_by = ""
    lifted_at: datetime | None = None
    lift_reason = ""
    lift_mandate = ""

    def __init__(
        self, hold_id: str, title: str, reason: str, mandate: str, scope: HoldScope, by: str, at: datetime
    ) -> None:
        self.id = self.__name__ = hold_id
        self.title = title
        self.reason = reason
        self.mandate = mandate
        self.scope = scope
        self.placed_by = by
        self.placed_at = at
        self.named = OOTreeSet(scope.records)
        self.pinned = OOTreeSet()

    @property
    def standing(self) -> bool:
        """True until it is lifted."""
        return self.state == "placed"

    @property
    def keeper(self) -> str:
        """Id of who answers for it."""
        return self.custodian or self.placed_by

    def names(self, record: Record) -> bool:
        """True when the record is held by name, or was covered once; filters are asked elsewhere."""
        if record.id in self.named or record.id in self.pinned:
            return True
        fields = NAMED_BY.get(self.scope.kind, ())
        return any(fold(str(record.get(field) or "")) == fold(self.scope.name) for field in fields)

    def passes(self, record: Record) -> bool:
        """True when the record passes the filters of the scope, its words left out."""
        question = self.scope.question
        return question is not None and _filtered(record, question.filters) and _dated(record, question)


def _filtered(record: Record, filters: Mapping[str, Iterable[str]]) -> bool:
    return all(_value(record, name) in values for name, values in filters.items() if values)


def _value(record: Record, name: str) -> str:
    return record.classification.code if name == "classification" else str(getattr(record, name))


def _dated(record: Record, question: Question) -> bool:
    """The date may lie in the period asked for: partial dates and none at all do when they could."""
    date = record.date
    if date is None:
        return True
    return (not question.since or date >= question.since[: len(date)]) and (
        not question.until or date[: len(question.until)] <= question.until
    )


class HoldFolder(Persistent):
    """All holds by id, lifted ones too; those that stand are kept apart, for every destruction asks them."""

    __name__ = "holds"
    __parent__: Any = None

    def __init__(self) -> None:
        self._holds = OOBTree()
        self._standing = OOTreeSet()

    def __getitem__(self, hold_id: str) -> Hold:
        return self._holds[hold_id]

    def get(self, hold_id: str) -> Hold | None:
        return self._holds.get(hold_id)

    def __contains__(self, hold_id: str) -> bool:
        return hold_id in self._holds

    def __len__(self) -> int:
        return len(self._holds)

    def values(self) -> Iterator[Hold]:
        return iter(self._holds.values())

    def standing(self) -> list[Hold]:
        """Those in force."""
        return [self._holds[hold_id] for hold_id in self._standing]

    def add(self, hold: Hold) -> None:
        hold.__parent__ = self
        self._holds[hold.id] = hold
        self._standing.insert(hold.id)

    def lifted(self, hold: Hold) -> None:
        """It stands no more."""
        self._standing.remove(hold.id)
