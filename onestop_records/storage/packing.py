"""Packing: only the present state of the store stays, in the file and in the blobs."""

import time
from typing import Any

from ZODB.FileStorage.FileStorage import FileStorageError

from onestop_records.settings import Settings
from onestop_records.storage import leftover
from onestop_records.storage.history import look_through
from onestop_records.storage.location import embedded


def pack(settings: Settings, database: Any, thorough: bool = False) -> bool:
    """Pack; False while the store still packs for one that was killed. The caller holds ``maintenance``.

    A pack that was killed leaves blobs that no object has any more: they are looked for when there is a sign
    of it, and when ``thorough``.
    """
    killed = embedded(settings) and bool(leftover.old(settings))
    try:
        database.pack(time.time())
    except FileStorageError:
        return False
    if embedded(settings):
        if killed or thorough:
            _clean(settings, database)
        for path in leftover.old(settings):
            leftover.remove(path)
    return True


def _clean(settings: Settings, database: Any) -> None:
    history = look_through(settings, database.storage, set())
    for path in list(leftover.orphans(settings, history.blobs, history.last)):
        leftover.remove(path)
