"""Transfers (移交进馆): records given to an archives institution with package, register and receipt."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
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
    register = ""  # id of the record that keeps the register for good
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
        self.todo = IITreeSet()

    def add(self, row: Row) -> None:
        """Put a row at its sequence number, or in place of the one there."""
        self._rows[row.sequence] = row

    change = add

    def row(self, sequence: int) -> Row:
        """The row with this number; raises KeyError."""
        return self._rows[sequence]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows in order, those with a number above ``after``."""
        return iter(self._rows.values(after + 1))

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

    def __getitem__(self, transfer_id: str) -> Transfer:
        return self._transfers[transfer_id]

    def get(self, transfer_id: str) -> Transfer | None:
        return self._transfers.get(transfer_id)

    def values(self) -> Iterator[Transfer]:
        return iter(self._transfers.values())

    def add(self, transfer: Transfer) -> None:
        transfer.__parent__ = self
        self._transfers[transfer.id] = transfer
