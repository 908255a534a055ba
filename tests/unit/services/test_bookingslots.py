"""Free places: computed from offers, opening hours and closures (H8.1.3)."""

from datetime import date

import pytest

from onestop_records.errors import Refused, Violations
from onestop_records.interfaces import IBookingRules, IBookings, IBookingSlots, ICalendar
from tests import bookings
from tests.bookings import TUESDAY


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def slots(world, day=TUESDAY, matter="JL-01"):
    with world.work("clerk") as request:
        found = request.find_service(IBookingSlots).of_day("QYB", matter, date.fromisoformat(day))
        return {slot.name[11:]: slot.free for slot in found}


def days(world, matter="JL-01"):
    with world.work("clerk") as request:
        found = request.find_service(IBookingSlots).days("QYB", matter)
        return {str(day): free for day, free in found}


def test_slots_lie_within_the_opening_hours(house):
    found = slots(house)
    assert list(found)[:2] == ["08:30", "09:00"] and list(found)[-1] == "17:00"
    assert "12:00" not in found and "11:30" in found and "13:30" in found
    assert set(found.values()) == {2}


def test_only_working_days_are_offered_as_far_ahead_as_said(house):
    found = days(house)
    assert "2026-11-28" not in found and TUESDAY in found
    assert max(found) == "2026-12-07"


def test_a_slot_that_begins_soon_is_not_offered(house):
    assert min(slots(house, "2026-11-23")) == "13:30"  # it is noon
    house.clock.forward(minutes=45)
    assert min(slots(house, "2026-11-23")) == "14:00"


def test_h8_1_3_a_slot_has_so_many_places(house):
    for phone in ("13800001234", "13800001235"):
        bookings.online(house, phone=phone)
    assert slots(house)["09:00"] == 0 and slots(house)["09:30"] == 2
    with pytest.raises(Violations) as wrong:
        bookings.online(house, phone="13800001236")
    assert [one.field for one in wrong.value.violations] == ["at"]


def test_what_is_cancelled_may_be_booked_again(house):
    first = bookings.booked(house)
    bookings.booked(house)
    assert slots(house)["09:00"] == 0
    bookings.make(house, "clerk", first, "cancel", reason="来电取消", by_client=True)
    assert slots(house)["09:00"] == 1
    bookings.booked(house)
    assert slots(house)["09:00"] == 0


def test_a_closed_day_offers_nothing(house):
    with house.work("admin") as request:
        request.find_service(ICalendar).close({"since": date(2026, 11, 24), "title": "停电"})
    assert slots(house) == {} and TUESDAY not in days(house)


def test_a_matter_has_its_own_places_or_shares_those_of_the_window(house):
    bookings.offered(house, matter="JL-01", minutes=60, places=1)
    assert list(slots(house))[:2] == ["08:30", "09:30"]
    bookings.booked(house, at=f"{TUESDAY}T08:30")
    assert slots(house)["08:30"] == 0 and slots(house, matter="")["08:30"] == 2


def test_another_grid_counts_what_was_booked_on_the_old_one(house):
    bookings.booked(house, at=f"{TUESDAY}T09:00")
    bookings.offered(house, since=date(2026, 11, 24), minutes=20, places=1)
    found = slots(house)
    assert (found["08:50"], found["09:10"], found["09:30"]) == (0, 0, 1)


def test_an_offer_is_in_force_from_its_day_on(house):
    bookings.offered(house, since=date(2026, 11, 25), places=0)
    found = days(house)
    assert TUESDAY in found and "2026-11-25" not in found


def test_an_offer_that_has_begun_stays(house):
    bookings.offered(house, since=date(2026, 11, 25), places=0)
    with house.work("head") as request:
        rules = request.find_service(IBookingRules)
        with pytest.raises(Refused):
            rules.drop("QYB", "", date(2026, 11, 23))
    with house.work("head") as request:
        request.find_service(IBookingRules).drop("QYB", "", date(2026, 11, 25))
    assert "2026-11-25" in days(house)


@pytest.mark.parametrize("value", ["since", "minutes", "places", "ahead", "rule", "unit", "matter"])
def test_an_offer_makes_sense(house, value):
    wrong = {
        "since": date(2026, 11, 22),
        "minutes": 0,
        "places": 51,
        "ahead": 0,
        "rule": " ",
        "unit": "XXB",
        "matter": "JL-77",
    }
    with pytest.raises(Violations) as found:
        bookings.offered(house, **{value: wrong[value]})
    assert value in [one.field for one in found.value.violations]


def test_the_head_offers_for_the_own_unit_a_manager_for_all(house):
    with pytest.raises(Violations):
        bookings.offered(house, "XXB")
    bookings.offered(house, "XXB", by="manager")


def test_units_are_those_that_offer_something_for_the_matter(house):
    with house.work("clerk") as request:
        found = request.find_service(IBookingSlots)
        assert found.units("JL-01") == ["QYB"] and found.units("JL-77") == []
    bookings.offered(house, "XXB", by="manager", matter="JL-01")
    with house.work("clerk") as request:
        assert request.find_service(IBookingSlots).units("JL-01") == ["QYB", "XXB"]


def test_what_a_closure_leaves_on_closed_time_is_found(house):
    booking_id = bookings.booked(house)
    with house.work("admin") as request:
        assert request.find_service(IBookingSlots).displaced("QYB") == []
        request.find_service(ICalendar).close({"since": date(2026, 11, 24), "title": "停电"})
    with house.work("clerk") as request:
        assert [one.id for one in request.find_service(IBookingSlots).displaced("QYB")] == [booking_id]
        assert not request.find_service(IBookingSlots).is_open(request.site.bookings[booking_id])


def test_no_time_is_what_is_no_time(house):
    with house.work("clerk") as request:
        service = request.find_service(IBookings)
        for at in ("", "2026-11-24", "2026-11-24T09:07", "2026-11-24T09:00+08:00", "x" * 16):
            known = {"unit": "QYB", "matter": "JL-01", "at": at, **bookings.CLIENT}
            with pytest.raises(Violations):
                service.book(known)
