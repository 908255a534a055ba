"""Appointments for everybody, without an account (H8.1.1): booked, asked for and cancelled over the network.

Number and code, or number and the end of the telephone, open one appointment and nothing else. Neither who
asks nor from where is kept.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violations
from onestop_records.events import Actor, BookingMade, BookingMoved
from onestop_records.interfaces import IBookingDoor, IBookingSlots, INotices
from onestop_records.models.booking import CLIENT, WINDOW, Booking, digits
from onestop_records.models.disposal import Move
from onestop_records.services.batch import Maker, maker
from onestop_records.services.bookingentry import (
    Letters,
    Time,
    digest,
    entered,
    facts,
    given,
    numbered,
    used_up,
    wrong,
)
from onestop_records.services.complaintdoor import BOOKED, BOOKED_NUMBER, BOOKING, Door
from onestop_records.workflow.booking import PROCESS

NOBODY = Actor(CLIENT, "", "page")
FEWEST = 4  # digits of a telephone that are proof


@implementer(IBookingDoor)
class BookingDoor:
    """Of one archive."""

    def __init__(self, maker: Maker, slots: Any, letters: Letters, door: Door) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.bookings
        self.time = Time(slots)
        self.letters = letters
        self.door = door

    def wait(self, what: str, address: str, number: str = "") -> int:
        found = self.door.wait(what, address)
        return max(found, self.door.wait(BOOKED_NUMBER, _plain(number))) if number else found

    def repeated(self, once: str) -> bool:
        return self.door.repeated(once)

    def book(self, values: Mapping[str, Any], address: str, language: str) -> tuple[Booking, str]:
        values = {**given(values), "kind": WINDOW, "language": language, "address": "", "reason": ""}
        now = self.maker.clock.now()
        found = [*wrong(self.site, values), *used_up(self.site, values["phone"], now)]
        found += self.time.wrong(WINDOW, values.get("unit") or "", values["matter"], values)
        Violations.check(found)
        self.door.note(BOOKING, address)
        booking, code = entered(self.site, values, CLIENT, now)
        self.time.set(booking, values)
        numbered(self.site, booking)
        booking.moves = (Move("book", CLIENT, now),)
        self.folder.add(booking)
        self.maker.notify(BookingMade(NOBODY, booking.id, "booking", after=facts(booking)))
        self.letters.made(booking)
        return booking, code

    def refused(self, address: str) -> None:
        self.door.note(BOOKING, address)

    def find(self, number: str, proof: str, address: str) -> Booking | None:
        booking = self.folder.by_number(_plain(number))
        if booking is not None and fits(booking, proof):
            return booking
        self.door.note(BOOKED, address)
        self.door.note(BOOKED_NUMBER, _plain(number))
        return None

    def withdraw(self, booking: Booking) -> None:
        making = self.maker.making()
        self.maker.check(PROCESS, booking, "withdraw", making)
        now = self.maker.clock.now()
        booking.state = PROCESS.by_name["withdraw"].target
        booking.by_client = True
        booking.moves = (*booking.moves, Move("withdraw", CLIENT, now))
        booking.revision += 1
        self.folder.release(booking)
        self.folder.free(booking)
        told = {"state": booking.state, "step": "withdraw", "booked_for": booking.local}
        self.maker.notify(BookingMoved(NOBODY, booking.id, "booking", after=told))

    def last_moment(self, booking: Booking) -> datetime:
        return booking.at - timedelta(hours=self.folder.rules.cancel_hours)


def fits(booking: Booking, proof: str) -> bool:
    """True for its code, and for the end of its telephone; for nothing once names are erased."""
    if not booking.code:
        return False
    plain = _plain(proof)
    if hmac.compare_digest(digest(plain), booking.code):
        return True
    end = digits(plain)
    return len(end) >= FEWEST and end == plain.replace("-", "") and digits(booking.phone).endswith(end)


def _plain(text: str) -> str:
    return "".join(text.split()).upper()


def factory(context: object, request: Request) -> BookingDoor:
    made = maker(request)
    letters = Letters(request.site, request.find_service(INotices))
    return BookingDoor(made, request.find_service(IBookingSlots), letters, Door(request.site, made.clock))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBookingDoor)
