"""Notices: sent once, counted, read, with letters; senders never stand in each other's way."""

from dataclasses import replace

import pytest
import transaction
from zope.interface.verify import verifyObject

from onestop_records.i18n import _, spoken
from onestop_records.interfaces import INotices
from onestop_records.models.notice import MOST_UNREAD, Notice, NoticeBox


def tell(request, *people, number=1, **more):
    subject = _("A case waits for you: ${number}", mapping={"number": number})
    request.find_service(INotices).send(people, subject, _("Look at it."), **more)


def of(world, person, unread=False):
    with world.work(person) as request:
        return request.find_service(INotices).of(request.site.people[person], unread)


def count(world, person):
    with world.work(person) as request:
        return request.find_service(INotices).unread(request.site.people[person])


def letters(world):
    with world.work() as request:
        return [letter for _place, letter in request.site.letters.items()]


@pytest.fixture
def mailing(world):
    """A world whose people have e-mail."""
    world.registry.settings["onestop"] = replace(
        world.settings, mail="file", mail_sender="archive@example.org"
    )
    with world.work("admin") as request:
        for person in request.site.people.values():
            person.email = f"{person.username}@example.org"
    yield world
    world.registry.settings["onestop"] = world.settings


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(INotices, request.find_service(INotices))


def test_a_notice_reaches_those_it_is_sent_to_and_nobody_else(world):
    with world.work("manager") as request:
        tell(request, "clerk", "clerk", "head", address="/cases/c1")
    assert count(world, "clerk") == count(world, "head") == 1
    assert count(world, "staff") == 0
    (notice,) = of(world, "clerk")
    assert (notice.address, notice.read_at) == ("/cases/c1", None)
    assert notice.at == world.clock.now()


def test_unknown_people_the_system_and_closed_accounts_are_passed_over(world):
    with world.work("admin") as request:
        request.site.people["clerk2"].closed = True
    with world.work("manager") as request:
        tell(request, "nobody", "system", "clerk2", "clerk")
        assert list(request.site.notices) == ["clerk"]


def test_what_was_sent_with_a_key_is_not_sent_again_even_when_read(world):
    for _round in range(2):
        with world.work("manager") as request:
            tell(request, "clerk", key="case:c1:warned")
    (notice,) = of(world, "clerk")
    with world.work("clerk") as request:
        request.find_service(INotices).read(request.site.people["clerk"], [notice.id])
    with world.work("manager") as request:
        tell(request, "clerk", "head", key="case:c1:warned")
    assert len(of(world, "clerk")) == 1
    assert len(of(world, "head")) == 1  # who was not told yet is


def test_reading_marks_what_is_named_and_passes_over_the_rest(world):
    with world.work("manager") as request:
        tell(request, "clerk", number=1)
        tell(request, "clerk", number=2)
    first, second = of(world, "clerk")
    world.clock.forward(hours=1)
    with world.work("clerk") as request:
        request.find_service(INotices).read(request.site.people["clerk"], [first.id, "nothing"])
    assert [notice.id for notice in of(world, "clerk", unread=True)] == [second.id]
    shown = of(world, "clerk")
    assert [notice.id for notice in shown] == [second.id, first.id]  # those not read come first
    assert shown[1].read_at == world.clock.now()


def test_nobody_reads_the_notices_of_another_by_their_ids(world):
    with world.work("manager") as request:
        tell(request, "clerk")
    (notice,) = of(world, "clerk")
    with world.work("head") as request:
        request.find_service(INotices).read(request.site.people["head"], [notice.id])
    assert count(world, "clerk") == 1


def test_senders_to_one_person_at_once_do_not_conflict(world):
    with world.work("manager") as request:
        tell(request, "clerk")  # the box is there
    managers = [transaction.TransactionManager() for _ in range(2)]
    boxes = [world.db.open(manager).root()["site"].notices["clerk"] for manager in managers]
    for box, manager in zip(boxes, managers, strict=True):
        manager.begin()
        box.put(Notice(f"n-{id(manager)}", world.clock.now(), _("Desk"), _("Desk")))
    for manager in managers:
        manager.commit()
    assert count(world, "clerk") == 3


def test_old_notices_are_forgotten_and_many_unread_ones_laid_aside(world):
    with world.work("manager") as request:
        tell(request, "clerk", key="k")
    world.clock.forward(days=181)
    with world.work("system") as request:
        assert request.find_service(INotices).forget_old() == 1
    with world.work("manager") as request:
        tell(request, "clerk", key="k")  # the mark lives longer than the notice
    assert of(world, "clerk") == []
    box = NoticeBox()
    for number in range(MOST_UNREAD + 5):
        box.put(Notice(f"{number:05}", world.clock.now(), _("Desk"), _("Desk")))
    assert box.forget(world.clock.now(), world.clock.now()) == 0
    assert len(box.unread.values) == MOST_UNREAD
    assert len(list(box.all())) == MOST_UNREAD + 5


def test_a_letter_is_written_in_the_same_transaction_for_who_has_an_address(mailing):
    with mailing.work("admin") as request:
        request.site.people["head"].email = ""
    with mailing.work("manager") as request:
        tell(request, "clerk", "head")
        assert len(list(request.site.letters.items())) == 1
        request.tm.abort()
        request.tm.begin()
        assert list(request.site.letters.items()) == []  # what is undone writes no letter either
        tell(request, "clerk", "head")
    (letter,) = letters(mailing)
    assert letter.person == "clerk"
    assert letter.message_id.endswith("@example.org>")


def test_without_mail_no_letter_is_written(world):
    with world.work("admin") as request:
        request.site.people["clerk"].email = "clerk@example.org"
    with world.work("manager") as request:
        tell(request, "clerk")
    assert letters(world) == []


def test_values_of_a_message_are_spoken_in_the_same_language():
    message = _("The term ${term} ends", mapping={"term": _("answer"), "days": 3})
    words = {"The term ${term} ends": "期限${term}到期", "answer": "答复"}
    assert spoken(lambda text: text.interpolate(words.get(text, str(text))), message) == "期限答复到期"
