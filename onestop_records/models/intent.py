"""The intent to index: what a writer leaves for the worker, in the act's own transaction.

Every writer has a log of its own and the worker only notes how far it has come, in another object: no
two processes ever write the same one, so neither writers nor the worker meet a conflict.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from BTrees.LOBTree import LOBTree
from persistent import Persistent

REBUILD = "*"  # instead of a record's id: make catalogue and full text anew


class Intent(NamedTuple):
    """ "Record ``record`` has changed"; ``access`` when who may know of it changed; ``person`` wrote it.

    ``at`` is the instant of the act, to serve the logs fairly.
    """

    record: str
    revision: int
    person: str
    access: bool
    at: datetime


class Progress(Persistent):
    """How far the worker has come in one log; written by the worker alone."""

    def __init__(self) -> None:
        self.done = 0


class WriterLog(Persistent):
    """The intents of one writer, numbered from 1; written by that writer alone.

    ``last`` changes with every intent, so a log that the worker retires while its writer adds to it is a
    conflict, and no intent is lost.
    """

    def __init__(self) -> None:
        self.last = 0
        self.progress = Progress()
        self._intents: Any = LOBTree()

    def add(self, intent: Intent) -> None:
        """Append, and forget what the worker has done."""
        self.last += 1
        for number in list(self._intents.keys(None, self.progress.done)):
            del self._intents[number]
        self._intents[self.last] = tuple(intent)

    def waiting(self) -> bool:
        """True while the worker has not come to the end."""
        return self.progress.done < self.last

    def pending(self) -> Iterator[tuple[int, Intent]]:
        """What the worker has not done, in order, each with its number."""
        if self.waiting():
            for number, intent in self._intents.items(self.progress.done + 1):
                yield number, Intent(*intent)

    def retire(self) -> None:
        """Mark the log as no longer in use."""
        self.last = self.progress.done
        self._p_changed = True
