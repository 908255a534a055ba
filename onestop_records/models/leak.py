"""Leak reports (C12 3.4.12): whoever finds that a secret has leaked, or may leak, reports it at once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.disposal import Move


class Leak(Persistent):
    """``what`` happened, ``measures`` taken at once; ``records`` as far as the reporter could name them."""

    __parent__: Any = None
    state = "reported"
    revision = 1
    conclusion = ""
    moves: tuple[Move, ...] = ()

    def __init__(
        self, leak_id: str, person: str, what: str, measures: str, records: tuple[str, ...], at: datetime
    ) -> None:
        self.id = self.__name__ = leak_id
        self.person = person
        self.what = what
        self.measures = measures
        self.records = records
        self.reported_at = at


class LeakFolder(Persistent):
    """All reports by id; those not closed are kept apart."""

    __name__ = "leaks"
    __parent__: Any = None

    def __init__(self) -> None:
        self._leaks = OOBTree()
        self._open = OOTreeSet()

    def __getitem__(self, leak_id: str) -> Leak:
        return self._leaks[leak_id]

    def get(self, leak_id: str) -> Leak | None:
        return self._leaks.get(leak_id)

    def values(self) -> Iterator[Leak]:
        return iter(self._leaks.values())

    def add(self, leak: Leak) -> None:
        leak.__parent__ = self
        self._leaks[leak.id] = leak
        self._open.insert(leak.id)

    def opened(self) -> list[Leak]:
        """Those that are not closed."""
        return [self._leaks[leak_id] for leak_id in self._open]

    def closed(self, leak: Leak) -> None:
        """It is dealt with."""
        self._open.remove(leak.id)
