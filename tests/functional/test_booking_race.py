"""Two processes book the last place of each time: exactly one has it (H8.1.3, rule 18)."""

from datetime import timedelta

from onestop_records.cli.instance import open_instance
from onestop_records.events import Actor
from onestop_records.interfaces import IBookingRules, IBookingSlots, IClock
from onestop_records.models.booking import digits
from tests.functional.serving import furnished
from tests.functional.side_by_side import clerk, race

RACES = 40


def test_the_last_place_is_booked_once(tmp_path):
    folder = furnished(tmp_path / "instance")
    with open_instance(folder) as opened:
        with opened.work() as request:
            manager = Actor(request.site.people.by_username("manager").id, way="page")
            actor = clerk(request)
        with opened.work(manager) as request:
            today = request.find_service(IClock).today()
            offer = {"unit": "QYB", "since": today, "minutes": 15, "places": 1, "ahead": 20, "rule": "H8.1.3"}
            request.find_service(IBookingRules).offer(offer)
            request.tm.commit()
        with opened.work(actor) as request:
            slots = request.find_service(IBookingSlots)
            days = [day for day, free in slots.days("QYB", "") if day > today + timedelta(days=1)]
            times = [slot.name for day in days for slot in slots.of_day("QYB", "", day)][:RACES]
        assert len(times) == RACES
        race(folder, ("book", "book"), times)
        with opened.work() as request:
            found = [one.local for one in request.site.bookings.of_phone(digits("13800001234"))]
    assert sorted(found) == sorted(times)
