"""The structural verification: nothing of what was destroyed is left (lifecycle, *Destroyed means gone*).

No destroyed object in any transaction, no blob with a destroyed digest unless a living record has it, no
index document, no left-over file. It reads; it changes nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from onestop_records.errors import Damaged
from onestop_records.interfaces import ICatalog, IFullText, ISettings
from onestop_records.models.purge import Erased
from onestop_records.models.record import Record
from onestop_records.settings import Settings
from onestop_records.storage import leftover
from onestop_records.storage.history import History, lasting, look_through
from onestop_records.storage.location import embedded


class Traces:
    """Looks for what ``erased`` names."""

    def __init__(self, request: Any, erased: Iterable[Erased]) -> None:
        self.site = request.site
        self.settings: Settings = request.find_service(ISettings)
        self.catalog = request.find_service(ICatalog)
        self.fulltext = request.find_service(IFullText)
        self.erased = list(erased)

    def found(self) -> Iterator[str]:
        """Everything that is left, in words."""
        yield from self._present()
        yield from self._indexed()
        if lasting(self.settings):
            yield from self._stored()

    def _present(self) -> Iterator[str]:
        for one in self.erased:
            record = self.site.records.get(one.record)
            if record is not None and (record.files or record.description):
                yield f"{one.record}: the record has content"
            for digest in one.digests:
                if digest in self.site.renditions and not self._living(digest):
                    yield f"{one.record}: text or pictures of {digest[:12]} are kept"

    def _living(self, digest: str) -> bool:
        """A record that stands has these bytes, an upload that waits for one, or a sample for everybody."""
        holders = (self.site.records.get(held) for held in self.site.digests.get(digest, ()))
        if any(isinstance(record, Record) and record.tombstone is None for record in holders):
            return True
        if any(upload.received.sha256 == digest for upload in self.site.uploads.values()):
            return True
        samples = (each.sample for matter in self.site.matters.values() for each in matter.materials)
        return any(sample is not None and sample.sha256 == digest for sample in samples)

    def _indexed(self) -> Iterator[str]:
        for one in self.erased:
            if self.catalog.number(one.record) is not None:
                yield f"{one.record}: stands in the catalogue"
        try:
            remains = self.fulltext.remains(numbers_in_use(self.site) | newer(self.site))
        except Damaged:
            remains = ["it is damaged: run reindex"]
        yield from (f"full text: {text}" for text in remains)

    def _stored(self) -> Iterator[str]:
        gone = {oid: one for one in self.erased for oid in one.oids}
        records = {one.record_oid: one for one in self.erased}
        history = look_through(self.settings, self.site._p_jar.db().storage, gone.keys() | records.keys())
        for oid, transactions in history.states.items():
            if oid in gone:
                yield f"{gone[oid].record}: object {oid.hex()} is in {len(transactions)} transactions"
            else:
                yield from self._earlier(records[oid], transactions)
        if embedded(self.settings):
            yield from self._files(history)

    def _earlier(self, one: Erased, transactions: Iterable[bytes]) -> Iterator[str]:
        record = self.site.records.get(one.record)
        for transaction in transactions:
            state = self.site._p_jar.oldstate(record, transaction)
            if state.get("files") or state.get("description"):
                yield f"{one.record}: transaction {transaction.hex()} has its content"

    def _files(self, history: History) -> Iterator[str]:
        sizes = {
            digest: size
            for one in self.erased
            for digest, size in one.sizes.items()
            if not self._living(digest)
        }
        blobs = (path for _, path in leftover.blob_files(self.settings))
        for path in leftover.with_digest(blobs, sizes):
            yield f"blob {path.name} has destroyed bytes"
        for path in leftover.with_digest(leftover.temporary(self.settings), sizes):
            yield f"temporary file {path.name} has destroyed bytes"
        for path in (*leftover.orphans(self.settings, history.blobs, history.last), *self._old()):
            yield f"left over: {path.name}"

    def _old(self) -> Iterator[Any]:
        """Old copies, and temporary files from before the last erasure: whose they were nobody knows."""
        yield from leftover.old(self.settings)
        latest = max((one.at.timestamp() for one in self.erased), default=0.0)
        for path in leftover.temporary(self.settings):
            try:
                if path.stat().st_mtime < latest:
                    yield path
            except FileNotFoundError:
                continue


def numbers_in_use(site: Any) -> BitMap:
    """The numbers of the catalogue, and of the one being made anew."""
    data = site.catalog
    if data is None:
        return BitMap()
    later = data.successor
    return BitMap(data.ids.keys()) | BitMap(later.ids.keys() if later is not None else ())


def newer(site: Any) -> BitMap:
    """Numbers that no record had yet: the worker may have written one in this very moment."""
    catalogs = [data for data in (site.catalog, site.catalog and site.catalog.successor) if data is not None]
    return BitMap(range(max((data.next for data in catalogs), default=0), 1 << 32))
