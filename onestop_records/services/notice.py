"""Notices to people: in the application at once, by e-mail from the outbox after the commit."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from pyramid.config import Configurator
from pyramid.request import Request
from translationstring import TranslationString
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IClock, INotices, ISettings
from onestop_records.models.identity import new_id
from onestop_records.models.notice import Letter, Notice, NoticeBox
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.settings import Settings

MARKED = timedelta(days=730)  # how long a key is remembered


@implementer(INotices)
class Notices:
    """Of one archive."""

    def __init__(self, site: Site, clock: Clock, settings: Settings) -> None:
        self.site = site
        self.clock = clock
        self.settings = settings

    def send(
        self,
        people: Iterable[str],
        subject: TranslationString,
        text: TranslationString,
        address: str = "",
        key: str = "",
    ) -> None:
        for person_id in dict.fromkeys(people):
            person = self.site.people.get(person_id)
            if person is not None and not person.closed and self._fresh(person, key):
                notice = Notice(new_id(), self.clock.now(), subject, text, address)
                self._box(person).put(notice)
                self._write(person, notice)

    def write(
        self, email: str, language: str, subject: TranslationString, text: TranslationString, address: str
    ) -> None:
        if self.settings.mail and email:
            letter = Letter(
                self._message_id(), "", Notice(new_id(), self.clock.now(), subject, text, address)
            )
            letter.outside, letter.language = email, language
            self._send(letter)

    def of(self, person: Person, unread: bool = False, limit: int = 50) -> list[Notice]:
        box = self.site.notices.get(person.id)
        if box is None:
            return []
        return list(islice(box.waiting() if unread else box.all(), limit))

    def unread(self, person: Person) -> int:
        box = self.site.notices.get(person.id)
        return len(box.unread.values) if box is not None else 0

    def read(self, person: Person, notice_ids: Iterable[str]) -> None:
        box = self.site.notices.get(person.id)
        if box is not None:
            box.read(notice_ids, self.clock.now())

    def forget_old(self) -> int:
        """Drop notices that are older than the settings say, and old marks; return how many notices."""
        now = self.clock.now()
        before = now - timedelta(days=self.settings.notice_days)
        return sum(box.forget(before, now - MARKED) for box in self.site.notices.values())

    def _fresh(self, person: Person, key: str) -> bool:
        """Two senders of one key meet at its mark: one of them is told to try again, and sees it."""
        if not key:
            return True
        marks = self._box(person).marks
        if key in marks:
            return False
        marks[key] = self.clock.now()
        return True

    def _box(self, person: Person) -> NoticeBox:
        found: NoticeBox | None = self.site.notices.get(person.id)
        if found is None:
            found = self.site.notices[person.id] = NoticeBox()
        return found

    def _write(self, person: Person, notice: Notice) -> None:
        if self.settings.mail and person.email:
            self._send(Letter(self._message_id(), person.id, notice))

    def _message_id(self) -> str:
        domain = self.settings.mail_sender.rpartition("@")[2] or "localhost"
        return f"<{new_id()}@{domain}>"

    def _send(self, letter: Letter) -> None:
        letters = self.site.letters
        letters.put(letters.slot(letter.message_id), letter)


def factory(context: object, request: Request) -> Notices:
    return Notices(request.site, request.find_service(IClock), request.find_service(ISettings))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, INotices)
