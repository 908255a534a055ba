"""New editions of retention classes come into force, and reach the periods that are running.

The day an edition is in force from, the worker walks through all records once, some in each transaction,
and goes on where it stopped. The objects are asked, not the index. What would end earlier without a
manager's confirmation is left as it is, and the count of it is told.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from onestop_records.events import SYSTEM, Actor, EditionPassed, PeriodChanged
from onestop_records.interfaces import IClock, INotifier
from onestop_records.models.record import Record
from onestop_records.models.retention import RetentionClass, RetentionLine, shorter
from onestop_records.services.retentionvalues import new_due

STEP = 500  # records looked at in one transaction
WORKER = Actor(SYSTEM, "", "worker")


class Editions:
    """One step, in the transaction of ``request``; the caller commits."""

    def __init__(self, request: Any) -> None:
        self.site = request.site
        self.clock = request.find_service(IClock)
        self.notify = request.find_service(INotifier)

    def step(self) -> int:
        """Begin what begins today, or go on; return how much was done."""
        for line in self.site.retention.values():
            if line.reached is not None:
                return self._go_on(line)
            if self._begin(line):
                return 1
        return 0

    def _begin(self, line: RetentionLine) -> bool:
        """The next edition, if its day has come."""
        if line.begun == len(line.editions):
            return False
        edition = line.editions[line.begun]
        if edition.since is None or edition.since > self.clock.today():
            return False
        line.begun += 1
        line.passed = line.kept = 0
        if edition.running:
            line.reached = ""
        else:
            self._tell(line)
        return True

    def _go_on(self, line: RetentionLine) -> int:
        records = list(islice(self.site.records.after(line.reached), STEP))
        for record in self._concerned(records, line):
            self._pass_on(record, line.current, line)
        if records:
            line.reached = records[-1].id
        else:
            line.reached = None
            self._tell(line)
        return max(len(records), 1)

    def _concerned(self, records: list[Record], line: RetentionLine) -> Iterator[Record]:
        """Filed ones of the class; what was filed from that day on has the edition already."""
        for record in records:
            if record.filed and record.retention == line.code and not self._later(record, line.current):
                yield record

    def _later(self, record: Record, edition: RetentionClass) -> bool:
        filed = record.filed_at
        return filed is not None and self.clock.local(filed).date() >= edition.since

    def _pass_on(self, record: Record, edition: RetentionClass, line: RetentionLine) -> None:
        before, after = record.retention_due, new_due(record, edition)
        if after == before:
            return
        if shorter(before, after) and not edition.shortening:
            line.kept += 1
            return
        record.retention_due = after
        record.touch(SYSTEM, self.clock.now())
        line.passed += 1
        self.notify(
            PeriodChanged(
                WORKER,
                record.id,
                reason=f"{line.code} {edition.since}",
                before={"retention_due": _text(before)},
                after={"retention_due": _text(after)},
            )
        )

    def _tell(self, line: RetentionLine) -> None:
        after = {
            "since": _text(line.current.since),
            "records_changed": line.passed,
            "records_kept": line.kept,
        }
        self.notify(EditionPassed(WORKER, f"retention:{line.code}", "settings", after=after))


def _text(day: Any) -> str | None:
    return None if day is None else day.isoformat()
