"""Transfers (移交进馆): records given to an archives institution with package, register and receipt."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from ZODB.blob import Blob

from onestop_records.models.disposal import Move, Row

ENDED = frozenset({"transferred", "cancelled"})


class Transfer(Persistent):
    """Records on their way to ``receiver``. ``package`` is what the receiver gets, its SHA-256 beside it;
    ``receipt`` what they answered: number, day and the name of who signed."""

    __parent__: Any = None
    state = "drafted"
    revision = 1
    approved_by = ""
    approved_at: datetime | None = None
    package: Blob | None = None
    package_sha256 = ""
    package_size = 0
    receipt: tuple[str, str, str] = ("", "", "")
    custodian = ""  # who answers for it now, when it has passed from who opened it
    register = ""  # id of the record that keeps the register for good
    problem = ""  # why the register could not be archived
    moves: tuple[Move, ...] = ()

    def __init__(self, transfer_id: str, title: str, fonds: str, receiver: str) -> None:
        self.id = self.__name__ = transfer_id
        self.title = title
        self.fonds = fonds
        self.receiver = receiver
        self.opened_by = ""
        self.opened_at: datetime | None = None
        self.size = 0
        self._rows = IOBTree()
        self._places = OIBTree()
        self.todo = IITreeSet()
        self.packed = OIBTree()  # record id → its revision when the package was made

    def add(self, row: Row) -> None:
        """Put a row at its sequence number."""
        self._rows[row.sequence] = row
        self._places[row.record] = row.sequence

    def change(self, row: Row) -> None:
        """Put a row in place of the one with its number."""
        self._rows[row.sequence] = row

    def row_of(self, record_id: str) -> Row | None:
        """The row of a record, None when it is not in the transfer."""
        sequence = self._places.get(record_id)
        return None if sequence is None else self._rows[sequence]

    def row(self, sequence: int) -> Row:
        """The row with this number; raises KeyError."""
        return self._rows[sequence]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows in order, those with a number above ``after``."""
        return iter(self._rows.values(after + 1))

    @property
    def keeper(self) -> str:
        """Id of the archivist who answers for it."""
        return self.custodian or self.opened_by

    @property
    def ended(self) -> bool:
        """Nothing more happens to it."""
        return self.state in ENDED

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((m for m in reversed(self.moves) if m.name == name), None)


class TransferFolder(Persistent):
    """All transfers by id."""

    __name__ = "transfers"
    __parent__: Any = None

    def __init__(self) -> None:
        self._transfers = OOBTree()
        self.active = OOTreeSet()  # ids of those that have not ended

    def __getitem__(self, transfer_id: str) -> Transfer:
        return self._transfers[transfer_id]

    def get(self, transfer_id: str) -> Transfer | None:
        return self._transfers.get(transfer_id)

    def values(self) -> Iterator[Transfer]:
        return iter(self._transfers.values())

    def add(self, transfer: Transfer) -> None:
        transfer.__parent__ = self
        self._transfers[transfer.id] = transfer
        self.active.insert(transfer.id)
