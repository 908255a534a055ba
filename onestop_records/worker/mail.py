"""Letters leave after the commit that wrote them: at least once, each with a Message-ID that stays."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from pyramid.registry import Registry

from onestop_records.i18n import _, localizer, spoken
from onestop_records.interfaces import IClock, INotices, ISettings
from onestop_records.models.notice import Letter, Outgoing
from onestop_records.models.site import Site
from onestop_records.settings import Settings

AT_ONCE = 20  # letters before other tasks have their turn
GIVEN_UP = timedelta(days=5)  # as mail servers do
LATER = timedelta(hours=1)  # for a mailbox that takes nothing just now
LETTER_REFUSED = (SMTPRecipientsRefused, SMTPDataError)
SERVER_AWAY = (OSError, RuntimeError)  # those of ``smtplib`` are the first, of ``repoze.sendmail`` the second

logger = logging.getLogger(__name__)


class Folder:
    """In place of a server: each letter becomes a file, named by its Message-ID, so that a second try
    writes the same one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, fromaddr: str, toaddrs: list[str], message: Any) -> None:
        """What ``repoze.sendmail`` asks of a mailer."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        name = message["Message-Id"].strip("<>").partition("@")[0]
        temporary = self.folder / f"{name}.part"
        temporary.write_bytes(message.as_bytes())
        temporary.rename(self.folder / f"{name}.eml")


class Post:
    """Sends letters of one archive, in the transaction of ``request``."""

    def __init__(self, site: Site, settings: Settings, registry: Registry) -> None:
        self.site = site
        self.settings = settings
        self.registry = registry
        self._mailer: Any = None

    def send(self, letter: Letter) -> None:
        """Hand it over to the server or the folder; nothing for who has left or has no address any more.

        Raises OSError and what ``repoze.sendmail`` raises.
        """
        if letter.outside:
            self.mailer().send_immediately(self.message(letter, letter.outside, letter.language))
            return
        person = self.site.people.get(letter.person)
        if person is not None and not person.closed and person.email:
            self.mailer().send_immediately(self.message(letter, person.email, person.language))

    def message(self, letter: Letter, recipient: str, language: str) -> Any:
        """What is sent, in the reader's language: a few words and a link. Raises ValueError."""
        from pyramid_mailer.exceptions import BadHeaders, InvalidMessage
        from pyramid_mailer.message import Message  # takes memory that only a sender needs

        translate = localizer(self.registry, language).translate
        notice = letter.notice
        subject = " ".join(f"{self.site.title}: {spoken(translate, notice.subject)}".split())
        closing = _(
            "This was sent by ${site}; an answer to it is not read.", mapping={"site": self.site.title}
        )
        parts = [spoken(translate, notice.text), self._link(notice.address), spoken(translate, closing)]
        message = Message(
            subject=subject,
            sender=self.settings.mail_sender,
            recipients=[recipient],
            body="\n\n".join(part for part in parts if part),
            extra_headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )
        try:
            message.validate()
        except (BadHeaders, InvalidMessage) as invalid:  # not that the server were away
            raise ValueError(letter.message_id) from invalid
        return message

    def mailer(self) -> Any:
        """That of ``pyramid_mailer``, which the settings choose."""
        if self._mailer is None:
            from pyramid_mailer.mailer import Mailer

            self._mailer = Mailer(**self._how())
        return self._mailer

    def _how(self) -> dict[str, Any]:
        settings = self.settings
        if settings.mail == "file":
            return {"smtp_mailer": Folder(settings.instance / "mail")}
        return {
            "host": settings.mail_host,
            "port": settings.mail_port,
            "username": settings.mail_username or None,
            "password": settings.mail_password or None,
            "tls": settings.mail_tls,
        }

    def _link(self, address: str) -> str:
        base = self.settings.site_address.rstrip("/")
        return f"{base}{address}" if base and address else ""


def pass_letters(request: Any, reader: Any) -> int:
    """Send letters, each in a transaction of its own; return how many are done with."""
    settings, now = request.find_service(ISettings), request.find_service(IClock).now()
    outgoing: Outgoing = request.site.letters
    if not settings.mail or outgoing.is_silent(now):
        return 0
    post = Post(request.site, settings, request.registry)
    done = 0
    for place, letter in list(islice(_due(outgoing, now), AT_ONCE)):
        try:
            post.send(letter)
        except LETTER_REFUSED as refused:
            if not _postponed(letter, now, temporary(refused)):
                outgoing.remove([place])
        except SERVER_AWAY as error:
            outgoing.fall_silent(now)
            logger.error("e-mail waits until %s: %s", outgoing.silent_until, type(error).__name__)
            return done
        except Exception:
            logger.exception("letter %s could not be made", letter.message_id)
            if not _postponed(letter, now):
                outgoing.remove([place])
        else:
            outgoing.speak()
            outgoing.remove([place])
        request.tm.commit()
        request.tm.begin()
        done += 1
    return done


def forget_notices(request: Any, reader: Any) -> int:
    """Drop old notices."""
    request.find_service(INotices).forget_old()
    return 0


def temporary(refused: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """True when the server may take the letter later (RFC 5321 4.2.1: codes 400 to 499)."""
    if isinstance(refused, SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _words in refused.recipients.values())
    return 400 <= refused.smtp_code < 500


def _due(outgoing: Outgoing, now: datetime) -> Iterator[tuple[tuple[int, int], Letter]]:
    return ((place, letter) for place, letter in outgoing.items() if letter.not_before <= now)


def _postponed(letter: Letter, now: datetime, useful: bool = True) -> bool:
    """Have it tried again in a while; False when that is of no use any more, which the log says."""
    if not useful or now - letter.notice.at >= GIVEN_UP:
        logger.warning("letter %s is given up", letter.message_id)
        return False
    letter.not_before = now + LATER
    return True
