"""Making an appointment and asking for one through the API, without a token (H8.1.1)."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.errors import Refused, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IBookingDoor, IBookingSlots
from onestop_records.models.booking import Booking
from schemas.booking import BookedBody, BookOnlineBody, SlotsQuery
from schemas.bookinganswer import BookedAnswer, OnlineAnswer, PlacesAnswer, SlotsAnswer
from views.api.call import api_call
from views.api.problem import problem
from views.book import ASKING, BOOKING, NOBODY, UNKNOWN
from views.bookingshown import booked_json
from views.progress import too_many
from views.undone import undo

TOLD = ("number", "unit", "matter", "local", "until", "cancel_until")


@api_call(
    "/booking-places", "GET", "List what can be booked where", NO_PERMISSION_REQUIRED, answer=PlacesAnswer
)
def list_places(context: object, request: Request) -> dict[str, Any]:
    """Public matters with the units that offer places for them."""
    slots = request.find_service(IBookingSlots)
    found = ((matter, slots.units(matter.code)) for matter in request.site.matters.values())
    return {"items": [{"matter": m.code, "title": m.title, "units": units} for m, units in found if units]}


@api_call(
    "/booking-slots",
    "GET",
    "List days, and the times of one, with their free places",
    NO_PERMISSION_REQUIRED,
    query=SlotsQuery,
    answer=SlotsAnswer,
)
def list_slots(context: object, request: Request) -> dict[str, Any]:
    """Computed anew for each question."""
    asked, service = request.values, request.find_service(IBookingSlots)
    days = service.days(asked["unit"], asked["matter"])
    slots = service.of_day(asked["unit"], asked["matter"], asked["day"]) if asked["day"] else []
    return {
        "days": [{"day": str(day), "free": free} for day, free in days],
        "slots": [
            {
                "local": each.name,
                "at": each.at.isoformat(),
                "until": each.until.isoformat(),
                "free": each.free,
            }
            for each in slots
        ],
    }


@api_call(
    "/bookings-online",
    "POST",
    "Book a place at a window",
    NO_PERMISSION_REQUIRED,
    body=BookOnlineBody,
    answer=OnlineAnswer,
    status=201,
)
def book_online(context: object, request: Request) -> Any:
    """422 when the last place has just been taken; after too many attempts everybody waits."""
    request.actor = NOBODY
    service, address = request.find_service(IBookingDoor), request.client_addr or ""
    if wait := service.wait(BOOKING, address):
        return problem(request, 429, too_many(wait), **{"Retry-After": str(wait)})
    try:
        booking, code = service.book(request.values, address, request.locale_name)
    except Violations as wrong:  # nothing has been written yet; that it was tried is kept
        service.refused(address)
        return problem(request, 422, _("The content breaks a rule"), wrong.violations)
    told = booked_json(booking, request)
    return {"code": code, **{name: told[name] for name in TOLD}}


@api_call(
    "/booked",
    "POST",
    "Ask for an appointment by its number and its code, or the end of its telephone",
    NO_PERMISSION_REQUIRED,
    body=BookedBody,
    answer=BookedAnswer,
)
def ask_booked(context: object, request: Request) -> Any:
    """404 for what does not fit; after too many of them everybody waits."""
    found = _found(request)
    return booked_json(found, request) if isinstance(found, Booking) else found


@api_call(
    "/booked/cancel",
    "POST",
    "Cancel an appointment by its number and its code, or the end of its telephone",
    NO_PERMISSION_REQUIRED,
    body=BookedBody,
    answer=BookedAnswer,
)
def cancel_booked(context: object, request: Request) -> Any:
    """422 when it is too late for that; 409 when it is none any more."""
    found = _found(request)
    if not isinstance(found, Booking):
        return found
    try:
        request.find_service(IBookingDoor).withdraw(found)
    except Refused as refused:
        undo(request, refused)
        return problem(
            request, request.response.status_int, _("The content breaks a rule"), refused.violations
        )
    return booked_json(found, request)


def _found(request: Request) -> Any:
    """The appointment, or what is answered in its place."""
    request.actor = NOBODY
    values, address = request.values, request.client_addr or ""
    service = request.find_service(IBookingDoor)
    if wait := service.wait(ASKING, address, values["number"]):
        return problem(request, 429, too_many(wait), **{"Retry-After": str(wait)})
    booking = service.find(values["number"], values["proof"], address)
    return booking if booking is not None else problem(request, 404, UNKNOWN)
