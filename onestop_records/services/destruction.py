"""The choke point: the one place at which a record ceases, whatever way led here (lifecycle, *Hold*).

Everything that forbids it is asked in the destroying transaction itself, after the gates were read. What
fails leaves the record as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Refused, Violation
from onestop_records.events import Actor, Event, RecordDestroyed, RecordTransferred
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IDestruction, IErasure, IImpediments, INotifier
from onestop_records.models.disposal import Disposal, Row
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.models.tombstone import Tombstone, kept_title
from onestop_records.models.transfer import Transfer
from onestop_records.services.candidates import undue
from onestop_records.services.described import plain
from onestop_records.workflow.disposal import cooled, unopposed
from onestop_records.workflow.duties import proposers, witnessed
from onestop_records.workflow.process import Making

Batch = Disposal | Transfer


@implementer(IDestruction)
class Destruction:
    """Acts in the running transaction."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        actor: Actor,
        notify: Callable[[Event], None],
        impediments: Callable[[Record], list[Violation]],
        erasure: Any,
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.impediments = impediments
        self.erasure = erasure

    def violations(self, record: Record, batch: Batch) -> list[Violation]:
        _read_current(batch)
        row = batch.row_of(record.id)
        if row is None:
            return [Violation("batch", _("This record is not in the batch"))]
        rules = self._destroyable if isinstance(batch, Disposal) else _given_away
        found = [*rules(record, batch, row), *self.impediments(record)]
        for item in self._items(record):
            found += self.impediments(item)
        return list(dict.fromkeys(found))

    def _destroyable(self, record: Record, disposal: Disposal, row: Row) -> Iterator[Violation]:
        making = Making(self.site, self.actor.person, self.clock.now(), self.clock.today())
        if disposal.state != "executing":
            yield Violation("state", _("The batch is not being executed"))
        yield from undue(record, making.today)
        if not row.to_destroy:
            yield Violation("decision", _("Its destruction was not decided, or it was refused"))
        if row.on_paper and row.paper is None:
            yield Violation("paper", _("The witnesses have not marked the paper as destroyed"))
        barred = proposers(disposal) | set(disposal.appraisers)
        if not disposal.approved_by or disposal.approved_by in barred:
            yield Violation(
                "approver", _("It was not approved by somebody who neither proposed nor appraised")
            )
        yield from cooled(disposal, making)
        yield from unopposed(disposal, making)
        yield from witnessed(disposal)

    def destroy(self, record: Record, batch: Batch) -> Tombstone:
        found = self.violations(record, batch)
        if found:
            raise Refused(*found)
        for item in self._items(record):
            self._end(item, batch, batch.row_of(record.id))
        return self._end(record, batch, batch.row_of(record.id))

    def _end(self, record: Record, batch: Batch, row: Any) -> Tombstone:
        tombstone = self._tombstone(record, batch, row)
        self.erasure.erase(record, batch.id)
        before = record.state
        record.title, record.state, record.tombstone = tombstone.title, tombstone.outcome, tombstone
        record.touch(self.actor.person, tombstone.at)
        after = plain(
            {
                "state": record.state,
                "batch": batch.id,
                "digests": tombstone.digests,
                "proposed_by": tombstone.proposed_by,
                "appraised_by": tombstone.appraised_by,
                "approved_by": tombstone.approved_by,
                "witnessed_by": tombstone.witnessed_by,
            }
        )
        event = RecordDestroyed if isinstance(batch, Disposal) else RecordTransferred
        self.notify(event(self.actor, record.id, before={"state": before}, after=after, access=True))
        return tombstone

    def _tombstone(self, record: Record, batch: Batch, row: Row) -> Tombstone:
        versions = [version for component in record.files for version in component.versions]
        secret = record.classification.classified
        disposal = batch if isinstance(batch, Disposal) else None
        return Tombstone(
            outcome="destroyed" if disposal else "transferred",
            batch=batch.id,
            at=self.clock.now(),
            reference_code=record.reference_code or "",
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
            digests=tuple(dict.fromkeys(version.sha256 for version in versions)),
            proposed_by=batch.opened_by,
            appraised_by=tuple(dict.fromkeys(opinion.person for opinion in row.opinions)),
            approved_by=batch.approved_by,
            approved_at=batch.approved_at,
            witnessed_by=tuple(w.person for w in disposal.witnesses) if disposal else (),
            paper=", ".join((row.paper.method, row.paper.time, row.paper.place)) if row.paper else "",
            receiver="" if isinstance(batch, Disposal) else batch.receiver,
        )

    def _items(self, record: Record) -> list[Record]:
        return [self.site.records[item_id] for item_id in record.items]


def _given_away(record: Record, transfer: Transfer, row: Row) -> Iterator[Violation]:
    """A record leaves when the receiver has confirmed what they got (N71)."""
    if transfer.state != "executing":
        yield Violation("state", _("The transfer is not being carried out"))
    if not record.filed:
        yield Violation("state", _("It is not on file"))
    if not transfer.approved_by or transfer.approved_by == transfer.opened_by:
        yield Violation("approver", _("Nobody approves what they proposed"))
    if not all(transfer.receipt):
        yield Violation("receipt", _("The receipt of the archives institution is missing"))
    if record.revision != transfer.packed.get(record.id):
        yield Violation("package", _("It has changed since the package was made"))
    if row.outcome:
        yield Violation("decision", _("It has been taken out of the transfer"))


def _read_current(batch: Batch) -> None:
    """A batch that changes at this moment makes the destruction conflict, not slip through."""
    batch._p_activate()
    if batch._p_jar is not None:
        batch._p_jar.readCurrent(batch)


def factory(context: object, request: Request) -> Destruction:
    return Destruction(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IImpediments),
        request.find_service(IErasure),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IDestruction)
