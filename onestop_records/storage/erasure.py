"""Erasing: every reference to a record's content leaves the store's present state (lifecycle, step 7).

What was there is then garbage, and the purge makes it gone. Called inside the destroying transaction by
``services.destruction`` alone, and by a restore that applies the ledger of destructions.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IClock, IErasure
from onestop_records.models.component import Version
from onestop_records.models.purge import Erased, Purge
from onestop_records.models.record import Record
from onestop_records.models.site import Site


@implementer(IErasure)
class Erasure:
    """Acts in the running transaction."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def erase(self, record: Record, batch: str) -> Erased:
        """See IErasure."""
        versions = [version for component in record.files for version in component.versions]
        sizes = {version.sha256: version.size for version in versions}
        gone = [*self._blobs(versions), *self._forget(record, sizes), *self._reports(record)]
        now = self.clock.now()
        erased = Erased(
            record.id,
            record.reference_code or "",
            batch,
            now,
            sizes,
            record._p_oid or b"",
            tuple(oid for oid in gone if oid),
        )
        empty(record)
        purge_of(self.site, batch, now).erased[record.id] = erased
        return erased

    def _blobs(self, versions: list[Version]) -> Iterator[bytes | None]:
        return (version.blob._p_oid for version in versions)

    def _forget(self, record: Record, digests: Iterable[str]) -> Iterator[bytes | None]:
        """Out of the register of digests; what was derived goes with the last record that has the bytes."""
        for digest in digests:
            holders = self.site.digests.get(digest, ())
            if record.id in holders:
                holders.remove(record.id)
            if holders:
                continue
            self.site.digests.pop(digest, None)
            rendition = self.site.renditions.pop(digest, None)
            if rendition is not None:
                yield rendition._p_oid
                yield from (picture._p_oid for picture in rendition.pictures.values())

    def _reports(self, record: Record) -> Iterator[bytes | None]:
        """Reports quote names of files."""
        return (report._p_oid for report in self.site.reports.pop(record.id, ()))


def empty(record: Record) -> None:
    """Leave what a tombstone may say: codes, dates, class, custody, who may know of it (ids)."""
    record.files = ()
    record.description = {}
    record.creator = ""
    record.place = {}


def purge_of(site: Site, batch: str, at: datetime) -> Purge:
    """The purge of a batch, begun with the first record erased."""
    purge: Any = site.purges.get(batch)
    if purge is None:
        purge = site.purges[batch] = Purge(batch, at)
    return purge


def erasure_factory(context: object, request: Request) -> Erasure:
    return Erasure(request.site, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    """Register erasure."""
    config.register_service_factory(erasure_factory, IErasure)
