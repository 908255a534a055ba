"""How appointments are told: days in words, what is left of the time, what of them the API answers."""

from datetime import date, datetime
from typing import Any

from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.interfaces import IBookingDoor, IBookings, IBookingSlots, IClock
from onestop_records.models.booking import Booking

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
NAMES = ("id", "number", "state", "revision", "kind", "unit", "local")
PERSONAL = ("name", "phone", "email", "address", "what", "reason")


def weekday(day: date | str) -> Any:
    """The day of the week."""
    found = day if isinstance(day, date) else date.fromisoformat(day[:10])
    return WEEKDAYS[found.weekday()]


def left(now: datetime, at: datetime) -> Any:
    """The countdown (H8.1.3): how long it is until then; None when it has begun."""
    minutes = int((at - now).total_seconds() // 60)
    if minutes < 0:
        return None
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        return _("in ${days} days and ${hours} hours", mapping={"days": days, "hours": hours})
    if hours:
        return _(
            "in ${hours} hours and ${minutes} minutes", mapping={"hours": hours, "minutes": minutes % 60}
        )
    return _("in ${minutes} minutes", mapping={"minutes": minutes})


def booking_json(booking: Booking, request: Request) -> dict[str, Any]:
    """As its unit sees it."""
    return {
        **{name: getattr(booking, name) for name in (*NAMES, *PERSONAL)},
        "matter": booking.matter or None,
        "person": booking.person or None,
        "case": booking.case or None,
        "at": booking.at.isoformat(),
        "until": booking.until.isoformat(),
        "online": not booking.made_by,
        "displaced": booking.open and not request.find_service(IBookingSlots).is_open(booking),
        "erased_at": booking.erased_at.isoformat() if booking.erased_at else None,
        "transitions": list(request.find_service(IBookings).steps(booking)),
    }


def booked_json(booking: Booking, request: Request) -> dict[str, Any]:
    """As its client sees it: nothing of who they are."""
    last = request.find_service(IBookingDoor).last_moment(booking)
    return {
        **{name: getattr(booking, name) for name in ("number", "state", "kind", "unit", "local")},
        "matter": booking.matter or None,
        "at": booking.at.isoformat(),
        "until": booking.until.isoformat(),
        "cancel_until": last.isoformat(),
        "may_cancel": booking.open and request.find_service(IClock).now() <= last,
    }
