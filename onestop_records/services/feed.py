"""One's deadlines as a calendar (iCalendar, RFC 5545), for the calendar one has anyway."""

import hashlib
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.events import Actor, CalendarEnded, CalendarOpened
from onestop_records.i18n import _, localizer, spoken
from onestop_records.interfaces import IBookingWork, IClock, IFeed, INotifier, ISettings, IWork
from onestop_records.models.access import SENSITIVE
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.security import feed
from onestop_records.services.notifier import Notifier

PRODUCT = "-//onestop-records//deadlines//"


@implementer(IFeed)
class Feed:
    """Of the acting person. ``translate`` speaks their language."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        notify: Notifier,
        actor: Actor,
        work: Any,
        bookings: Any,
        translate: Any,
        base: str,
    ) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.actor = actor
        self.work = work
        self.bookings = bookings
        self.translate = translate
        self.base = base

    @property
    def _person(self) -> Person:
        return self.site.people[self.actor.person]

    def renew(self) -> str:
        address = feed.renew(self._person)
        self.notify(CalendarOpened(self.actor, self.actor.person, "person"))
        return address

    def end(self) -> None:
        if self._person.feed:
            self._person.feed = ""
            self.notify(CalendarEnded(self.actor, self.actor.person, "person"))

    def calendar(self) -> bytes:
        from icalendar import Calendar  # takes memory that few processes need

        found = Calendar()
        found.add("prodid", PRODUCT)
        found.add("version", "2.0")
        found.add("x-wr-calname", f"{self.site.title}: {self.translate(_('My work'))}")
        for one in (*self.work.of(self._person), *self.bookings.coming(self._person)):
            if one.due is not None:
                found.add_component(self._event(one))
        text: bytes = found.to_ical()
        return text

    def _event(self, one: Waiting) -> Any:
        from icalendar import Event

        event = Event()
        words = [spoken(self.translate, one.task), self._title(one)]
        if one.provisional:
            words.append(f"({self.translate(_('provisional'))})")
        name = hashlib.sha256(f"{one.kind} {one.address} {one.person}".encode()).hexdigest()[:32]
        event.add("uid", f"{name}@onestop-records")
        event.add("dtstamp", self.clock.now())
        event.add("dtstart", one.due)
        event.add("dtend", one.due)
        event.add("summary", " ".join(word for word in words if word))
        if self.base:
            event.add("url", f"{self.base}{one.address}")
        return event

    def _title(self, one: Waiting) -> str:
        """Empty unless it is known to be neither classified nor sensitive."""
        record = self.site.records.get(one.record) if one.record else None
        if record is None or record.classification.classified or record.data_category == SENSITIVE:
            return ""
        return spoken(self.translate, one.title)


def factory(context: object, request: Request) -> Feed:
    person = request.site.people.get(request.actor.person)
    return Feed(
        request.site,
        request.find_service(IClock),
        request.find_service(INotifier),
        request.actor,
        request.find_service(IWork),
        request.find_service(IBookingWork),
        localizer(request.registry, person.language if person else "").translate,
        request.find_service(ISettings).site_address.rstrip("/"),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFeed)
