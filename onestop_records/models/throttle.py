"""Marks of failed sign-ins. Keys end in random text: no two writers ever share one."""

import hashlib
import secrets
from datetime import datetime
from itertools import islice

from BTrees.OOBTree import OOBTree

STAMP = "%Y%m%d%H%M%S"


class ThrottleMarks:
    """Counts and writes marks by subject in ``site.throttle_marks`` (key → instant of the mark).

    A subject is any text, such as an address; it is kept as a digest, for it may hold a password typed into
    the wrong field.
    """

    def __init__(self, marks: OOBTree) -> None:
        self.marks = marks

    def add(self, subject: str, at: datetime) -> None:
        """Leave a mark."""
        self.marks[f"{_prefix(subject)}{at:{STAMP}}:{secrets.token_hex(8)}"] = at

    def since(self, subject: str, start: datetime, most: int) -> list[datetime]:
        """The instants of the marks from ``start`` on, oldest first, at most ``most`` of them."""
        prefix = _prefix(subject)
        found = self.marks.values(f"{prefix}{start:{STAMP}}", f"{prefix}~")
        return [at for at in islice(found, most) if at >= start]

    def forget(self, subject: str) -> None:
        """Remove the marks of a subject."""
        prefix = _prefix(subject)
        for key in list(self.marks.keys(prefix, f"{prefix}~")):
            del self.marks[key]

    def purge(self, before: datetime) -> int:
        """Remove every mark older than ``before``; return how many went."""
        old = [key for key, at in self.marks.items() if at < before]
        for key in old:
            del self.marks[key]
        return len(old)


def _prefix(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()[:32] + ":"
