"""What appointments ask of people, and what time brings about: reminders, closed days, names erased."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation
from onestop_records.events import Actor, BookingErased, BookingMoved, Event
from onestop_records.i18n import _
from onestop_records.interfaces import (
    IBookingSlots,
    IBookingWork,
    IClock,
    INotices,
    INotifier,
    IResponsibility,
    IWorkingDays,
)
from onestop_records.models.booking import Booking
from onestop_records.models.bookingpeople import covers, people_of, serving
from onestop_records.models.bookingwords import KINDS
from onestop_records.models.disposal import Move
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.services.bookingentry import Letters

DISPLACED = _("Closed at that time: move the appointment and tell the client")
UNDECIDED = _("Say whether the client came")
TODAY = _("Appointment today")
AHEAD = _("Appointment")
AT_ONCE = 200  # names erased in one transaction


class Agenda:
    """What of the open appointments is a person's to see to."""

    def __init__(self, site: Site, clock: Clock, slots: Any) -> None:
        self.site = site
        self.folder = site.bookings
        self.clock = clock
        self.slots = slots

    def waiting(self, person: Person) -> Iterator[Waiting]:
        """What is today, what nobody has decided, what fell on closed time."""
        now, today = self.clock.now(), self.clock.today()
        for booking in self._near(person):
            if booking.until <= now:
                yield self._told(booking, person, UNDECIDED, booking.until)
            elif not self.slots.is_open(booking):
                yield self._told(booking, person, DISPLACED, booking.at)
            elif booking.day == today:
                yield self._told(booking, person, TODAY, booking.at)

    def coming(self, person: Person) -> Iterator[Waiting]:
        """All that lies ahead after today."""
        tomorrow = self.clock.today() + timedelta(days=1)
        found = {one.id: one for one in self.folder.held(person.id) if one.day >= tomorrow}
        for unit in serving(self.site, person, self.clock.today()):
            found |= {one.id: one for one in self.folder.opened(unit, f"{tomorrow}") if not one.person}
        for booking in found.values():
            if self.slots.is_open(booking):
                yield self._told(booking, person, AHEAD, booking.at)

    def _near(self, person: Person) -> list[Booking]:
        """Of the person's own and the person's windows: all until today, and what fell on closed time."""
        found = {one.id: one for one in self.folder.held(person.id)}
        for unit in sorted(serving(self.site, person, self.clock.today())):
            near = [*self.folder.opened(unit, "", f"{self.clock.today()}U"), *self.slots.displaced(unit)]
            found |= {one.id: one for one in near if not one.person}
        return list(found.values())

    def _told(self, booking: Booking, person: Person, task: Any, due: Any) -> Waiting:
        title = f"{booking.number} {booking.local.replace('T', ' ')} {booking.name}"
        shared = booking.person != person.id  # who stands in at a window sees its own already
        return Waiting("booking", task, title, f"/bookings/{booking.id}", person.id, due, shared=shared)


@implementer(IBookingWork)
class BookingWork:
    """Of one archive."""

    def __init__(
        self,
        agenda: Agenda,
        working_days: Any,
        notices: Any,
        actor: Actor,
        notify: Callable[[Event], None],
    ) -> None:
        self.agenda = agenda
        self.site = agenda.site
        self.folder = agenda.site.bookings
        self.clock = agenda.clock
        self.working_days = working_days
        self.notices = notices
        self.actor = actor
        self.notify = notify

    def coming(self, person: Person) -> list[Waiting]:
        return list(self.agenda.coming(person))

    def remind(self) -> int:
        now = self.clock.now()
        until = now + timedelta(hours=self.folder.rules.countdown_hours)
        letters, done = Letters(self.site, self.notices), 0
        for booking in list(self.folder.named(self._local(now), self._local(until))):
            if booking.open and not booking.reminded and booking.email:
                letters.reminded(booking)
                booking.reminded = True
                done += 1
        return done

    def displaced(self) -> int:
        edition = self.working_days.edition()
        if self.folder.edition == edition:
            return 0
        self.folder.edition = edition
        done = 0
        for booking in self.folder.named(self._local(self.clock.now()), "9"):
            if booking.open and not self.agenda.slots.is_open(booking):
                self._tell(booking, edition)
                done += 1
        return done

    def forget_names(self) -> int:
        before = self.clock.today() - timedelta(days=self.folder.rules.erase_days)
        done = 0
        for booking in list(self.folder.named("", f"{before}")):
            phone = booking.phone
            booking.forget(self.clock.now())
            self.folder.erased(booking, phone)
            told = {"number": booking.number, "state": booking.state}
            self.notify(BookingErased(self.actor, booking.id, "booking", after=told))
            done += 1
            if done == AT_ONCE:
                break
        return done

    def _tell(self, booking: Booking, edition: Any) -> None:
        people = (
            [booking.person] if booking.person else people_of(self.site, booking.unit, self.clock.today())
        )
        mapping = {
            "number": booking.number,
            "time": booking.local.replace("T", " "),
            "kind": KINDS[booking.kind],
        }
        subject = _("Appointment ${number} falls on closed time", mapping=mapping)
        text = _("The calendar has changed: the house is closed on ${time}. Please move it.", mapping=mapping)
        key = f"booking:{booking.id}:{booking.local}:{edition}"
        self.notices.send(people, subject, text, f"/bookings/{booking.id}", key)

    def _local(self, instant: Any) -> str:
        return f"{self.clock.local(instant):%Y-%m-%dT%H:%M}"


@implementer(IResponsibility)
class BookingsHeld:
    """Open appointments that one colleague sees to."""

    kind = "booking"
    title = _("Appointments")

    def __init__(self, site: Site, clock: Clock, actor: Actor, notify: Callable[[Event], None]) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify

    def of(self, person: Person) -> Iterator[Duty]:
        for booking in self.site.bookings.held(person.id):
            title = f"{booking.number} {booking.local.replace('T', ' ')}"
            yield Duty(self.kind, booking.id, title, f"/bookings/{booking.id}", state=booking.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        booking = self.site.bookings.get(duty_id)
        if booking is None:
            raise Missing(duty_id)
        if booking.person != giver.id or not booking.open:
            raise Refused(Violation("", _("Somebody else sees to this appointment")))
        self.site.bookings.entrust(booking, "")
        # Who takes it over from another unit leaves it to the window that it was booked at.
        if covers(self.site, receiver, booking.unit, self.clock.today()):
            self.site.bookings.entrust(booking, receiver.id)
        booking.moves = (*booking.moves, Move("entrust", self.actor.person, self.clock.now()))
        booking.revision += 1
        told = {"step": "entrust", "person": booking.person}
        self.notify(BookingMoved(self.actor, booking.id, "booking", after=told))


def _agenda(request: Request) -> Agenda:
    return Agenda(request.site, request.find_service(IClock), request.find_service(IBookingSlots))


def factory(context: object, request: Request) -> BookingWork:
    return BookingWork(
        _agenda(request),
        request.find_service(IWorkingDays),
        request.find_service(INotices),
        request.actor,
        request.find_service(INotifier),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBookingWork)
    config.add_waiting(lambda request: _agenda(request).waiting)
    config.add_responsibility(
        lambda request: BookingsHeld(
            request.site, request.find_service(IClock), request.actor, request.find_service(INotifier)
        )
    )
