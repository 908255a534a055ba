"""A new appointment: what it must say, when it can be, what its client is told."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.booking import (
    HOLIDAY,
    HOME,
    KINDS,
    MISSED,
    WINDOW,
    Booking,
    digits,
    new_code,
    new_number,
)
from onestop_records.models.bookingwords import KINDS as KIND_WORDS
from onestop_records.models.identity import new_id
from onestop_records.models.site import Site
from onestop_records.services.bookingslots import local_time, place_in

TEXTS = ("name", "phone", "email", "address", "what", "reason")
FEWEST_DIGITS = 7  # of a telephone
LONGEST = timedelta(days=366)  # ahead, whatever is agreed
MOST_MINUTES = 600
AGREED_MINUTES = 60  # of a visit, if nothing is said
TAKEN = _("The last place at that time has just been taken: choose another")


class Time:
    """When an appointment is to be: from the free places of a window, or as agreed."""

    def __init__(self, slots: Any, soon: bool = False) -> None:
        self.slots = slots
        self.soon = soon  # the window books until the last minute
        self.working_days = slots.working_days
        self.clock = slots.clock

    def wrong(self, kind: str, unit: str, matter: str, values: Mapping[str, Any]) -> Iterator[Violation]:
        """What stands against it."""
        local = local_time(values.get("at") or "")
        if local is None:
            yield Violation("at", _("Write the time as 2026-11-24T09:00"))
        elif kind == WINDOW:
            slot = self.slots.find(unit, matter, values["at"], self.soon)
            if slot is None:
                yield Violation("at", _("Nothing can be booked at that time: choose one that is offered"))
            elif not slot.free:
                yield Violation("at", TAKEN)
        else:
            yield from self._agreed(kind, local, values)

    def _agreed(self, kind: str, local: datetime, values: Mapping[str, Any]) -> Iterator[Violation]:
        at, minutes = self.working_days.instant(local), values.get("minutes") or AGREED_MINUTES
        if not self.clock.now() <= at <= self.clock.now() + LONGEST:
            yield Violation("at", _("The time lies ahead, within a year"))
        if not 0 < minutes <= MOST_MINUTES:
            limits = {"least": 1, "most": MOST_MINUTES}
            yield Violation("minutes", _("Between ${least} and ${most}, please", mapping=limits))
        elif local + timedelta(minutes=minutes) > local.replace(hour=23, minute=59):
            yield Violation("minutes", _("It ends on the same day"))
        working = self.working_days.is_working(local.date())
        if kind == HOLIDAY and working:
            yield Violation("at", _("That is a working day: no service on a holiday is needed"))
        if kind == HOME and not working:
            yield Violation("at", _("That day is no working day: book a service on a holiday"))

    def set(self, booking: Booking, values: Mapping[str, Any]) -> None:
        """Give it this time, and a place when it is at a window. Raises Violations."""
        local = datetime.fromisoformat(values["at"])
        at = self.working_days.instant(local)
        until = at + timedelta(minutes=values.get("minutes") or AGREED_MINUTES)
        if booking.kind == WINDOW:
            slot = self.slots.find(booking.unit, booking.matter, values["at"], self.soon)
            booking.place = place_in(self.slots.folder, slot) if slot is not None else ""
            if slot is None or not booking.place:
                raise Violations(Violation("at", TAKEN))
            until = slot.until
        booking.set_time(local, at, until)
        countdown = timedelta(hours=self.slots.folder.rules.countdown_hours)
        booking.reminded = at - self.clock.now() <= countdown  # who is told now need not be reminded


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, without blanks around it."""
    texts = {name: str(values.get(name) or "").strip() for name in TEXTS}
    return {**values, **texts, "kind": values.get("kind") or WINDOW, "matter": values.get("matter") or ""}


def wrong(site: Site, values: Mapping[str, Any]) -> Iterator[Violation]:
    """What hinders any appointment, whoever makes it."""
    if values["kind"] not in KINDS:
        yield Violation("kind", _("There is no ${code} here", mapping={"code": values["kind"]}))
    unit = site.units.get(values.get("unit") or "")
    if unit is None or unit.closed:
        yield Violation("unit", _("There is no such unit, or it is closed."))
    matter = site.matters.get(values["matter"]) if values["matter"] else None
    if values["matter"] and (matter is None or not matter.public):
        yield Violation("matter", _("There is no such matter in the catalogue"))
    if not values["name"]:
        yield Violation("name", _("Say who comes"))
    if len(digits(values["phone"])) < FEWEST_DIGITS:
        yield Violation("phone", _("A telephone at which we can reach you, please"))
    if not values["matter"] and not values["what"]:
        yield Violation("what", _("Say what it is about"))
    if values["kind"] == HOME and not values["address"]:
        yield Violation("address", _("Say where the visit is"))
    if values["kind"] == HOLIDAY and not values["reason"]:
        yield Violation("reason", _("Say why it cannot wait for a working day"))


def used_up(site: Site, phone: str, now: datetime) -> Iterator[Violation]:
    """Places are for who comes: so many at a time, so often cancelled or missed (H8.1.3)."""
    rules = site.bookings.rules
    own = list(site.bookings.of_phone(phone))
    if sum(one.open and one.until > now for one in own) >= rules.most_open:
        most = {"most": rules.most_open}
        yield Violation(
            "phone", _("At most ${most} appointments at a time under one telephone", mapping=most)
        )
    since = now - timedelta(days=rules.within_days)
    cancelled = sum(one.by_client and one.moves[-1].at > since for one in own)
    missed = sum(one.state == MISSED and one.at > since for one in own)
    if cancelled >= rules.cancellations or missed >= rules.missed:
        yield Violation(
            "phone",
            _("Too many were cancelled or missed under this telephone: please call us to book"),
        )


def entered(site: Site, values: Mapping[str, Any], made_by: str, now: datetime) -> tuple[Booking, str]:
    """A new one without a time, and its code."""
    booking = Booking(new_id(), values["unit"], now)
    booking.kind, booking.matter, booking.made_by = values["kind"], values["matter"], made_by
    for name in TEXTS:
        setattr(booking, name, values[name])
    booking.language = values.get("language") or ""
    code = new_code()
    booking.code = digest(code)
    return booking, code


def numbered(site: Site, booking: Booking) -> None:
    """Give it a number that no other has."""
    while not booking.number or site.bookings.by_number(booking.number) is not None:
        booking.number = new_number(booking.day)


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def facts(booking: Booking) -> dict[str, Any]:
    """What the audit trail is told: nothing of the client."""
    told = {"number": booking.number, "unit": booking.unit, "matter": booking.matter}
    return {**told, "booking_kind": booking.kind, "booked_for": booking.local, "online": not booking.made_by}


class Letters:
    """What a client reads, if they gave an e-mail address; no word of who they are or what it is about."""

    def __init__(self, site: Site, notices: Any) -> None:
        self.site = site
        self.notices = notices

    def made(self, booking: Booking) -> None:
        self._write(
            booking,
            _("Your appointment ${number}"),
            _("${day} ${time}, ${unit}, ${kind}. With the number you can see or cancel it on our pages."),
        )

    def moved(self, booking: Booking) -> None:
        self._write(
            booking,
            _("Your appointment ${number} has another time"),
            _("It had to be moved: it is now ${day} ${time}, ${unit}. If that does not suit, please call."),
        )

    def cancelled(self, booking: Booking) -> None:
        self._write(
            booking,
            _("Your appointment ${number} was cancelled"),
            _("The one on ${day} ${time}, ${unit}, does not take place. Please book another, or call us."),
        )

    def reminded(self, booking: Booking) -> None:
        self._write(
            booking,
            _("Your appointment ${number} is near"),
            _("${day} ${time}, ${unit}. If you cannot come, please cancel it so that somebody else can."),
        )

    def _write(self, booking: Booking, subject: Any, text: Any) -> None:
        unit = self.site.units.get(booking.unit)
        mapping = {
            "number": booking.number,
            "day": booking.local[:10],
            "time": booking.local[11:],
            "unit": unit.title if unit is not None else "",
            "kind": KIND_WORDS[booking.kind],
        }
        self.notices.write(
            booking.email,
            booking.language,
            subject % mapping,
            text % mapping,
            "/booked" if booking.code else "",
        )
