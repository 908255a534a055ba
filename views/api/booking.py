"""Appointments through the API, as the unit's people see to them (H8.1)."""

from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Missing
from onestop_records.interfaces import IBookings, IClock
from onestop_records.models.booking import Booking
from onestop_records.permissions import Permission
from schemas.booking import STEPS, BookingsQuery, BookSchema, LinkBody
from schemas.bookinganswer import BookingAnswer, BookingsAnswer, MadeAnswer
from views.api.call import api_call
from views.api.revised import Revised
from views.booking import DAYS, seen_units
from views.bookingshown import booking_json

ONE = "/bookings/{id}"
MOST_DAYS = timedelta(days=92)
LAST = date(2999, 1, 1)
BOOKING = Revised(ONE, Booking, BookingAnswer, booking_json)
SUMMARIES = {
    "come": "Say that the client came",
    "miss": "Say that nobody came, when its time is over",
    "cancel": "Cancel it with a reason",
    "move": "Move it to another time",
    "entrust": "Have a colleague of the unit see to it",
}


@api_call(
    "/bookings",
    "GET",
    "List appointments of one's units, by time",
    Permission.BOOKINGS,
    query=BookingsQuery,
    answer=BookingsAnswer,
)
def list_bookings(context: object, request: Request) -> dict[str, Any]:
    """Of a week from today on, or of the days asked for, a quarter of a year at most.

    A manager sees those of all units.
    """
    asked, known = request.values, seen_units(request)
    since = min(asked["since"] or request.find_service(IClock).today(), LAST)
    until = min(asked["until"] or since + timedelta(days=DAYS - 1), since + MOST_DAYS)
    units = [asked["unit"]] if asked["unit"] else known
    found = request.find_service(IBookings).between(units, since, until)
    return {"items": [booking_json(one, request) for one in found]}


@api_call(
    "/bookings",
    "POST",
    "Book for a client: a place, a visit, a service on a holiday",
    Permission.BOOKING_MAKE,
    body=BookSchema,
    answer=MadeAnswer,
    status=201,
)
def make_booking(context: object, request: Request) -> dict[str, Any]:
    """The code is shown this once."""
    booking, code = request.find_service(IBookings).book(request.values)
    return {"id": booking.id, "number": booking.number, "code": code}


@api_call(
    ONE,
    "GET",
    "Read an appointment",
    Permission.BOOKING_VIEW,
    answer=BookingAnswer,
    context=Booking,
    traverse=ONE,
)
def read_booking(context: Booking, request: Request) -> Response:
    """One of them."""
    return BOOKING.shown(context, request)


def _step(name: str) -> Any:
    def view(context: Booking, request: Request) -> None:
        """409 for the state, 422 with the rule that forbids it."""
        request.find_service(IBookings).make(context, name, request.values)

    view.__name__ = f"{name}_booking"
    return BOOKING.transition(name, Permission.BOOKING_ACT, SUMMARIES[name], STEPS[name])(view)


come_booking = _step("come")
miss_booking = _step("miss")
cancel_booking = _step("cancel")
move_booking = _step("move")
entrust_booking = _step("entrust")


@api_call(
    f"{ONE}/case",
    "POST",
    "Name the case that it led to",
    Permission.BOOKING_ACT,
    body=LinkBody,
    answer=BookingAnswer,
    context=Booking,
    traverse=ONE,
)
def link_booking(context: Booking, request: Request) -> dict[str, Any]:
    """A note goes into the history of the case."""
    case = request.site.cases.get(request.values["case"])
    if case is None or not request.knows(case):
        raise Missing(request.values["case"])
    request.find_service(IBookings).link(context, case)
    return booking_json(context, request)
