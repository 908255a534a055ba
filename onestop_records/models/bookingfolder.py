"""Where all appointments are, with the sets by which they are found; no two writers share a key of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.models.booking import Booking, digits
from onestop_records.models.bookingrules import BookingRules, Offer


class BookingFolder(Persistent):
    """All appointments by id.

    ``taken`` is the gate of places: its keys name one place of one slot, so that of two who want the last
    one, one conflicts. What sets say of time is local (``2026-11-24T09:00``).
    """

    __name__ = "bookings"
    __parent__: Any = None
    rules = BookingRules()
    edition: Any = None  # of the calendar by which booked times were looked at last

    def __init__(self) -> None:
        self._bookings = OOBTree()
        self._numbers = OOBTree()  # number → id
        self.taken = OOBTree()  # "unit/matter/local/place" → "end/id", as 09:30/…
        self._days = OOTreeSet()  # "unit/local/id" of all
        self._open = OOTreeSet()  # "unit/local/id" of those nobody has decided
        self._named = OOTreeSet()  # "local/id" of those whose names are not erased
        self._phones = OOTreeSet()  # "digits/id" of the same
        self._held = OOTreeSet()  # "person/id" of open ones that one colleague sees to
        self._offers = OOBTree()  # "unit/matter" → tuple of Offer, by their first days

    def __getitem__(self, booking_id: str) -> Booking:
        return self._bookings[booking_id]

    def get(self, booking_id: str) -> Booking | None:
        found: Booking | None = self._bookings.get(booking_id)
        return found

    def __len__(self) -> int:
        return len(self._bookings)

    def by_number(self, number: str) -> Booking | None:
        """The one with this number."""
        found = self._numbers.get(number)
        return None if found is None else self._bookings[found]

    def add(self, booking: Booking) -> None:
        """A new one, whose place is taken."""
        booking.__parent__ = self
        self._bookings[booking.id] = booking
        self._numbers[booking.number] = booking.id
        self._phones.insert(f"{digits(booking.phone)}/{booking.id}")
        self._stand(booking)

    def _stand(self, booking: Booking) -> None:
        key = f"{booking.unit}/{booking.local}/{booking.id}"
        self._days.insert(key)
        self._open.insert(key)
        self._named.insert(f"{booking.local}/{booking.id}")
        if booking.place:
            self.taken[booking.place] = f"{booking.end}/{booking.id}"
        if booking.person:
            self._held.insert(f"{booking.person}/{booking.id}")

    def release(self, booking: Booking) -> None:
        """It waits for nobody any more; a place is free again when it was taken back."""
        self._open.remove(f"{booking.unit}/{booking.local}/{booking.id}")
        self.entrust(booking, "")

    def free(self, booking: Booking) -> None:
        """Somebody else may have its place."""
        if self.taken.get(booking.place) == f"{booking.end}/{booking.id}":
            del self.taken[booking.place]

    def moving(self, booking: Booking) -> None:
        """Take it out of where it stands, before its time changes; ``moved`` puts it back."""
        key = f"{booking.unit}/{booking.local}/{booking.id}"
        self._days.remove(key)
        self._open.remove(key)
        self._named.remove(f"{booking.local}/{booking.id}")
        self.free(booking)

    def moved(self, booking: Booking) -> None:
        """It has another time."""
        self._stand(booking)

    def entrust(self, booking: Booking, person: str) -> None:
        """This colleague sees to it from now on, or nobody in particular."""
        if booking.person and f"{booking.person}/{booking.id}" in self._held:
            self._held.remove(f"{booking.person}/{booking.id}")
        if person:
            booking.person = person
            self._held.insert(f"{person}/{booking.id}")
        elif booking.open:
            booking.person = ""

    def erased(self, booking: Booking, phone: str) -> None:
        """Nobody finds it by its client any more."""
        self.free(booking)
        self._named.remove(f"{booking.local}/{booking.id}")
        self._phones.remove(f"{digits(phone)}/{booking.id}")

    def between(self, unit: str, since: date, until: date) -> Iterator[Booking]:
        """Those of a unit from a day to another, which counts, by time."""
        return self._found(self._days.keys(f"{unit}/{since}", f"{unit}/{until}U"))

    def opened(self, unit: str, since: str = "", until: str = "9") -> Iterator[Booking]:
        """Those of a unit that nobody has decided, from a local time to another, by time."""
        return self._found(self._open.keys(f"{unit}/{since}", f"{unit}/{until}"))

    def named(self, since: str, until: str) -> Iterator[Booking]:
        """Those of all units whose names are kept, from a local time to another, by time."""
        return (self._bookings[key.split("/")[1]] for key in self._named.keys(since, until))

    def of_phone(self, phone: str) -> Iterator[Booking]:
        """Those made under a telephone, as far as names are kept."""
        found = digits(phone)
        return (self._bookings[key.split("/")[1]] for key in self._phones.keys(f"{found}/", f"{found}0"))

    def held(self, person: str) -> Iterator[Booking]:
        """Open ones that a colleague sees to."""
        return (self._bookings[key.split("/")[1]] for key in self._held.keys(f"{person}/", f"{person}0"))

    def _found(self, keys: Any) -> Iterator[Booking]:
        return (self._bookings[key.split("/")[2]] for key in keys)

    def offers(self) -> list[Offer]:
        """All there are, in force or not."""
        return [offer for terms in self._offers.values() for offer in terms]

    def offer(self, unit: str, matter: str, day: date) -> Offer | None:
        """What a unit offers for a matter on a day: just for it, or else for all others."""
        for name in dict.fromkeys((matter, "")):
            terms = [one for one in self.terms(unit, name) if one.since <= day]
            if terms:
                return terms[-1]
        return None

    def set_offers(self, unit: str, matter: str, terms: tuple[Offer, ...]) -> None:
        """All that is offered there, from day to day."""
        key = f"{unit}/{matter}"
        if terms:
            self._offers[key] = tuple(sorted(terms, key=lambda one: one.since))
        elif key in self._offers:
            del self._offers[key]

    def terms(self, unit: str, matter: str) -> tuple[Offer, ...]:
        """What is offered there, from day to day."""
        found: tuple[Offer, ...] = self._offers.get(f"{unit}/{matter}", ())
        return found
