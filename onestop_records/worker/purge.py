"""The purge: what was erased leaves index, history, blobs, caches and temporary files, and that is proved.

Every step may be killed and begun again. Between packing and proving, all processes of the instance are
started anew: that empties their caches, ``Data.fs.tmp`` and the folders of temporary files.
"""

import logging
import re
from datetime import timedelta
from typing import Any

from onestop_records.errors import Damaged
from onestop_records.events import BatchPurged
from onestop_records.interfaces import (
    IClock,
    IFullText,
    IIdempotency,
    INotifier,
    IPurge,
    ISettings,
    IUploads,
)
from onestop_records.models.purge import Purge, open_purges
from onestop_records.services.traces import numbers_in_use
from onestop_records.storage.destroyed import FILE, DestructionLedger
from onestop_records.storage.history import lasting
from onestop_records.storage.leftover import started
from onestop_records.storage.location import embedded
from onestop_records.storage.maintenance import maintenance
from onestop_records.storage.packing import pack
from onestop_records.worker.indexing import WORKER, Indexing
from onestop_records.worker.reading import Reader
from onestop_records.worker.rebuild import reconcile

AGAIN = timedelta(hours=1)  # after a verification that found something
RECORD_ID = re.compile(rb"[0-9a-hjkmnp-tv-z]{26}")

logger = logging.getLogger(__name__)


class RenewWanted(Exception):
    """The store was packed: every process of the instance should be started anew."""


def pass_purges(request: Any, reader: Reader) -> int:
    """One step of what waits; return how many purges it brought on. Raises RenewWanted after packing."""
    now = request.find_service(IClock).now()
    waiting = [p for p in open_purges(request.site.purges) if not p.tried_at or p.tried_at + AGAIN <= now]
    wanted = [purge for purge in waiting if purge.step == "wanted"]
    settings = request.find_service(ISettings)
    if wanted:
        with maintenance(settings) as free:  # it waits for a backup to end
            return _make_gone(request, reader, wanted) if free else 0
    ready = [p for p in waiting if not embedded(settings) or p.started != started(settings)]
    for purge in ready:
        prove(request, purge)
    return len(ready)


def _make_gone(request: Any, reader: Reader, purges: list[Purge]) -> int:
    settings = request.find_service(ISettings)
    note(request, purges)
    unindex(request, reader, purges)
    scour(request, reader)
    sweep(request, purges)
    if lasting(settings):
        retried = any(purge.findings for purge in purges)
        if not pack(settings, request.site._p_jar.db(), thorough=retried):
            return 0
    for purge in purges:
        purge.step, purge.started = "packed", started(settings)
        purge.packed_at = request.find_service(IClock).now()
    _commit(request)
    if embedded(settings):
        raise RenewWanted
    return len(purges)


def note(request: Any, purges: list[Purge]) -> None:
    """Into the ledger of destructions, before anything is gone for good."""
    ledger = DestructionLedger(request.find_service(ISettings).instance / FILE)
    for purge in purges:
        given_away = request.site.transfers.get(purge.batch) is not None
        ledger.append(purge.erased.values(), "transferred" if given_away else "destroyed")


def unindex(request: Any, reader: Reader, purges: list[Purge]) -> None:
    """Out of catalogue and full text."""
    waiting = [record_id for purge in purges for record_id in purge.erased]
    indexing = Indexing(request, reader)
    try:
        indexing.index(waiting)
    except Damaged:
        request.find_service(IFullText).clear()
        indexing.index(waiting)
        reconcile(request, reader)
    _commit(request)


def scour(request: Any, reader: Reader) -> None:
    """Out of the files of the full text."""
    fulltext = request.find_service(IFullText)
    try:
        fulltext.scour(numbers_in_use(request.site))
    except Damaged:
        fulltext.clear()
        reconcile(request, reader)


def sweep(request: Any, purges: list[Purge]) -> None:
    """Kept answers that tell of a record, and uploads of its very bytes."""
    site = request.site
    ids = {record_id.encode() for purge in purges for record_id in purge.erased}
    for key, kept in list(site.idempotency_keys.items()):
        if ids.intersection(RECORD_ID.findall(kept.location.encode() + b" " + kept.body)):
            del site.idempotency_keys[key]
    digests = {digest for purge in purges for one in purge.erased.values() for digest in one.digests}
    for key, upload in list(site.uploads.items()):
        if upload.received.sha256 in digests:
            del site.uploads[key]
    request.find_service(IIdempotency).forget_expired()
    request.find_service(IUploads).forget_expired()
    _commit(request)


def prove(request: Any, purge: Purge) -> None:
    """The structural verification; only when it finds nothing is the purge finished."""
    found = request.find_service(IPurge).traces([purge.batch])
    now = request.find_service(IClock).now()
    purge.findings = tuple(found)
    if found:
        logger.error("batch %s is not gone yet: %s", purge.batch, "; ".join(found[:5]))
        purge.step, purge.tried_at = "wanted", now
        return
    purge.step, purge.finished_at = "finished", now
    size = sum(sum(one.sizes.values()) for one in purge.erased.values())
    told = {"records": len(purge.erased), "bytes": size}
    request.find_service(INotifier)(BatchPurged(WORKER, purge.batch, kind="disposal", after=told))


def _commit(request: Any) -> None:
    request.tm.commit()
    request.tm.begin()
