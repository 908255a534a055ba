"""The ledger of destructions: outside of the store, only ever appended to, each line chained to the last.

A restored backup knows nothing of what was destroyed after it; this file does. A line is canonical JSON:
``number`` (from 1), ``record``, ``code``, ``digests``, ``batch``, ``at`` and ``previous``, the SHA-256 of the
line before; ``outcome`` where it is another than ``destroyed``. No title, no file name.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from onestop_records.models.entry import START, canonical, digest
from onestop_records.models.purge import Erased

FILE = "destroyed.jsonl"
DESTROYED = "destroyed"


class LedgerBroken(ValueError):
    """The ledger was cut, changed or mixed up; the message names the line."""


@dataclass(frozen=True)
class Destroyed:
    """A line: a record whose content is gone. ``at`` is ISO 8601 in UTC."""

    number: int
    record: str
    code: str
    digests: tuple[str, ...]
    batch: str
    at: str
    previous: str
    outcome: str = DESTROYED

    @property
    def instant(self) -> datetime:
        """When, as an aware datetime in UTC."""
        return datetime.fromisoformat(self.at)

    def line(self) -> bytes:
        """Its canonical JSON, without the end of the line."""
        values = asdict(self)
        if self.outcome == DESTROYED:
            del values["outcome"]
        return canonical(values)


class DestructionLedger:
    """The file at ``path``; one process appends."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Destroyed]:
        """All lines in order; a last one that a crash cut off is passed over. Raises LedgerBroken."""
        return list(self._lines().values())

    def _lines(self) -> dict[bytes, Destroyed]:
        content = self.path.read_bytes() if self.path.exists() else b""
        found: dict[bytes, Destroyed] = {}
        previous = START
        for number, line in enumerate(content.split(b"\n")[:-1], 1):
            try:
                values = json.loads(line)
                entry = Destroyed(**{**values, "digests": tuple(values["digests"])})
            except (ValueError, TypeError, KeyError) as error:
                raise LedgerBroken(f"line {number} of {self.path} cannot be read") from error
            if (entry.number, entry.previous) != (number, previous) or entry.line() != line:
                raise LedgerBroken(f"line {number} of {self.path} does not follow the line before it")
            found[line] = entry
            previous = digest(line)
        return found

    def append(self, erased: Iterable[Erased], outcome: str = DESTROYED) -> int:
        """Note what is not noted yet, durably; return how many. Raises LedgerBroken.

        ``outcome`` is that of the tombstones: ``destroyed`` or ``transferred``.
        """
        new = [
            Destroyed(
                0,
                one.record,
                one.code,
                one.digests,
                one.batch,
                one.at.isoformat(timespec="seconds"),
                "",
                outcome,
            )
            for one in sorted(erased, key=lambda one: (one.at, one.record))
        ]
        return self.adopt(new)

    def adopt(self, entries: Iterable[Destroyed]) -> int:
        """Note those of another ledger that are not noted here yet, under numbers of this one."""
        lines = self._lines()
        known = {entry.record for entry in lines.values()}
        new: list[bytes] = []
        previous = digest(next(reversed(lines))) if lines else START
        for entry in entries:
            if entry.record in known:
                continue
            known.add(entry.record)
            number = len(lines) + len(new) + 1
            new.append(replace(entry, number=number, previous=previous).line())
            previous = digest(new[-1])
        if new:
            self._write(b"".join(line + b"\n" for line in lines), b"".join(line + b"\n" for line in new))
        return len(new)

    def _write(self, whole: bytes, new: bytes) -> None:
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.seek(len(whole))
            file.truncate()  # what a crash cut off
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
