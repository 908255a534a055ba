"""Appointments as the unit's people see to them (H8.1; S5.6.2, C10)."""

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IBookings, ICases, INotices
from onestop_records.models.bookingpeople import covers
from tests import bookings
from tests.bookings import TUESDAY

SATURDAY = "2026-11-28"
VISIT = {"kind": "home", "at": f"{TUESDAY}T12:15", "minutes": 90, "address": "海曙区望春路 3 号"}
HOLIDAY = {"kind": "holiday", "at": f"{SATURDAY}T10:00", "reason": "招商项目急需", "address": ""}


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def one(world, booking_id):
    with world.work("clerk") as request:
        found = request.site.bookings[booking_id]
        return found.state, found.local, found.person


def steps(world, by, booking_id):
    with world.work(by) as request:
        return request.find_service(IBookings).steps(request.site.bookings[booking_id])


def test_h8_1_1_booked_on_behalf_of_who_calls(house):
    booking_id = bookings.booked(house)
    with house.work("clerk") as request:
        found = request.site.bookings[booking_id]
        assert (found.number[:7], found.made_by, found.end) == ("YY1124-", "clerk", "09:30")
        assert found.code not in ("", None) and len(found.code) == 64


@pytest.mark.parametrize("field", ["name", "phone", "unit", "matter", "kind"])
def test_what_an_appointment_must_say(house, field):
    wrong = {"name": " ", "phone": "12345", "unit": "ZZZ", "matter": "JL-77", "kind": "dream"}
    with pytest.raises(Violations) as found:
        bookings.booked(house, **{field: wrong[field]})
    assert field in [each.field for each in found.value.violations]


def test_the_window_books_until_the_last_minute(house):
    house.clock.forward(hours=1, minutes=20)  # ten minutes before
    booking_id = bookings.booked(house, at="2026-11-23T13:30")
    bookings.make(house, "clerk", booking_id, "come")
    with pytest.raises(Violations):
        bookings.online(house, at="2026-11-23T14:00", phone="13700001111")


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00", "9999-12-31T23:59", "2028-01-03T10:00", "2026-11-22T10:00"]
)
def test_times_that_nobody_can_mean(house, at):
    with pytest.raises(Violations):
        bookings.booked(house, **{**VISIT, "at": at})


def test_s5_6_2_a_visit_at_the_clients_has_an_address_and_takes_no_place(house):
    bookings.booked(house, **VISIT)
    with pytest.raises(Violations) as found:
        bookings.booked(house, **{**VISIT, "address": ""})
    assert [each.field for each in found.value.violations] == ["address"]
    with pytest.raises(Violations):  # on a day off it is a service on a holiday
        bookings.booked(house, **{**VISIT, "at": f"{SATURDAY}T10:00"})


def test_c10_a_service_on_a_holiday_has_a_reason_and_the_window_is_told_at_once(house):
    booking_id = bookings.booked(house, **HOLIDAY)
    for wrong in ({"reason": ""}, {"at": f"{TUESDAY}T10:00"}):
        with pytest.raises(Violations):
            bookings.booked(house, **{**HOLIDAY, **wrong})
    with house.work("clerk2") as request:
        told = request.find_service(INotices).of(request.site.people["clerk2"])
        assert [each.address for each in told] == [f"/bookings/{booking_id}"]
        assert not request.find_service(INotices).of(request.site.people["staff2"])


def test_came_leads_into_a_case_with_a_note_in_its_history(house):
    booking_id = bookings.booked(house)
    house.clock.forward(hours=21)
    bookings.make(house, "clerk", booking_id, "come")
    with house.work("clerk") as request:
        booking = request.site.bookings[booking_id]
        values = {"matter": "JL-01", "channel": "window", "name": booking.name, "phone": booking.phone}
        case = request.find_service(ICases).register(values)
        request.find_service(IBookings).link(booking, case)
        assert booking.case == case.id
        note = case.moves[-1]
        assert note.name == "appointment"
        assert booking.number in note.reason and "2026-11-24 09:00" in note.reason
        with pytest.raises(Conflict):
            request.find_service(IBookings).link(booking, case)


def test_only_who_came_leads_into_a_case(house):
    booking_id = bookings.booked(house)
    with house.work("clerk") as request:
        case = request.find_service(ICases).register({"matter": "JL-01", "channel": "window", "name": "某人"})
        with pytest.raises(Conflict):
            request.find_service(IBookings).link(request.site.bookings[booking_id], case)


def test_nobody_has_come_before_the_day(house):
    booking_id = bookings.booked(house)
    with pytest.raises(Refused):
        bookings.make(house, "clerk", booking_id, "come")
    assert "come" not in steps(house, "clerk", booking_id)


def test_h8_1_3_missed_is_said_only_when_its_time_is_over(house):
    booking_id = bookings.booked(house)
    house.clock.forward(hours=21, minutes=29)
    with pytest.raises(Refused):
        bookings.make(house, "clerk", booking_id, "miss")
    house.clock.forward(minutes=1)
    bookings.make(house, "clerk", booking_id, "miss")
    assert one(house, booking_id)[0] == "missed"
    bookings.make(house, "clerk", booking_id, "come")  # late, and welcome
    assert one(house, booking_id)[0] == "came"


def test_cancelling_wants_a_reason(house):
    booking_id = bookings.booked(house)
    with pytest.raises(Refused):
        bookings.make(house, "clerk", booking_id, "cancel")
    bookings.make(house, "clerk", booking_id, "cancel", reason="窗口检修")
    with pytest.raises(Conflict):
        bookings.make(house, "clerk", booking_id, "cancel", reason="再次")


def test_moving_takes_another_place_and_frees_the_first(house):
    first, second = bookings.booked(house), bookings.booked(house)
    bookings.make(house, "clerk", first, "move", at=f"{TUESDAY}T10:00")
    assert one(house, first) == ("booked", f"{TUESDAY}T10:00", "")
    bookings.make(house, "clerk", second, "move", at=f"{TUESDAY}T10:00")
    third = bookings.booked(house)
    with pytest.raises(Violations):
        bookings.make(house, "clerk", third, "move", at=f"{TUESDAY}T10:00")
    assert one(house, third) == ("booked", f"{TUESDAY}T09:00", "")


def test_a_colleague_of_the_unit_sees_to_it(house):
    booking_id = bookings.booked(house, person="clerk2")
    assert one(house, booking_id)[2] == "clerk2"
    with pytest.raises(Violations):
        bookings.make(house, "clerk", booking_id, "entrust", person="staff2")
    bookings.make(house, "clerk", booking_id, "entrust", person="staff")
    assert one(house, booking_id)[2] == "staff"
    bookings.make(house, "clerk", booking_id, "entrust", person="")
    assert one(house, booking_id)[2] == ""


WHO = {  # who may act in an appointment of the unit QYB
    "staff": True,
    "clerk": True,
    "head": True,
    "manager": True,
    "staff2": False,
    "archivist": False,
    "auditor": False,
    "security": False,
    "admin": False,
}
AFTER = {  # state → the steps that it allows, once the time is over
    "booked": ("come", "miss", "cancel", "move", "entrust"),
    "came": (),
    "missed": ("come",),
    "cancelled": (),
}
WAYS = {
    "booked": None,
    "came": ("come", {}),
    "missed": ("miss", {}),
    "cancelled": ("cancel", {"reason": "来电"}),
}


@pytest.mark.parametrize("state", AFTER)
@pytest.mark.parametrize("person", WHO)
def test_each_step_by_each_role_in_each_state(house, state, person):
    booking_id = bookings.booked(house)
    house.clock.forward(hours=22)
    if WAYS[state] is not None:
        name, values = WAYS[state]
        bookings.make(house, "clerk", booking_id, name, **values)
    expected = AFTER[state] if WHO[person] else ()
    assert steps(house, person, booking_id) == expected
    for name in {"come", "miss", "cancel", "move", "entrust"} - set(expected):
        with pytest.raises((Conflict, Refused)):
            bookings.make(house, person, booking_id, name, reason="-", at=f"{TUESDAY}T15:00", person="clerk")


@pytest.mark.parametrize("person", WHO)
def test_the_people_of_a_unit_book_for_it(house, person):
    if WHO[person]:
        bookings.booked(house, by=person)
    else:
        with pytest.raises(Violations):
            bookings.booked(house, by=person)


def test_who_stands_in_for_somebody_of_the_unit_sees_to_it_meanwhile(house):
    from datetime import date

    from onestop_records.interfaces import IPosts
    from onestop_records.models.person import Appointment

    booking_id = bookings.booked(house)
    with house.work("admin") as request:
        clerk, today = request.site.people["clerk"], date(2026, 11, 23)
        clerk.appointments = (Appointment("QYB", "post", date(2020, 1, 1), deputy="staff2"),)
        assert not covers(request.site, request.site.people["staff2"], "QYB", today)
        request.find_service(IPosts).away(clerk, today, None, "出差")
    bookings.make(house, "staff2", booking_id, "move", at=f"{TUESDAY}T10:00")


def test_lists_are_of_ones_own_units(house):
    booking_id = bookings.booked(house)
    for person, expected in (("clerk", [booking_id]), ("manager", [booking_id]), ("staff2", [])):
        with house.work(person) as request:
            day = request.site.bookings[booking_id].day
            found = request.find_service(IBookings).between(["QYB"], day, day)
            assert [each.id for each in found] == expected


def test_the_trail_tells_nothing_of_the_client(house):
    booking_id = bookings.booked(house)
    bookings.make(house, "clerk", booking_id, "cancel", reason="李女士来电")
    with house.work("auditor") as request:
        from onestop_records.interfaces import IAudit

        entries = list(request.find_service(IAudit).entries(booking_id))
        text = " ".join(f"{entry.before} {entry.after} {entry.reason}" for entry in entries)
    assert len(entries) == 2 and "李女士" not in text and "1234" not in text and "example" not in text
