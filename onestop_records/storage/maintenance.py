"""Who may copy or pack: a backup and a pack never meet, for one moves what the other reads."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from onestop_records.settings import Settings


@contextmanager
def maintenance(settings: Settings, wait: bool = False) -> Iterator[bool]:
    """Yield True while nobody else copies or packs, False when somebody does (``wait``: until they end).

    A lock of the system: it dies with its holder.
    """
    with (settings.instance / "maintenance.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def alone(settings: Settings) -> Iterator[bool]:
    """Yield True while no command uses the store; a command that comes waits."""
    with (settings.instance / "store-users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
