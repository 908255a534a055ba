"""Free places at the windows: computed from offers, opening hours and closures, never stored (H8.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IBookingSlots, IClock, IWorkingDays
from onestop_records.models.booking import WINDOW, Booking
from onestop_records.models.bookingrules import Offer
from onestop_records.models.site import Site

YEARS = range(2000, 3000)  # that anybody may name
Taken = dict[str, list[tuple[str, str]]]  # day → pairs of begin and end, ``09:00``


@dataclass(frozen=True)
class Slot:
    """One time at one window: ``at`` and ``until`` are instants, ``local`` the first without its zone."""

    local: datetime
    at: datetime
    until: datetime
    free: int
    offer: Offer

    @property
    def name(self) -> str:
        """Its local time, ``2026-11-24T09:00``."""
        return f"{self.local:%Y-%m-%dT%H:%M}"


@implementer(IBookingSlots)
class Slots:
    """Of one archive."""

    def __init__(self, site: Site, clock: Clock, working_days: Any) -> None:
        self.site = site
        self.folder = site.bookings
        self.clock = clock
        self.working_days = working_days

    def units(self, matter: str) -> list[str]:
        today = self.clock.today()
        known = self.site.matters.get(matter) if matter else None
        if matter and (known is None or not known.public):
            return []
        offered = {offer.unit for offer in self.folder.offers() if offer.matter == matter}
        general = {known.unit} if known is not None else set()
        return [
            code
            for code in sorted(offered | general)
            if self._open(code) and self._last(code, matter) > today
        ]

    def days(self, unit: str, matter: str) -> list[tuple[date, int]]:
        today = self.clock.today()
        taken = self._taken(unit, matter, today, self._last(unit, matter))
        span = (self._last(unit, matter) - today).days
        found = [
            (day, slots)
            for step in range(span + 1)
            if (slots := self._of_day(unit, matter, day := today + timedelta(days=step), taken))
        ]
        return [(day, sum(slot.free for slot in slots)) for day, slots in found]

    def of_day(self, unit: str, matter: str, day: date, soon: bool = False) -> list[Slot]:
        return self._of_day(unit, matter, day, self._taken(unit, matter, day, day), soon)

    def find(self, unit: str, matter: str, local: str, soon: bool = False) -> Slot | None:
        try:
            day = datetime.fromisoformat(local).date()
        except ValueError:
            return None
        return next((slot for slot in self.of_day(unit, matter, day, soon) if slot.name == local), None)

    def is_open(self, booking: Booking) -> bool:
        return booking.kind != WINDOW or self._all_open(booking.local, booking.end)

    def displaced(self, unit: str) -> list[Booking]:
        now = f"{self.clock.local(self.clock.now()):%Y-%m-%dT%H:%M}"
        found = []
        for key, value in self.folder.taken.items(f"{unit}/", f"{unit}0"):
            local, (end, booking_id) = key.split("/")[2], value.split("/")
            if local > now and not self._all_open(local, end) and self.folder[booking_id].open:
                found.append(self.folder[booking_id])
        return found

    def _all_open(self, local: str, end: str) -> bool:
        begins = datetime.fromisoformat(local)
        ends = datetime.fromisoformat(f"{local[:11]}{end}")
        return any(a <= begins and ends <= b for a, b in self.working_days.open_periods(begins.date()))

    def _open(self, unit: str) -> bool:
        found = self.site.units.get(unit)
        return found is not None and not found.closed

    def _last(self, unit: str, matter: str) -> date:
        """The last day that may be booked; today when there is none."""
        today = self.clock.today()
        terms = [*self.folder.terms(unit, matter), *self.folder.terms(unit, "")]
        ahead = [one.ahead for one in terms if one.places]
        return today + timedelta(days=max(ahead, default=0))

    def _of_day(self, unit: str, matter: str, day: date, taken: Taken, soon: bool = False) -> list[Slot]:
        """The slots of a day that may still be booked, whether or not a place is free."""
        offer = self.folder.offer(unit, matter, day)
        if offer is None or not offer.places or not self._open(unit):
            return []
        if not 0 <= (day - self.clock.today()).days <= offer.ahead:
            return []
        notice = 0 if soon else self.folder.rules.notice_minutes
        earliest = self.clock.now() + timedelta(minutes=notice)
        length = timedelta(minutes=offer.minutes)
        busy = taken.get(str(day), [])
        found = (_slot(offer, local, at, length, busy) for local, at in self._begins(day, length))
        return [slot for slot in found if slot.at >= earliest]

    def _begins(self, day: date, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
        """When slots begin: local time and instant."""
        for begin, end in self.working_days.open_periods(day):
            at = self.working_days.instant(begin)
            while begin + length <= end:
                yield begin, at
                begin, at = begin + length, at + length

    def _taken(self, unit: str, matter: str, since: date, until: date) -> Taken:
        """Places that are taken, by day; read from the keys alone."""
        found: Taken = {}
        for name in dict.fromkeys((matter, "")):
            first = f"{unit}/{name}/"
            for key, value in self.folder.taken.items(f"{first}{since}", f"{first}{until}U"):
                local = key.split("/")[2]
                offer = self.folder.offer(unit, matter, date.fromisoformat(local[:10]))
                if offer is not None and offer.matter == name:
                    found.setdefault(local[:10], []).append((local[11:], value.split("/")[0]))
        return found


def _slot(
    offer: Offer, local: datetime, at: datetime, length: timedelta, busy: list[tuple[str, str]]
) -> Slot:
    free = offer.places
    if busy:
        begin, end = f"{local:%H:%M}", f"{local + length:%H:%M}"
        free -= sum(a < end and begin < b for a, b in busy)
    return Slot(local, at, at + length, max(0, free), offer)


def place_in(folder: Any, slot: Slot) -> str:
    """The key of a free place, empty when there is none; of two who take it at once, one conflicts."""
    if not slot.free:
        return ""
    keys = (
        f"{slot.offer.unit}/{slot.offer.matter}/{slot.name}/{number}"
        for number in range(1, slot.offer.places + 1)
    )
    return next((key for key in keys if key not in folder.taken), "")


def local_time(text: str) -> datetime | None:
    """A local time as ``2026-11-24T09:00``, None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    plain = found.tzinfo is None and len(text) == len("2026-11-24T09:00")
    return found if plain and found.year in YEARS else None


def factory(context: object, request: Request) -> Slots:
    return Slots(request.site, request.find_service(IClock), request.find_service(IWorkingDays))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBookingSlots)
