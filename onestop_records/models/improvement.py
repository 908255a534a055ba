"""What came of opinions (S8.1.1): noted, and the way of improving and its result published to everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

LAST = 10**14  # seconds, in milliseconds: what is newer has the smaller key


@dataclass(frozen=True)
class Improvement:
    """One published entry; ``subject`` says what was raised, in words that name nobody.

    ``way`` is how it is improved, ``result`` what came of it; ``case`` is the id of the opinion.
    """

    case: str
    subject: str
    way: str
    result: str
    by: str
    at: datetime


class ImprovementBook(Persistent):
    """All that was published, the newest first. Keys end in the case: no two writers share one."""

    def __init__(self) -> None:
        self._entries = OOBTree()

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Improvement) -> None:
        self._entries[f"{LAST - int(entry.at.timestamp() * 1000):014}/{entry.case}"] = entry

    def after(self, key: str = "") -> Iterator[tuple[str, Improvement]]:
        """Pairs of key and entry, the newest first; those after a key of an earlier answer."""
        return iter(self._entries.items(min=key, excludemin=True))
