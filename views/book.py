"""Making an appointment without signing in (H8.1.1): matter, day, time, who comes; and asking for one.

Each choice is an address of its own, so that the page needs no script and the browser's way back works.
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.errors import Refused, Violations
from onestop_records.events import Actor
from onestop_records.i18n import _
from onestop_records.interfaces import IBookingDoor, IBookingSlots, IClock
from onestop_records.models import bookingwords as words
from onestop_records.models.booking import Booking
from onestop_records.models.matter import Matter
from onestop_records.models.site import Site
from schemas.booking import BookOnlineSchema
from schemas.matter import DOMAINS, FORM_WORDS
from views.bookingshown import booked_json, left, weekday
from views.form import Shape, handle
from views.progress import too_many
from views.undone import undo

NOBODY = Actor("", "", "page")
BOOK = "templates/booking/book.pt"
DONE = "views:templates/booking/done.pt"
BOOKED = "templates/booking/booked.pt"
BOOKING, ASKING = "booking", "booked"
UNKNOWN = _("There is no appointment with this number and this code or these digits.")
LONGEST = 40
OPEN: dict[str, Any] = {"context": Site, "permission": NO_PERMISSION_REQUIRED}


@view_config(name="book", request_method="GET", renderer=BOOK, **OPEN)
@view_config(name="book", request_method="POST", renderer=BOOK, **OPEN)
def book(site: Site, request: Request) -> Any:
    """One choice after the other; the last step is the form."""
    request.actor = NOBODY
    request.response.headers["Cache-Control"] = "no-store"
    chosen = Chosen(site, request)
    if request.method == "POST" or chosen.slot is not None:
        return _last(request, chosen)
    return {**chosen.shown(), "form": None, "problem": None}


class Chosen:
    """What has been chosen so far, by the address; what makes no sense counts as not chosen."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site = site
        self.slots = request.find_service(IBookingSlots)
        self.clock = request.find_service(IClock)
        self.given = {name: request.GET.get(name, "")[:LONGEST] for name in ("matter", "unit", "day", "at")}
        self.matter: Matter | None = self._matter()
        self.units = self._units()
        self.unit = self.given["unit"] if self.given["unit"] in self.units else ""
        if self.matter is not None and len(self.units) == 1:
            self.unit = self.units[0]
        code = self.matter.code if self.matter else ""
        self.days = self.slots.days(self.unit, code) if self.unit else []
        self.day = next((day for day, free in self.days if str(day) == self.given["day"]), None)
        self.times = self.slots.of_day(self.unit, code, self.day) if self.day else []
        wanted = f"{self.day}T{self.given['at']}"
        self.slot = next((each for each in self.times if each.name == wanted and each.free), None)

    def _matter(self) -> Matter | None:
        found = self.site.matters.get(self.given["matter"])
        return found if found is not None and self.slots.units(found.code) else None

    def _units(self) -> list[str]:
        """Where the matter can be booked; without one, the windows open to every concern."""
        if self.matter is not None:
            return list(self.slots.units(self.matter.code))
        return [code for code in self.site.units if self._takes_all(code)]

    def _takes_all(self, unit: str) -> bool:
        today = self.clock.today()
        terms = self.site.bookings.terms(unit, "")
        return any(one.places and one.since <= today for one in terms) and not self.site.units[unit].closed

    def link(self, **changes: str) -> str:
        """The address with these choices, and those before the first of them."""
        names = ("matter", "unit", "day", "at")
        code = self.matter.code if self.matter else ""
        known = {"matter": code, "unit": self.unit, "day": str(self.day or ""), "at": self.given["at"]}
        last = max((names.index(name) for name in changes), default=0)
        kept = {name: changes.get(name, known[name]) for name in names[: last + 1]}
        pairs = [(name, value) for name, value in kept.items() if value]
        return f"/book?{urlencode(pairs)}" if pairs else "/book"

    def shown(self) -> dict[str, Any]:
        """What the template tells."""
        matters = [m for m in self.site.matters.values() if m.public and self.slots.units(m.code)]
        groups = [(word, [m for m in matters if m.domain == name]) for name, word in DOMAINS.items()]
        return {
            "chosen": self,
            "groups": [group for group in groups if group[1]] if not self.unit and not self.matter else [],
            "halves": self._halves(),
            "weekday": weekday,
            "forms": FORM_WORDS,
            "rules": self.site.bookings.rules,
            "lost": bool(self.given["at"]) and self.slot is None,
        }

    def _halves(self) -> list[tuple[Any, list[Any]]]:
        """The times of the day, morning and afternoon."""
        early = [each for each in self.times if each.local.hour < 12]
        late = [each for each in self.times if each.local.hour >= 12]
        return [half for half in ((_("Morning"), early), (_("Afternoon"), late)) if half[1]]


def _last(request: Request, chosen: Chosen) -> Any:
    """Who comes; whoever sends it gets a number and a code, once."""
    service, address = request.find_service(IBookingDoor), request.client_addr or ""
    if request.method == "POST" and (wait := service.wait(BOOKING, address)):
        request.response.status_int = 429
        request.response.headers["Retry-After"] = str(wait)
        return {**chosen.shown(), "form": None, "problem": too_many(wait)}

    def act(values: Mapping[str, Any]) -> Response | Refused:
        given = dict(values)
        if service.repeated(given.pop("once")):
            return _done(request, None, "")
        code = chosen.matter.code if chosen.matter else ""
        place = {"unit": chosen.unit, "matter": code, "at": f"{chosen.day}T{chosen.given['at']}"}
        try:
            booking, secret = service.book({**given, **place}, address, request.locale_name)
        except Violations as wrong:  # nothing has been written yet; that it was tried is kept
            service.refused(address)
            return wrong
        return _done(request, booking, secret)

    shape = Shape(button=_("Book this time"))
    done = handle(request, BookOnlineSchema(), act, {"once": secrets.token_urlsafe(16)}, shape)
    return done if isinstance(done, Response) else {**chosen.shown(), **done, "problem": None}


def _done(request: Request, booking: Booking | None, code: str) -> Response:
    values = {"booking": booking, "code": code, "weekday": weekday, "forms": FORM_WORDS, "matter": None}
    if booking is not None:
        values["matter"] = request.site.matters.get(booking.matter)
        values["last"] = request.find_service(IBookingDoor).last_moment(booking)
    response = render_to_response(DONE, values, request=request)
    response.headers["Cache-Control"] = "no-store"
    return response


@view_config(name="booked", request_method="GET", renderer=BOOKED, **OPEN)
def asked(site: Site, request: Request) -> dict[str, Any]:
    """The boxes for number and code."""
    return _booked(request, None)


@view_config(name="booked", request_method="POST", renderer=BOOKED, **OPEN)
def booked(site: Site, request: Request) -> Any:
    """One's appointment; cancelled when that is asked. What does not fit is told the same, and noted."""
    request.actor = NOBODY
    request.response.headers["Cache-Control"] = "no-store"
    number, proof = (str(request.POST.get(name, ""))[:LONGEST] for name in ("number", "proof"))
    service, address = request.find_service(IBookingDoor), request.client_addr or ""
    if wait := service.wait(ASKING, address, number):
        request.response.status_int = 429
        request.response.headers["Retry-After"] = str(wait)
        return _booked(request, None, number, "", too_many(wait))
    booking = service.find(number, proof, address)
    if booking is None:
        request.response.status_int = 422
        return _booked(request, None, number, "", UNKNOWN)
    if "cancel" not in request.POST:
        return _booked(request, booking, number, proof)
    try:
        service.withdraw(booking)
    except Refused as refused:
        undo(request, refused)
        return _booked(request, booking, number, proof, refused.violations[0].message)
    return {**_booked(request, booking, number, proof), "cancelled": True}


def _booked(
    request: Request, booking: Booking | None, number: str = "", proof: str = "", problem: Any = None
) -> dict[str, Any]:
    now = request.find_service(IClock).now()
    told = booked_json(booking, request) if booking is not None else None
    return {
        "booking": booking,
        "told": told,
        "left": left(now, booking.at) if booking is not None and booking.open else None,
        "last": request.find_service(IBookingDoor).last_moment(booking) if booking is not None else None,
        "matter": request.site.matters.get(booking.matter) if booking is not None else None,
        "forms": FORM_WORDS,
        "words": words,
        "weekday": weekday,
        "number": number,
        "proof": proof,
        "problem": problem,
        "cancelled": False,
    }
