"""What was erased and has still to be purged: every trace of it outside of the store's present state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

# In this order; each may be begun again after a crash.
STEPS = ("erasing", "wanted", "packed", "finished")


class Erased(Persistent):
    """What the erasure of one record took out: for the ledger, and to prove later that it is gone.

    ``oids`` are those of content, text, pictures and reports, which no transaction may hold any more;
    ``record_oid`` is that of the record, whose earlier states may not be held either. ``sizes`` maps the
    SHA-256 of each version to its bytes. No title, no file name.
    """

    def __init__(
        self,
        record: str,
        code: str,
        batch: str,
        at: datetime,
        sizes: Mapping[str, int],
        record_oid: bytes,
        oids: tuple[bytes, ...],
    ) -> None:
        self.record = record
        self.code = code
        self.batch = batch
        self.at = at
        self.sizes = dict(sizes)
        self.record_oid = record_oid
        self.oids = oids

    @property
    def digests(self) -> tuple[str, ...]:
        """SHA-256 of all versions, in order."""
        return tuple(sorted(self.sizes))


class Purge(Persistent):
    """The purge of one batch. ``step`` is the last of ``STEPS`` that was reached; ``findings`` what the last
    structural verification found, plain texts; ``packed_at`` when the store was packed after the erasure."""

    step = STEPS[0]
    packed_at: datetime | None = None
    started = 0  # what ``storage.leftover.started`` said when it was packed
    tried_at: datetime | None = None  # the last verification
    finished_at: datetime | None = None
    findings: tuple[str, ...] = ()

    def __init__(self, batch: str, at: datetime) -> None:
        self.batch = batch
        self.begun_at = at
        self.erased: Any = OOBTree()  # record id → Erased

    @property
    def finished(self) -> bool:
        """Nothing of it is left, and that was proved."""
        return self.step == STEPS[-1]


def open_purges(purges: Any) -> list[Purge]:
    """Those whose erasure is complete and that are not finished."""
    return [purge for purge in purges.values() if purge.step not in (STEPS[0], STEPS[-1])]
