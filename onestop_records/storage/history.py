"""Looking through every transaction that the store still has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ZODB.blob import is_blob_record
from ZODB.FileStorage.FileStorage import FileIterator

from onestop_records.settings import Settings
from onestop_records.storage.leftover import Key
from onestop_records.storage.location import embedded


@dataclass
class History:
    """What is in it: ``states`` of objects looked for (oid → transactions), all ``blobs``, the ``last``
    transaction in hex."""

    states: dict[bytes, list[bytes]] = field(default_factory=dict)
    blobs: set[Key] = field(default_factory=set)
    last: str = ""


def lasting(settings: Settings) -> bool:
    """False for a store in memory: it has no history on any disk."""
    return not settings.zodb_uri.startswith(("memory:", "demo:"))


def look_through(settings: Settings, storage: Any, wanted: set[bytes]) -> History:
    """Read every transaction once; of an embedded store from its file, beside its server."""
    history = History()
    for transaction in _transactions(settings, storage):
        history.last = transaction.tid.hex()
        for record in transaction:
            if record.oid in wanted:
                history.states.setdefault(record.oid, []).append(record.tid)
            if record.data and is_blob_record(record.data):
                history.blobs.add((record.oid.hex(), record.tid.hex()))
    return history


def _transactions(settings: Settings, storage: Any) -> Iterator[Any]:
    if embedded(settings):
        return iter(FileIterator(str(settings.instance / "Data.fs")))
    return iter(storage.iterator())
