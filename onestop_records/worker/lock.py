"""One worker at a time: whoever holds ``worker.lock`` may write indexes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from onestop_records.settings import Settings


@contextmanager
def worker_lock(settings: Settings) -> Iterator[bool]:
    """Yield True when this process is the one, False when another is; free again at the end or death."""
    with (settings.instance / "worker.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
