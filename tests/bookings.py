"""Appointments made as far as a test wants."""

from datetime import date

from onestop_records.interfaces import IBookingDoor, IBookingRules, IBookings
from tests import cases

TUESDAY = "2026-11-24"  # the day after the world's Monday noon
CLIENT = {"name": "李女士", "phone": "138 0000 1234", "email": "li@example.org", "what": "咨询天平检定"}


def offered(world, unit="QYB", by="head", **values):
    """A window with two places each half hour."""
    with world.work(by) as request:
        known = {"unit": unit, "matter": "", "since": date(2026, 11, 23), "minutes": 30, "places": 2}
        request.find_service(IBookingRules).offer({**known, "ahead": 14, "rule": "H8.1.3", **values})


def furnished(world):
    """A matter of the catalogue, and places at its unit's window."""
    cases.add_matter(world)
    offered(world)


def online(world, at=f"{TUESDAY}T09:00", **values):
    """Booked by the client; its id, number and code."""
    with world.work("clerk") as request:
        known = {"unit": "QYB", "matter": "JL-01", "at": at, **CLIENT, **values}
        booking, code = request.find_service(IBookingDoor).book(known, "10.0.0.1", "zh_CN")
        return booking.id, booking.number, code


def booked(world, by="clerk", at=f"{TUESDAY}T09:00", **values):
    """Booked by a colleague for a client; its id."""
    with world.work(by) as request:
        known = {"unit": "QYB", "matter": "JL-01", "at": at, **CLIENT, **values}
        return request.find_service(IBookings).book(known)[0].id


def make(world, by, booking_id, name, /, **values):
    """One step by one person."""
    with world.work(by) as request:
        request.find_service(IBookings).make(request.site.bookings[booking_id], name, values)
