"""What people are told: notices in the application, and letters that wait to be sent by e-mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from translationstring import TranslationString

from onestop_records.models.pending import Pending, Slot

MOST_UNREAD = 500  # they lie in one object, which every sender writes
LONGEST_SILENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Notice:
    """A few words and the page they are about; translated when shown, in the language of the reader."""

    id: str
    at: datetime
    subject: TranslationString
    text: TranslationString
    address: str = ""
    read_at: datetime | None = None


class NoticeBox(Persistent):
    """The notices of one person.

    Senders put into ``unread``, whose concurrent changes merge; ``kept`` is written by the person alone, when
    they read. ``marks`` says what was sent with a key, so that it is not sent again.
    """

    def __init__(self) -> None:
        self.unread = Slot()  # notice id → Notice
        self.kept: Any = OOBTree()  # (at, notice id) → Notice that was read
        self.marks: Any = OOBTree()  # key → when it was sent

    def put(self, notice: Notice) -> None:
        """A new one."""
        self.unread.values[notice.id] = notice
        self.unread._p_changed = True

    def waiting(self) -> list[Notice]:
        """Those not read, newest first."""
        return sorted(self.unread.values.values(), key=lambda one: (one.at, one.id), reverse=True)

    def all(self) -> Iterator[Notice]:
        """Those not read, then the others, each newest first."""
        yield from self.waiting()
        yield from reversed(self.kept.values())

    def read(self, notice_ids: Iterable[str], at: datetime) -> None:
        """Mark as read; what is not here, or was read before, is passed over."""
        for notice_id in notice_ids:
            notice = self.unread.values.pop(notice_id, None)
            if notice is not None:
                self.kept[notice.at, notice.id] = replace(notice, read_at=at)
                self.unread._p_changed = True

    def forget(self, before: datetime, marked_before: datetime) -> int:
        """Drop what is older, marks by an instant of their own; return how many notices went.

        What nobody has read for long is laid to the others when there is too much of it.
        """
        for notice in self.waiting()[MOST_UNREAD:]:
            del self.unread.values[notice.id]
            self.kept[notice.at, notice.id] = notice
            self.unread._p_changed = True
        old = [notice.id for notice in self.unread.values.values() if notice.at < before]
        for notice_id in old:
            del self.unread.values[notice_id]
            self.unread._p_changed = True
        seen = list(self.kept.keys(None, (before, "")))
        for key in seen:
            del self.kept[key]
        for key in [key for key, at in self.marks.items() if at < marked_before]:
            del self.marks[key]
        return len(old) + len(seen)


class Letter(Persistent):
    """An e-mail that waits for the worker; ``message_id`` stays the same however often it is tried.

    ``outside`` is the address of somebody who has no account, ``language`` theirs; ``person`` is empty then.
    """

    outside = ""
    language = ""

    def __init__(self, message_id: str, person: str, notice: Notice) -> None:
        self.message_id = message_id
        self.person = person
        self.notice = notice
        self.not_before: datetime = notice.at


class Outgoing(Pending):
    """Letters that wait. Senders write its slots, the worker alone when the server is asked again."""

    failures = 0  # in a row
    silent_until: datetime | None = None

    def is_silent(self, now: datetime) -> bool:
        """True while the server is left alone, since it could not be reached."""
        return self.silent_until is not None and now < self.silent_until

    def fall_silent(self, now: datetime) -> None:
        """Wait, each time twice as long: a worker that waits for a server indexes nothing."""
        self.silent_until = now + min(timedelta(minutes=2**self.failures), LONGEST_SILENCE)
        self.failures = min(self.failures + 1, 10)

    def speak(self) -> None:
        """The server has taken something."""
        if self.failures:
            self.failures, self.silent_until = 0, None
