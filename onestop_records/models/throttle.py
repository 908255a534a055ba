"""Marks of sign-ins, each in force until an instant. Keys end in random text: no two writers share one."""

import hashlib
import secrets
from datetime import datetime
from itertools import islice

from BTrees.OOBTree import OOBTree

STAMP = "%Y%m%d%H%M%S"


class ThrottleMarks:
    """Counts and writes marks by subject in ``site.throttle_marks`` (key → the end of the mark).

    A subject is any text, such as an address; only its digest is kept, for it may be a password that was
    typed into the wrong field.
    """

    def __init__(self, marks: OOBTree) -> None:
        self.marks = marks

    def add(self, subject: str, until: datetime) -> None:
        """Leave a mark."""
        self.marks[f"{_prefix(subject)}{until:{STAMP}}:{secrets.token_hex(8)}"] = until

    def in_force(self, subject: str, now: datetime, most: int) -> list[datetime]:
        """The ends of the marks still in force, the next one first, at most ``most`` of them."""
        prefix = _prefix(subject)
        found = self.marks.values(f"{prefix}{now:{STAMP}}", f"{prefix}~")
        return list(islice((until for until in found if until > now), most))

    def forget(self, subject: str) -> None:
        """Remove the marks of a subject."""
        prefix = _prefix(subject)
        for key in list(self.marks.keys(prefix, f"{prefix}~")):
            del self.marks[key]

    def purge(self, now: datetime) -> int:
        """Remove the marks that are over; return how many."""
        over = [key for key, until in self.marks.items() if until <= now]
        for key in over:
            del self.marks[key]
        return len(over)


def _prefix(subject: str) -> str:
    return hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ":"
