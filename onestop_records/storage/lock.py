"""One filer at a time in each series, on this machine (architecture, *Ground rules of the store*).

A lock is an flock on a file of the instance, so it dies with its holder. The transaction begins anew once
the locks are held: it then sees what the filer before has committed and meets no conflict.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Unavailable
from onestop_records.interfaces import ISeriesLocks, ISettings

LONGEST_WAIT = 10.0  # seconds
STEP = 0.002  # seconds between two attempts; a commit takes a few milliseconds


@implementer(ISeriesLocks)
class SeriesLocks:
    """Locks in a folder; the names of the files are digests of the keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hold(self, tm: Any, keys: Iterable[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        held: list[int] = []
        tm.abort()  # while waiting, nothing old is looked at and nothing is held
        try:
            for name in sorted({hashlib.sha256(key.encode()).hexdigest()[:32] for key in keys}):
                held.append(_wait_for(self.folder / name))  # all filers in the same order: no deadlock
        except BaseException:
            _free(held)
            raise
        finally:
            tm.begin()
            transaction = tm.get()
            transaction.addAfterCommitHook(lambda status: _free(held))
            transaction.addAfterAbortHook(lambda: _free(held))


def _wait_for(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(handle)
                raise Unavailable("others are filing in the same series") from None
            time.sleep(STEP)
        else:
            return handle


def _free(held: list[int]) -> None:
    while held:
        os.close(held.pop())


def factory(context: object, request: Request) -> SeriesLocks:
    return SeriesLocks(request.find_service(ISettings).instance / "locks")


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ISeriesLocks)
