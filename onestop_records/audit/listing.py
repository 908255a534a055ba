"""The trail as an auditor pages through it: newest first, narrowed by person, act, subject and day.

There is no index beside the seals, which are themselves in order of time: a seal names what it added to which
trail. A page costs what it reads, at most ``MOST_READ`` entries; a cursor leads on.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from onestop_records.audit.log import sealed, unsealed
from onestop_records.models.entry import PAGE_SIZE, AuditTrail, Entry, Seal

MOST_READ = 3000
PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What an auditor asks for; empty values narrow nothing. ``zone`` tells when ``day`` begins and ends."""

    person: str = ""
    act: str = ""
    subject: str = ""
    day: date | None = None
    zone: tzinfo | None = None

    def bounds(self) -> tuple[datetime, datetime] | None:
        """The first instant of the day and that of the next, or None."""
        if self.day is None:
            return None
        begin = datetime(self.day.year, self.day.month, self.day.day, tzinfo=self.zone)
        following = self.day + timedelta(days=1)
        return begin, datetime(following.year, following.month, following.day, tzinfo=self.zone)

    def passes(self, entry: Entry) -> bool:
        """True for an entry that is asked for."""
        bounds = self.bounds()
        return (
            (not self.person or entry.person == self.person)
            and (not self.act or entry.act == self.act)
            and (not self.subject or entry.subject == self.subject)
            and (bounds is None or bounds[0] <= entry.instant < bounds[1])
        )


Numbered = Iterator[tuple[int, int, Entry]]  # seal number, place in it from the newest, entry


def newest_first(
    audit: AuditTrail, wanted: Filter, cursor: tuple[int, int] | None = None, limit: int = PAGE
) -> tuple[list[Entry], tuple[int, int] | None]:
    """Return up to ``limit`` entries and where to go on (None at the end).

    A page may be short, even empty, and still have a cursor: nothing was found in what was read.
    """
    found: list[Entry] = []
    if wanted.subject:
        source = _of_subject(audit, wanted.subject)
    else:
        source = _all(audit, wanted, cursor)
    read = 0
    for number, place, entry in source:
        if cursor is not None and (number, -place) > (cursor[0], -cursor[1]):
            continue
        if len(found) == limit or read == MOST_READ:
            return found, (number, place)
        read += 1
        if wanted.passes(entry):
            found.append(entry)
    return found, None


def _of_subject(audit: AuditTrail, subject: str) -> Numbered:
    entries = [*sealed(audit, subject), *unsealed(audit, subject)]
    for place, entry in enumerate(reversed(entries)):
        yield 0, place, entry


def _all(audit: AuditTrail, wanted: Filter, cursor: tuple[int, int] | None) -> Numbered:
    last = audit.seals.maxKey() if audit.seals else 0
    start = cursor[0] if cursor else last + 1
    if start > last:
        yield from _waiting(audit, last + 1)
    bounds = wanted.bounds()
    begin, end = bounds or (None, None)
    for number in range(min(start, last, _first_after(audit, last, end)), 0, -1):
        seal = audit.seals[number]
        if begin is not None and _sealed_at(seal) < begin:
            return
        for place, entry in enumerate(_entries_of(audit, seal)):
            yield number, place, entry


def _waiting(audit: AuditTrail, number: int) -> Numbered:
    entries = [entry for bundle in audit.waiting() for entry in bundle.entries()]
    for place, entry in enumerate(reversed(entries)):
        yield number, place, entry


def _sealed_at(seal: Seal) -> datetime:
    return datetime.fromisoformat(seal.values()["at"])


def _first_after(audit: AuditTrail, last: int, end: datetime | None) -> int:
    """The first seal made after ``end``: nothing of the day lies in a later one but what waited long."""
    if end is None:
        return last
    return bisect_left(range(1, last + 1), end, key=lambda number: _sealed_at(audit.seals[number])) + 1


def _entries_of(audit: AuditTrail, seal: Seal) -> list[Entry]:
    """The entries that a seal added, newest first."""
    found = []
    for subject, first, last, _ in seal.values()["changed"]:
        for position in range(first, last + 1):
            page = audit.pages[subject, (position - 1) // PAGE_SIZE]
            found.append(Entry.read(page.texts[position - page.first]))
    return sorted(found, key=lambda entry: (entry.transaction, entry.at, entry.position), reverse=True)
