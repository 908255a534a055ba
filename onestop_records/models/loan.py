"""Loans (借阅): paper that is out, or read under the archivist's eyes (lifecycle, *Loans and permits*)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.disposal import Move

KINDS = ("reading", "taken")  # in the reading room, or taken along
CONDITIONS = ("intact", "damaged", "incomplete")
OPEN = frozenset({"requested", "approved", "lent"})


class Loan(Persistent):
    """One record asked for by one person. ``due`` is an instant; ``classified`` as it was when lent.

    ``reminded`` names the reminders sent, so that none is sent twice.
    """

    __parent__: Any = None
    state = "requested"
    revision = 1
    approved_by = ""
    lent_by = ""
    lent_at: datetime | None = None
    due: datetime | None = None
    renewals = 0
    returned_at: datetime | None = None
    received_by = ""
    condition = ""
    remarks = ""
    reminded: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    def __init__(self, loan_id: str, record: str, person: str, kind: str, purpose: str, at: datetime) -> None:
        self.id = self.__name__ = loan_id
        self.record = record
        self.person = person
        self.kind = kind
        self.purpose = purpose
        self.requested_at = at

    @property
    def out(self) -> bool:
        """The paper is with the borrower."""
        return self.state == "lent"

    @property
    def open(self) -> bool:
        """Something may still happen to it."""
        return self.state in OPEN

    def overdue(self, now: datetime) -> bool:
        """It should have been back."""
        return self.out and self.due is not None and now >= self.due


class LoanFolder(Persistent):
    """All loans by id, with what is asked often kept apart: what is out, what is open, whose, and of what."""

    __name__ = "loans"
    __parent__: Any = None

    def __init__(self) -> None:
        self._loans = OOBTree()
        self.out = OOBTree()  # record id → id of the loan under which it is out
        self._open = OOTreeSet()  # ids of open loans
        self._people = OOBTree()  # person id → OOTreeSet of ids of their open loans
        self._records = OOBTree()  # record id → OOTreeSet of (requested_at, id) of all its loans

    def __getitem__(self, loan_id: str) -> Loan:
        return self._loans[loan_id]

    def get(self, loan_id: str) -> Loan | None:
        return self._loans.get(loan_id)

    def __len__(self) -> int:
        return len(self._loans)

    def values(self) -> Iterator[Loan]:
        return iter(self._loans.values())

    def add(self, loan: Loan) -> None:
        loan.__parent__ = self
        self._loans[loan.id] = loan
        self._open.insert(loan.id)
        _set(self._people, loan.person).insert(loan.id)
        _set(self._records, loan.record).insert((loan.requested_at, loan.id))

    def opened(self) -> list[Loan]:
        """Those to which something may still happen."""
        return [self._loans[loan_id] for loan_id in self._open]

    def of(self, person_id: str) -> list[Loan]:
        """The open loans of a person."""
        return [self._loans[loan_id] for loan_id in self._people.get(person_id, ())]

    def history(self, record_id: str) -> list[Loan]:
        """Every loan of a record, newest first."""
        found = self._records.get(record_id, ())
        return [self._loans[loan_id] for __, loan_id in reversed(list(found))]

    def lent(self, loan: Loan) -> None:
        """The paper goes out."""
        self.out[loan.record] = loan.id

    def ended(self, loan: Loan) -> None:
        """Nothing more happens to it."""
        if self.out.get(loan.record) == loan.id:
            del self.out[loan.record]
        self._open.remove(loan.id)
        self._people[loan.person].remove(loan.id)

    def passed(self, loan: Loan, receiver: str) -> None:
        """Somebody else answers for it from now on."""
        self._people[loan.person].remove(loan.id)
        loan.person = receiver
        _set(self._people, receiver).insert(loan.id)


def _set(tree: OOBTree, key: str) -> OOTreeSet:
    if key not in tree:
        tree[key] = OOTreeSet()
    return tree[key]
