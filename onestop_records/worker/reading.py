"""Files are read beside the indexing: a slow one holds up nobody."""

import time
import zlib
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from ZODB.blob import Blob, BlobError
from ZODB.POSException import POSKeyError

from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.models.rendition import Extraction, Rendition
from onestop_records.models.site import Site

PATIENCE = 0.5  # seconds a batch waits for the next file to be read
LONGEST_WAIT = 5.0  # and for all of them together


class Reader:
    """Reads the present versions of files; ``take`` gives what is ready."""

    def __init__(self, extractor: Any) -> None:
        self.extractor = extractor
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._running: dict[str, Future[Extraction]] = {}
        self._waiting: dict[str, set[str]] = {}  # sha256 → ids of records

    def ask(self, site: Site, record: Record) -> None:
        """Have every file of the record read that has not been."""
        for version in unread(site, record):
            self._waiting.setdefault(version.sha256, set()).add(record.id)
            if version.sha256 not in self._running:
                self._running[version.sha256] = self._submit(version)

    def _submit(self, version: Version) -> Future[Extraction]:
        try:
            path = version.blob.committed()
        except (BlobError, POSKeyError, OSError) as error:
            missing: Future[Extraction] = Future()
            missing.set_result(Extraction("damaged", version.media_type, message=type(error).__name__))
            return missing
        return self._pool.submit(self.extractor.extract, path, version.name)

    @property
    def busy(self) -> bool:
        """Some file is still being read, or waits to be taken."""
        return bool(self._running)

    def wait(self, patience: float = PATIENCE, longest: float = LONGEST_WAIT) -> None:
        """Return when all is read, or nothing more came for ``patience``, or after ``longest`` seconds."""
        end = time.monotonic() + longest
        pending = {future for future in self._running.values() if not future.done()}
        while pending and time.monotonic() < end:
            ready, pending = wait(pending, patience, FIRST_COMPLETED)
            if not ready:
                return

    def ready(self) -> bool:
        """True when ``take`` would give something."""
        return any(future.done() for future in self._running.values())

    def take(self) -> tuple[dict[str, Extraction], set[str]]:
        """What was read since, by sha256, and the ids of the records that wait for it."""
        found: dict[str, Extraction] = {}
        records: set[str] = set()
        for sha256 in [sha256 for sha256, future in self._running.items() if future.done()]:
            found[sha256] = _result(self._running.pop(sha256))
            records |= self._waiting.pop(sha256)
        return found, records

    def close(self) -> None:
        """Let go without waiting for a file under way."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def unread(site: Site, record: Record) -> list[Version]:
    """Present versions without a rendition."""
    versions = (component.current for component in record.files)
    return [version for version in versions if version.sha256 not in site.renditions]


def keep(site: Site, found: dict[str, Extraction]) -> None:
    """Store what was read."""
    for sha256, extraction in found.items():
        if sha256 not in site.renditions:
            site.renditions[sha256] = rendition(extraction)


def rendition(extraction: Extraction) -> Rendition:
    """The stored form of what was found in a file."""
    text = zlib.compress(extraction.text.encode("utf-8", "replace")) if extraction.text else b""
    made = Rendition(extraction.status, extraction.media_type, text, extraction.technical, extraction.message)
    made.pictures = {name: _blob(content) for name, content in extraction.pictures.items()}
    return made


def troubles(record: Record, found: dict[str, Extraction]) -> dict[str, str]:
    """File id → status of the record's files that should have been readable and were not."""
    bad = ("damaged", "encrypted", "too-long", "too-large")
    current: Iterable[tuple[str, str]] = ((c.id, c.current.sha256) for c in record.files)
    return {i: found[sha].status for i, sha in current if sha in found and found[sha].status in bad}


def _result(future: "Future[Extraction]") -> Extraction:
    error = future.exception()
    if error is None:
        return future.result()
    return Extraction("damaged", "application/octet-stream", message=type(error).__name__)


def _blob(content: bytes) -> Blob:
    blob = Blob()
    with blob.open("w") as target:
        target.write(content)
    return blob
