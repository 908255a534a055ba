"""Appointments (预约, H8.1) as the unit's people see to them: made, moved, decided, led into a case."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import BookingLinked, BookingMade, BookingMoved
from onestop_records.i18n import _
from onestop_records.interfaces import IBookings, IBookingSlots, INotices
from onestop_records.models.booking import CAME, HOLIDAY, Booking
from onestop_records.models.bookingpeople import covers, people_of
from onestop_records.models.case import Case
from onestop_records.models.disposal import Move
from onestop_records.models.keeping import take_on
from onestop_records.services.batch import Maker, maker
from onestop_records.services.bookingentry import Letters, Time, entered, facts, given, numbered, wrong
from onestop_records.services.casehistory import Speech, speech
from onestop_records.services.described import reason_given
from onestop_records.workflow.booking import PROCESS
from onestop_records.workflow.process import WORKER


@implementer(IBookings)
class Bookings:
    """Of one archive, for one actor."""

    def __init__(
        self,
        maker: Maker,
        slots: Any,
        letters: Letters,
        notices: Any,
        speech: Speech,
        knows: Callable[[Case], bool],
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.bookings
        self.time = Time(slots, soon=True)
        self.letters = letters
        self.notices = notices
        self.speech = speech
        self.knows = knows

    def book(self, values: Mapping[str, Any]) -> tuple[Booking, str]:
        values = given(values)
        found = [*wrong(self.site, values), *self._foreign(values), *self._wrong_person(values)]
        if not any(one.field in ("kind", "unit", "matter") for one in found):
            found += self.time.wrong(values["kind"], values["unit"], values["matter"], values)
        Violations.check(found)
        actor, now = self.maker.actor, self.maker.clock.now()
        booking, code = entered(self.site, values, actor.person, now)
        self.time.set(booking, values)
        numbered(self.site, booking)
        booking.moves = (Move("book", actor.person, now),)
        self._entrusted(booking, values.get("person") or "")
        self.folder.add(booking)
        self.maker.notify(BookingMade(actor, booking.id, "booking", after=facts(booking)))
        self.letters.made(booking)
        if booking.kind == HOLIDAY:
            self._call(booking)
        return booking, code

    def make(self, booking: Booking, name: str, values: Mapping[str, Any] | None = None) -> Booking:
        given_values = values or {}
        making = self.maker.making(reason_given("reason", given_values.get("reason") or ""))
        self.maker.check(PROCESS, booking, name, making)
        if name == "move":
            self._move(booking, given_values)
        elif name == "entrust":
            self._entrust(booking, given_values.get("person") or "")
        was_open = booking.open
        self.maker.move(PROCESS, booking, name, making)
        told = {"state": booking.state, "step": name, "booked_for": booking.local}
        self.maker.notify(BookingMoved(self.maker.actor, booking.id, "booking", after=told))
        if was_open and not booking.open:
            self.folder.release(booking)
        if name == "cancel":
            booking.by_client = bool(given_values.get("by_client"))
            self.folder.free(booking)
            if not booking.by_client:
                self.letters.cancelled(booking)
        elif name == "move":
            self.letters.moved(booking)
        return booking

    def steps(self, booking: Booking) -> tuple[str, ...]:
        making = self.maker.making("-")  # a reason is asked for when the step is made
        return tuple(
            name
            for name in PROCESS.allowed(booking, self.maker.roles())
            if WORKER not in PROCESS.by_name[name].who and not PROCESS.violations(booking, name, making)
        )

    def link(self, booking: Booking, case: Case) -> None:
        Violations.check(self._foreign({"unit": booking.unit}))
        if not self.knows(case) or case.ended:
            raise Refused(Violation("case", _("There is no such case, or it is closed")))
        if booking.state != CAME:
            raise Conflict(Violation("state", _("Say first that the client came")))
        if booking.case:
            raise Conflict(Violation("case", _("It has led to a case already")))
        actor, now = self.maker.actor, self.maker.clock.now()
        came = next(move for move in reversed(booking.moves) if move.name == "come")
        mapping = {
            "number": booking.number,
            "booked": booking.local.replace("T", " "),
            "came": f"{self.maker.clock.local(came.at):%Y-%m-%d %H:%M}",
        }
        note = self.speech.translate(_("${number}, booked for ${booked}, came ${came}", mapping=mapping))
        booking.case = case.id
        booking.revision += 1
        case.moves = (*case.moves, Move("appointment", actor.person, now, note))
        case.revision += 1
        self.maker.notify(BookingLinked(actor, booking.id, "booking", after={"case": case.id}))

    def between(self, units: Iterable[str], since: date, until: date) -> list[Booking]:
        found = [
            booking
            for unit in units
            if self._sees_to(unit)
            for booking in self.folder.between(unit, since, until)
        ]
        return sorted(found, key=lambda one: (one.local, one.number))

    def _move(self, booking: Booking, values: Mapping[str, Any]) -> None:
        Violations.check(self.time.wrong(booking.kind, booking.unit, booking.matter, values))
        self.folder.moving(booking)
        self.time.set(booking, values)
        self.folder.moved(booking)

    def _entrust(self, booking: Booking, person_id: str) -> None:
        Violations.check(self._wrong_person({"unit": booking.unit, "person": person_id}))
        self.folder.entrust(booking, "")
        self._entrusted(booking, person_id)
        if person_id:
            self.folder.entrust(booking, person_id)

    def _entrusted(self, booking: Booking, person_id: str) -> None:
        booking.person = person_id
        if person_id:
            take_on(self.site.keepings, self.site.people[person_id])

    def _wrong_person(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        person = self.site.people.get(values["person"]) if values.get("person") else None
        if values.get("person") and (
            person is None
            or person.closed
            or not covers(self.site, person, values["unit"], self.maker.clock.today())
        ):
            yield Violation("person", _("Somebody of that unit sees to it"))

    def _foreign(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        if not self._sees_to(values.get("unit") or ""):
            yield Violation("unit", _("The people of its unit see to an appointment"))

    def _sees_to(self, unit: str) -> bool:
        person = self.site.people.get(self.maker.actor.person)
        return person is not None and covers(self.site, person, unit, self.maker.clock.today())

    def _call(self, booking: Booking) -> None:
        """Who is at that window comes in on a holiday: they are told at once (C10)."""
        people = [booking.person] if booking.person else people_of(self.site, booking.unit, booking.day)
        mapping = {"number": booking.number, "time": booking.local.replace("T", " ")}
        subject = _("Service on a holiday: ${time}", mapping=mapping)
        text = _("Appointment ${number} needs somebody of your window on ${time}.", mapping=mapping)
        self.notices.send(people, subject, text, f"/bookings/{booking.id}", f"booking:{booking.id}:holiday")


def factory(context: object, request: Request) -> Bookings:
    notices = request.find_service(INotices)
    return Bookings(
        maker(request),
        request.find_service(IBookingSlots),
        Letters(request.site, notices),
        notices,
        speech(request),
        request.knows,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBookings)
