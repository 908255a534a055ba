"""Letters: sent after the commit, at least once, with a fixed Message-ID, by a folder or a mail server."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from onestop_records.i18n import _
from onestop_records.interfaces import INotices
from onestop_records.worker.mail import GIVEN_UP, pass_letters


@pytest.fixture
def mailing(world):
    """People with e-mail, and a folder in place of a server."""
    configure(
        world, mail="file", mail_sender="archive@example.org", site_address="https://archive.example.org/"
    )
    with world.work("admin") as request:
        for person in request.site.people.values():
            person.email = f"{person.username}@example.org"
    yield world
    world.registry.settings["onestop"] = world.settings


def configure(world, **values):
    world.registry.settings["onestop"] = replace(world.registry.settings["onestop"], **values)


def tell(world, *people, number="BJ-2026-0001"):
    with world.work("manager") as request:
        subject = _("Disposal") if number is None else _("Number ${number}", mapping={"number": number})
        request.find_service(INotices).send(people, subject, _("Desk"), address="/cases/c1")


def deliver(world):
    with world.work("system") as request:
        return pass_letters(request, None)


def waiting(world):
    with world.work() as request:
        return [letter.message_id for _place, letter in request.site.letters.items()]


def kept(world):
    """The letters in the folder, read."""
    paths = sorted((world.settings.instance / "mail").glob("*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


def test_a_letter_says_the_notice_and_where_in_the_language_of_its_reader(mailing):
    with mailing.work("admin") as request:
        request.site.people["clerk"].language = "en"
    tell(mailing, "clerk", "head", number=None)
    assert deliver(mailing) == 2
    assert waiting(mailing) == []
    by_person = {letter["To"]: letter for letter in kept(mailing)}
    english, chinese = by_person["clerk@example.org"], by_person["head@example.org"]
    assert english["From"] == "archive@example.org"
    assert english["Subject"].endswith(": Disposal")
    assert chinese["Subject"] == "文具行业质量服务平台: 处置"
    assert "https://archive.example.org/cases/c1" in chinese.get_content()
    assert "工作台" in chinese.get_content()
    assert english["Auto-Submitted"] == "auto-generated"


def test_a_letter_tried_again_keeps_its_message_id(mailing):
    tell(mailing, "clerk")
    (message_id,) = waiting(mailing)
    with mailing.work("system") as request:  # it left, and the machine died before that was noted
        pass_letters(_Dying(request), None)
    assert waiting(mailing) == [message_id]
    assert deliver(mailing) == 1
    (letter,) = kept(mailing)  # a second try is the same file
    assert letter["Message-ID"] == message_id


class _Dying:
    """A request whose commits do not happen."""

    def __init__(self, request):
        self._request = request
        self.tm = self

    def __getattr__(self, name):
        return getattr(self._request, name)

    def commit(self):
        self._request.tm.abort()

    def begin(self):
        self._request.tm.begin()


def test_who_has_left_since_gets_no_letter(mailing):
    tell(mailing, "clerk", "head")
    with mailing.work("admin") as request:
        request.site.people["clerk"].closed = True
        request.site.people["head"].email = ""
    assert deliver(mailing) == 2
    assert kept(mailing) == []
    assert waiting(mailing) == []


def test_the_worker_sends_by_itself(mailing):
    tell(mailing, "clerk")
    mailing.index()
    assert [letter["To"] for letter in kept(mailing)] == ["clerk@example.org"]


def test_a_server_that_is_away_is_asked_again_later_and_nothing_is_lost(mailing):
    tell(mailing, "clerk", "head")
    configure(mailing, mail="smtp", mail_host="127.0.0.1", mail_port=1)
    assert deliver(mailing) == 0
    with mailing.work() as request:
        first = request.site.letters.silent_until
    assert first > mailing.clock.now()
    configure(mailing, mail="file")
    assert deliver(mailing) == 0  # silence holds
    mailing.clock.forward(minutes=2)
    assert deliver(mailing) == 2


class Handler(socketserver.StreamRequestHandler):
    """As much of a mail server as a client needs; recipients named ``never`` and ``later`` are refused."""

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (text := self.rfile.readline()) != b".\r\n":
                    lines.append(text)
                self.server.letters.append(
                    email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                )
                self.wfile.write(b"250 taken\r\n")
            elif word == "RCPT" and b"never" in line:
                self.wfile.write(b"550 nobody here\r\n")
            elif word == "RCPT" and b"later" in line:
                self.wfile.write(b"450 full\r\n")
            elif word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 fine\r\n")


@contextmanager
def served():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.letters, server.daemon_threads = [], True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_a_server_gets_letters_once_each(mailing):
    tell(mailing, "clerk", "head")
    with served() as server:
        configure(mailing, mail="smtp", mail_host="127.0.0.1", mail_port=server.server_address[1])
        assert deliver(mailing) == 2
        assert deliver(mailing) == 0
    assert {letter["To"] for letter in server.letters} == {"clerk@example.org", "head@example.org"}
    assert len({letter["Message-ID"] for letter in server.letters}) == 2


def test_a_refused_letter_is_dropped_and_a_postponed_one_tried_until_it_is_too_old(mailing):
    with mailing.work("admin") as request:
        request.site.people["clerk"].email = "never@example.org"
        request.site.people["head"].email = "later@example.org"
    tell(mailing, "clerk", "head", "staff")
    with served() as server:
        configure(mailing, mail="smtp", mail_host="127.0.0.1", mail_port=server.server_address[1])
        deliver(mailing)
        assert len(waiting(mailing)) == 1
        assert deliver(mailing) == 0  # not before an hour has passed
        mailing.clock.forward(seconds=GIVEN_UP.total_seconds())
        assert deliver(mailing) == 1
    assert waiting(mailing) == []
    assert [letter["To"] for letter in server.letters] == ["staff@example.org"]


def test_an_address_that_breaks_headers_sends_nothing_and_stops_no_other_letter(mailing):
    with mailing.work("admin") as request:
        request.site.people["clerk"].email = "clerk@example.org\r\nBcc: everybody@example.org"
    tell(mailing, "clerk")
    deliver(mailing)
    with mailing.work() as request:
        assert request.site.letters.silent_until is None  # it is no fault of the server
    tell(mailing, "head")
    deliver(mailing)
    assert [letter["To"] for letter in kept(mailing)] == ["head@example.org"]
