"""After a restore: what the ledger calls destroyed is destroyed again, whatever the older state says of it.

A destruction was lawful once; a hold or a batch of the older state does not bring the record back. This is
the one caller of the erasure beside the choke point.
"""

from collections.abc import Iterable
from typing import Any

from onestop_records.clock import Clock
from onestop_records.events import Actor, RecordDestroyed, RecordTransferred
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.models.tombstone import Tombstone, kept_title
from onestop_records.storage.destroyed import DESTROYED, Destroyed

STEP = 100  # records in one transaction


class Reapplying:
    """Acts in the running transaction; call ``step`` and commit until it returns 0."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notify: Any, erasure: Any, batch: str) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.batch = batch
        self.erasure = erasure

    def step(self, entries: Iterable[Destroyed], most: int = STEP) -> int:
        """Destroy up to ``most`` of the records that are there; return how many."""
        done = 0
        for entry in entries:
            record = self.site.records.get(entry.record)
            if record is None or record.tombstone is not None:
                continue
            self._again(record, entry)
            done += 1
            if done == most:
                break
        return done

    def _again(self, record: Record, entry: Destroyed) -> None:
        tombstone = self._tombstone(record, entry)
        self.erasure.erase(record, self.batch)
        before = record.state
        record.title, record.state, record.tombstone = tombstone.title, tombstone.outcome, tombstone
        record.touch(self.actor.person, self.clock.now())
        after = {"state": record.state, "batch": entry.batch, "digests": list(entry.digests)}
        event = RecordDestroyed if entry.outcome == DESTROYED else RecordTransferred
        self.notify(event(self.actor, record.id, before={"state": before}, after=after, access=True))

    def _tombstone(self, record: Record, entry: Destroyed) -> Tombstone:
        """Who decided stands in the register of the batch, which the older state may not have."""
        secret = record.classification.classified
        return Tombstone(
            outcome=entry.outcome,
            batch=entry.batch,
            at=entry.instant,
            reference_code=record.reference_code or entry.code,
            title=kept_title(record),
            date=str(record.date),
            year=record.year,
            creator="" if secret else record.creator,
            category=record.category,
            unit=record.unit,
            retention=record.retention,
            starts=record.retention_starts,
            due=record.retention_due,
            classification=record.classification.code,
            document_number="" if secret else str(record.get("document_number") or ""),
            pages=int(record.get("pages") or 0),
            digests=entry.digests,
            proposed_by="",
        )
