"""What time brings about: clients reminded, windows told of closed days, names erased (H8.1.3)."""

from dataclasses import replace
from datetime import date

import pytest

from onestop_records.interfaces import IBookingWork, ICalendar, INotices, IWork
from onestop_records.models.bookingpeople import serving
from tests import bookings
from tests.bookings import TUESDAY


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


@pytest.fixture
def mailing(house):
    house.registry.settings["onestop"] = replace(house.settings, mail="file", mail_sender="a@example.org")
    yield house
    house.registry.settings["onestop"] = house.settings


def letters(world):
    """What was written to clients: (address, subject)."""
    world.index()
    folder = world.registry.settings["onestop"].instance / "mail"
    from email import message_from_bytes
    from email.policy import default

    found = [message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml")]
    return sorted((one["To"], one["Subject"], one.get_content()) for one in found)


def close_tuesday(world):
    with world.work("admin") as request:
        request.find_service(ICalendar).close({"since": date(2026, 11, 24), "title": "停电"})


def work(world, person):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [(str(one.task), one.address) for one in found if one.kind == "booking"]


def test_a_client_with_an_address_is_written_to_when_it_is_made_moved_and_called_off(mailing):
    booking_id = bookings.booked(mailing)
    bookings.make(mailing, "clerk", booking_id, "move", at=f"{TUESDAY}T10:00")
    bookings.make(mailing, "clerk", booking_id, "cancel", reason="检修")
    told = [subject for to, subject, text in letters(mailing)]
    assert len(told) == 3 and all("YY1124-" in subject for subject in told)
    for to, subject, text in letters(mailing):
        assert to == "li@example.org" and "李女士" not in subject + text and "天平" not in subject + text


def test_who_took_it_back_is_not_written_to(mailing):
    booking_id = bookings.booked(mailing)
    bookings.make(mailing, "clerk", booking_id, "cancel", reason="来电", by_client=True)
    assert len(letters(mailing)) == 1


def test_letters_are_in_the_language_of_the_client(mailing):
    with mailing.work("clerk") as request:
        from onestop_records.interfaces import IBookingDoor

        values = {"unit": "QYB", "matter": "JL-01", "at": f"{TUESDAY}T09:00", **bookings.CLIENT}
        request.find_service(IBookingDoor).book(values, "10.0.0.1", "en")
    (letter,) = letters(mailing)
    assert "Your appointment" in letter[1] and "At the window" in letter[2]


def test_h8_1_3_the_client_is_reminded_once_when_it_comes_near(mailing):
    mailing.clock.forward(hours=-4)  # 25 hours before nine o'clock
    bookings.booked(mailing)
    assert len(letters(mailing)) == 1
    mailing.clock.forward(hours=1, minutes=1)
    assert len(letters(mailing)) == 2
    mailing.clock.forward(hours=1)
    assert len(letters(mailing)) == 2


def test_when_the_calendar_changes_the_window_is_told_and_moves_it(house):
    booking_id = bookings.booked(house)
    house.index()
    close_tuesday(house)
    house.index()
    with house.work("clerk") as request:
        told = request.find_service(INotices).of(request.site.people["clerk"])
        assert [one.address for one in told] == [f"/bookings/{booking_id}"]
    assert work(house, "clerk") == [
        ("Closed at that time: move the appointment and tell the client", f"/bookings/{booking_id}")
    ]
    bookings.make(house, "clerk", booking_id, "move", at="2026-11-25T09:00")
    assert work(house, "clerk") == []


def test_a_visit_takes_place_whatever_the_doors_do(house):
    bookings.booked(house, kind="home", at=f"{TUESDAY}T10:00", address="望春路 3 号")
    close_tuesday(house)
    assert work(house, "clerk") == []


def test_what_nobody_has_decided_waits_until_somebody_does(house):
    booking_id = bookings.booked(house)
    assert work(house, "clerk") == []
    house.clock.forward(hours=20)
    assert work(house, "clerk") == [("Appointment today", f"/bookings/{booking_id}")]
    house.clock.forward(days=9)
    waiting = [("Say whether the client came", f"/bookings/{booking_id}")]
    assert work(house, "clerk") == work(house, "head") == waiting
    assert work(house, "staff2") == work(house, "manager") == []
    bookings.make(house, "head", booking_id, "miss")
    assert work(house, "clerk") == []


def test_where_no_clerk_and_no_head_is_it_waits_for_all(house):
    bookings.offered(house, "XXB", by="manager")
    bookings.booked(house, by="staff2", unit="XXB", matter="", at="2026-11-23T14:00")
    assert len(work(house, "staff2")) == 1
    with house.work("staff2") as request:
        site = request.site
        assert serving(site, site.people["staff"], date(2026, 11, 23)) == frozenset()


def test_names_are_erased_after_some_days_whatever_came_of_it(house):
    first, second = bookings.booked(house), bookings.online(house)[0]
    bookings.make(house, "clerk", first, "cancel", reason="李女士来电", by_client=True)
    house.clock.forward(days=30)
    house.index()
    with house.work("clerk") as request:
        assert request.site.bookings[second].name == "李女士"
    house.clock.forward(days=2)
    house.index()
    with house.work("clerk") as request:
        folder = request.site.bookings
        for booking_id in (first, second):
            one = folder[booking_id]
            assert (one.name, one.phone, one.email, one.what, one.code) == ("", "", "", "", "")
            assert one.number and one.erased_at and not any(move.reason for move in one.moves)
        assert list(folder.of_phone(bookings.CLIENT["phone"])) == []
        assert list(folder.taken) == []
        assert request.find_service(IBookingWork).forget_names() == 0
    # Nobody has said yet what came of the second: that is still to be done.
    assert work(house, "clerk") == [("Say whether the client came", f"/bookings/{second}")]
    bookings.make(house, "clerk", second, "miss")


def test_the_trail_notes_that_names_were_erased_and_not_which(house):
    booking_id = bookings.booked(house)
    house.clock.forward(days=32)
    house.index()
    with house.work("auditor") as request:
        from onestop_records.interfaces import IAudit

        entries = list(request.find_service(IAudit).entries(booking_id))
        assert [entry.act for entry in entries] == ["booking-made", "booking-erased"]
        assert "李女士" not in str([entry.after for entry in entries])
