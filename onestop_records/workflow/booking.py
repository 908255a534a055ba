"""Appointments as one table (H8.1.3)."""

from collections.abc import Iterator
from datetime import timedelta

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.booking import BOOKED, CAME, CANCELLED, MISSED, Booking
from onestop_records.models.bookingpeople import covers
from onestop_records.permissions import Permission
from onestop_records.workflow.process import WORKER, Making, Process, Step, reasoned

HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))


def own(booking: Booking, making: Making) -> Iterator[Violation]:
    """The unit's people, who stands in for them, and managers see to its appointments."""
    person = making.site.people.get(making.person)
    if person is None or not covers(making.site, person, booking.unit, making.today):
        yield Violation("unit", _("The people of its unit see to an appointment"))


def of_the_day(booking: Booking, making: Making) -> Iterator[Violation]:
    """Nobody has come before the day."""
    if making.today < booking.day:
        yield Violation("at", _("Nobody can have come before that day"))


def over(booking: Booking, making: Making) -> Iterator[Violation]:
    """Whoever comes late has not missed it: that is said when its time is over (H8.1.3)."""
    if making.now < booking.until:
        yield Violation("at", _("Only when its time is over can it be said that nobody came"))


def named(booking: Booking, making: Making) -> Iterator[Violation]:
    """Of whom nothing is known any more nobody can be told a new time."""
    if booking.erased_at is not None:
        yield Violation("", _("The client's name has been erased since"))


def in_good_time(booking: Booking, making: Making) -> Iterator[Violation]:
    """The client cancels until some hours before (H8.1.3); after that a call to the window is needed."""
    last = booking.at - timedelta(hours=making.site.bookings.rules.cancel_hours)
    if making.now > last:
        yield Violation("at", _("It is too late to cancel here: please call the window"))


PROCESS = Process(
    name="booking",
    initial=BOOKED,
    states=(BOOKED, CAME, CANCELLED, MISSED),
    steps=(
        Step("come", (BOOKED, MISSED), CAME, HOUSE, Permission.BOOKING_ACT, (own, of_the_day)),
        Step("miss", (BOOKED,), MISSED, HOUSE, Permission.BOOKING_ACT, (own, over)),
        Step("cancel", (BOOKED,), CANCELLED, HOUSE, Permission.BOOKING_ACT, (own, reasoned)),
        Step("move", (BOOKED,), "", HOUSE, Permission.BOOKING_ACT, (own, named)),
        Step("entrust", (BOOKED,), "", HOUSE, Permission.BOOKING_ACT, (own,)),
        # By number and code, without an account: no person of the house.
        Step("withdraw", (BOOKED,), CANCELLED, (WORKER,), guards=(in_good_time,)),
    ),
)
