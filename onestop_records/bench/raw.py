"""The raw limit: what plain ZEO commits of object, blob, entry and intent, in this run, on this machine."""

import time

import transaction
from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from ZODB.blob import Blob
from ZODB.DB import DB
from zodburi import resolve_uri

from onestop_records.models.identity import new_id
from onestop_records.settings import Settings
from onestop_records.storage.location import store_uri

KEY = "bench"


def raw_commits(settings: Settings, content: bytes, seconds: float) -> float:
    """Commits a second of one client."""
    factory, keywords = resolve_uri(store_uri(settings))
    database = DB(factory(), **keywords)
    manager = transaction.TransactionManager(explicit=True)
    connection = database.open(manager)
    try:
        with manager:
            connection.root()[KEY] = PersistentMapping(
                {n: OOBTree() for n in ("records", "entries", "intents")}
            )
        began, count = time.monotonic(), 0
        while time.monotonic() - began < seconds:
            with manager:
                _commit(connection.root()[KEY], content)
            count += 1
        rate = count / (time.monotonic() - began)
        with manager:
            del connection.root()[KEY]
        return rate
    finally:
        connection.close()
        database.close()


def _commit(place: PersistentMapping, content: bytes) -> None:
    blob = Blob(content)
    key = new_id()
    place["records"][key] = PersistentMapping({"title": "件", "blob": blob})
    place["entries"][key] = PersistentMapping({"act": "record-captured", "subject": key})
    place["intents"][key] = PersistentMapping({"record": key})
