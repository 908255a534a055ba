"""Appointments as the unit's people see to them: by day, booked for a client, one of them, its steps."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IBookings, IBookingSlots, IClock
from onestop_records.models import bookingwords as words
from onestop_records.models.booking import WINDOW, Booking
from onestop_records.models.bookingfolder import BookingFolder
from onestop_records.models.bookingpeople import own_units
from onestop_records.permissions import Permission
from schemas.booking import STEPS, BookSchema
from views.batch import attempt, posted
from views.bookingshown import left, weekday
from views.form import Group, Shape, form_page, handle

DAYS = 7  # on one page
FORM = "templates/booking/form.pt"
ONE = "templates/booking/one.pt"
LONGEST = 16
DONE = {
    "come": _("Noted: the client is here."),
    "miss": _("Noted: nobody came."),
    "cancel": _("Cancelled."),
    "move": _("Moved; the client is told if they gave an e-mail address. Otherwise please call them."),
    "entrust": _("Noted."),
}
GROUPS = (
    Group(_("Where and when"), ("kind", "unit", "matter", "at", "minutes", "person")),
    Group(_("Who comes"), ("name", "phone", "email", "what")),
    Group(_("Visits and holidays"), ("address", "reason")),
)


def seen_units(request: Request) -> list[str]:
    """The units whose appointments the person sees to, the own ones first; a manager sees to all."""
    site, today = request.site, request.find_service(IClock).today()
    person = site.people[request.identity.person]
    mine = [code for code in sorted(own_units(site, person, today)) if code in site.units]
    others = [code for code in site.units if code not in mine] if "manager" in person.roles else []
    return mine + others


def day_asked(request: Request) -> date:
    """The first day to show; today when none that makes sense is asked for."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        found: date = request.find_service(IClock).today()
        return found


@view_config(context=BookingFolder, renderer="templates/booking/all.pt", permission=Permission.BOOKINGS)
def bookings(folder: BookingFolder, request: Request) -> dict[str, Any]:
    """A week of one's units from a day on, by time; what is free at the windows."""
    known = seen_units(request)
    unit = request.GET.get("unit", "")
    units = [unit] if unit in known else known
    first = min(max(day_asked(request), date(2000, 1, 1)), date(2999, 1, 1))
    until = first + timedelta(days=DAYS - 1)
    found = request.find_service(IBookings).between(units, first, until)
    days = [(first + timedelta(days=step)) for step in range(DAYS)]
    slots = request.find_service(IBookingSlots)
    return {
        "days": [(day, [one for one in found if one.day == day], _free(slots, units, day)) for day in days],
        "units": known,
        "unit": unit if unit in known else "",
        "first": first,
        "before": first - timedelta(days=DAYS),
        "after": first + timedelta(days=DAYS),
        "today": request.find_service(IClock).today(),
        "now": request.find_service(IClock).now(),
        "shown": bool(set(units)),
        "words": words,
        "weekday": weekday,
        "steps": request.find_service(IBookings).steps,
        "is_open": slots.is_open,
        "matters": request.site.matters,
        "window": WINDOW,
    }


def _free(slots: Any, units: list[str], day: date) -> list[tuple[str, list[Any]]]:
    found = ((unit, [slot for slot in slots.of_day(unit, "", day, soon=True) if slot.free]) for unit in units)
    return [pair for pair in found if pair[1]]


@form_page(BookingFolder, "make", FORM, Permission.BOOKING_MAKE_FORM, Permission.BOOKING_MAKE)
def make(folder: BookingFolder, request: Request) -> dict[str, Any] | Response:
    """For a client who calls, writes or stands here; a visit, a service on a holiday."""

    def act(values: Mapping[str, Any]) -> str:
        booking, code = request.find_service(IBookings).book(values)
        told = {"number": booking.number, "code": code}
        request.session.flash(
            _(
                "Booked: number ${number}, code ${code}. Tell the client both: the code is shown once.",
                mapping=told,
            )
        )
        return f"/bookings/{booking.id}"

    asked = {name: request.GET.get(name, "")[:LONGEST] for name in ("unit", "matter", "at")}
    offered = {"kind": "window", "minutes": 60, **{name: text for name, text in asked.items() if text}}
    offered.setdefault("unit", next(iter(seen_units(request)), ""))
    shape = Shape(button=_("Book"), groups=GROUPS, cancel="/bookings")
    done = handle(request, BookSchema(), act, offered, shape)
    return done if isinstance(done, Response) else {**done, "title": _("Book for a client"), "lead": None}


@view_config(context=Booking, request_method="GET", renderer=ONE, permission=Permission.BOOKING_VIEW)
def one(booking: Booking, request: Request) -> dict[str, Any]:
    """Who comes, what for, what has become of it."""
    return page(booking, request)


def page(booking: Booking, request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template shows."""
    site, clock = request.site, request.find_service(IClock)
    slots = request.find_service(IBookingSlots)
    case = site.cases.get(booking.case) if booking.case else None
    today = clock.today()
    people = [p for p in site.people.values() if not p.closed and booking.unit in own_units(site, p, today)]
    names = request.find_service(IBookings).steps(booking)
    return {
        "booking": booking,
        "names": names,
        "words": words,
        "weekday": weekday,
        "left": left(clock.now(), booking.at) if booking.open else None,
        "over": booking.open and booking.until <= clock.now(),
        "displaced": booking.open and booking.until > clock.now() and not slots.is_open(booking),
        "matter": site.matters.get(booking.matter),
        "case": case if case is not None and request.knows(case) else None,
        "may_enter": booking.state == "came" and not booking.case,
        "people": sorted(people, key=lambda person: person.name),
        "free": _days_free(slots, booking) if "move" in names and booking.kind == WINDOW else [],
        "window": WINDOW,
        "violations": violations,
    }


def _days_free(slots: Any, booking: Booking) -> list[tuple[date, list[Any]]]:
    """Where it could be moved to."""
    days = [day for day, free in slots.days(booking.unit, booking.matter) if free]
    found = ((day, slots.of_day(booking.unit, booking.matter, day, soon=True)) for day in days)
    return [(day, [slot for slot in times if slot.free]) for day, times in found]


def _declare(name: str) -> Any:
    def view(booking: Booking, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            request.find_service(IBookings).make(booking, name, posted(request, STEPS[name]))

        done = attempt(request, act, DONE[name], lambda found: page(booking, request, found))
        enters = name == "come" and request.has_permission(Permission.CASE_ENTER_FORM, request.site)
        if isinstance(done, Response) and enters and "enter" in request.POST:
            done.location = f"/cases/enter?booking={booking.id}"
        return done

    options = {"context": Booking, "name": name, "request_method": "POST"}
    return view_config(renderer=ONE, permission=Permission.BOOKING_ACT, _depth=1, **options)(view)


come = _declare("come")
miss = _declare("miss")
cancel = _declare("cancel")
move = _declare("move")
entrust = _declare("entrust")
