"""From intents to indexes: full text first, then catalogue and intents in one commit.

A crash between the two leaves full text of a state that no intent has passed yet: the next pass writes it
again, and search asks the catalogue first, so nothing wrong is found meanwhile.
"""

import logging
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from onestop_records.catalog.service import Catalog
from onestop_records.errors import Damaged
from onestop_records.events import SYSTEM, Actor, RecordExtracted
from onestop_records.interfaces import ICatalog, IFourPropertyCheck, IFullText, IHolds, INotifier, IOutbox
from onestop_records.models.intent import REBUILD
from onestop_records.models.record import Record
from onestop_records.models.rendition import Extraction
from onestop_records.worker.document import document
from onestop_records.worker.reading import Reader, keep, troubles, unread

BATCH = 400  # intents
CHARACTERS = 4_000_000  # of text in one batch, about
WORKER = Actor(SYSTEM, "", "worker")
Documents = list[tuple[int, dict[str, str]]]

logger = logging.getLogger(__name__)


class Indexing:
    """One batch, in the transaction of ``request``; the caller commits."""

    def __init__(self, request: Any, reader: Reader, catalog: Catalog | None = None) -> None:
        self.site = request.site
        self.outbox = request.find_service(IOutbox)
        self.catalog: Catalog = catalog or request.find_service(ICatalog)
        self.fulltext = request.find_service(IFullText)
        self.notify = request.find_service(INotifier)
        self.holds = request.find_service(IHolds)
        self.check = request.find_service(IFourPropertyCheck)
        self.reader = reader

    def rebuild_wanted(self) -> bool:
        """True when everything is asked for anew, and it is the turn of that."""
        return any(intent.record == REBUILD for _, intent in self.outbox.pending(1))

    def pass_intents(self) -> int:
        """Index what intents name; return how many were passed."""
        first, *others = self.outbox.pending(BATCH) or [None]
        if first is None:
            return 0
        pairs = [first, *takewhile(lambda pair: pair[1].record != REBUILD, others)]
        ids = list(dict.fromkeys(intent.record for _, intent in pairs))
        self.read(ids)
        indexed = self.index(ids)
        # Every log is passed in its order: what stands behind an intent that has to wait waits too.
        passed = [key for key, _ in takewhile(lambda pair: pair[1].record in indexed, pairs)]
        self.outbox.done(passed)
        return len(passed)

    def read(self, ids: Iterable[str]) -> None:
        """Have the files of these records read, and keep what is ready soon."""
        for record in self._records(ids):
            self.reader.ask(self.site, record)
        self.reader.wait()
        self._store_read()

    def pass_read(self) -> int:
        """Index records anew whose files have been read meanwhile; return how many."""
        return len(self.index(sorted(self._store_read())))

    def _store_read(self) -> set[str]:
        found, ids = self.reader.take()
        keep(self.site, found)
        for record in self._records(ids):
            self._note_troubles(record, found)
        return ids

    def _note_troubles(self, record: Record, found: dict[str, Extraction]) -> None:
        bad = troubles(record, found)
        if bad:
            self.notify(RecordExtracted(WORKER, record.id, after={"files": bad}, outcome="failed"))

    def index(self, ids: Iterable[str]) -> set[str]:
        """Write both indexes; return the ids that were passed: fewer when their text is a whole batch."""
        documents: Documents = []
        removed: list[int] = []
        passed: set[str] = set()
        characters = 0
        for record_id in ids:
            if characters > CHARACTERS:
                break
            passed.add(record_id)
            made = self._one(record_id)
            if made is None:
                self._take_out(record_id, removed)
                continue
            documents.append(made)
            characters += sum(len(text) for text in made[1].values())
        self._write(documents, removed)
        return passed

    def _one(self, record_id: str) -> tuple[int, dict[str, str]] | None:
        record = self.site.records.get(record_id)
        if record is None or record.tombstone is not None:
            return None  # a tombstone stands in no index
        try:
            made = document(self.site, record)
            number = self.catalog.index(record, self._holds(record))
        except Exception as error:  # one bad record must not hold up the others
            logger.exception("record %s cannot be indexed", record_id)
            self.catalog.note_failure(record_id, type(error).__name__)
            return None
        self.catalog.note_success(record_id, read=not unread(self.site, record))
        self.check.complete(record)
        return number, made

    def _holds(self, record: Record) -> list[str]:
        """Ids of the holds on it; what goes with it is marked too, for its change may concern them."""
        for other in self._records((*record.items, *filter(None, [record.volume]))):
            self.catalog.mark(other.id, [hold.id for hold in self.holds.covering(other)])
        return [hold.id for hold in self.holds.covering(record)]

    def _readable(self) -> bool:
        try:
            self.fulltext.numbers()
        except Damaged:
            return False
        return True

    def _refuse(self, record_id: str, error: Exception, removed: list[int]) -> None:
        logger.error("the full text of record %s cannot be indexed: %s", record_id, type(error).__name__)
        self._take_out(record_id, removed)
        self.catalog.note_failure(record_id, type(error).__name__)

    def _take_out(self, record_id: str, removed: list[int]) -> None:
        number = self.catalog.unindex(record_id)
        if number is not None:
            removed.append(number)

    def _write(self, documents: Documents, removed: list[int]) -> None:
        if not documents and not removed:
            return
        try:
            self.fulltext.update(documents, removed)
        except OSError:  # the disk's trouble, not a record's
            raise
        except Exception as error:
            if isinstance(error, Damaged) and not self._readable():
                raise
            if len(documents) == 1:
                self._refuse(self.catalog.record_id(documents[0][0]), error, removed)
                documents = []
            for each in ([document] for document in documents):
                self._write(each, [])
            self._write([], removed)

    def _records(self, ids: Iterable[str]) -> list[Record]:
        found = (self.site.records.get(record_id) for record_id in ids)
        return [record for record in found if record is not None]
