"""What the public does without signing in, besides complaining; who serves clients beside the house."""

from zope.interface import Interface


class IProgress(Interface):
    """How far a case is, for whoever asked for it (H8.5)."""

    def wait(number, address):
        """Return how many seconds an address must wait before it asks for this number; 0 at once."""

    def find(number, proof, address):
        """Return the case with this number, None when ``proof`` is not the end of its telephone or code.

        ``proof`` has at least four characters. What does not fit is noted for ``wait``; the caller must not
        raise afterwards.
        """


class IKnownAnswers(Interface):
    """Questions and answers for everybody (H8.2.6)."""

    def keep(case, values):
        """Enter ``question`` and ``answer`` from a closed consultation, a draft; return it.

        Raises Violations, Refused.
        """

    def publish(one):
        """Let everybody read it: the head of its unit or a manager does. Raises Refused, Conflict."""

    def withdraw(one):
        """Show it no more, or not at all. Raises Refused, Conflict."""


class IBookingSlots(Interface):
    """What may be booked (H8.1): computed from offers, opening hours and closures, never stored."""

    def units(matter):
        """Return codes of the units at which a matter (its code, or empty) can be booked."""

    def days(unit, matter):
        """Return pairs of day and number of free places, for every day on which something is offered."""

    def of_day(unit, matter, day, soon=False):
        """Return the ``Slot``s of a day that may still be booked, each with its free places.

        ``soon``: those too that begin sooner than the public may book; the window can.
        """

    def find(unit, matter, local, soon=False):
        """Return the ``Slot`` that begins at a local time (``2026-11-24T09:00``), None when there is none."""

    def is_open(booking):
        """True when the doors are open all through it, or need not be."""

    def displaced(unit):
        """Return what is booked at a unit's window and fell on closed time, of what lies ahead."""


class IBookings(Interface):
    """Appointments (预约, H8.1) as the unit's people see to them."""

    def book(values):
        """Book for a client; return the ``Booking`` and the code that the client is given.

        ``kind`` is one of ``models.booking.KINDS``, ``at`` a local time, ``name`` and ``phone`` the client's.
        At a window a free place is wanted; a visit has an ``address``, help on a holiday a ``reason``, both
        ``minutes``. Raises Violations.
        """

    def make(booking, name, values=None):
        """Make a step of ``workflow.booking``: ``come``, ``miss``, ``cancel``, ``move``, ``entrust``.

        Raises Conflict, Refused, Violations.
        """

    def steps(booking):
        """Return the names of the steps that the actor may make now."""

    def link(booking, case):
        """Note that it led to this case, in the case's history too. Raises Conflict, Refused."""

    def between(units, since, until):
        """Return those of units that the actor sees to, from a day to another, by time."""


class IBookingDoor(Interface):
    """Appointments for everybody, without an account (H8.1.1)."""

    def wait(what, address, number=""):
        """Return the seconds until this address may book or ask again; 0 at once."""

    def repeated(once):
        """True when this mark of a form was seen before; notes it."""

    def book(values, address, language):
        """Book a place at a window; return the ``Booking`` and its code. Raises Violations."""

    def refused(address):
        """Count an attempt that was refused: what is answered to it must not be tried out at will."""

    def find(number, proof, address):
        """Return the one with this number; ``proof`` is its code or the end of its telephone.

        None when they do not fit, which is noted: the caller must not raise afterwards.
        """

    def withdraw(booking):
        """The client takes it back. Raises Conflict, Refused."""

    def last_moment(booking):
        """Return the instant until which the client may take it back."""


class IBookingRules(Interface):
    """What may be booked where, and the house's rules of booking (H8.1.3)."""

    def offer(values):
        """Offer places from a day on: ``unit``, ``matter``, ``since``, ``minutes``, ``places``, ``ahead``,
        ``rule``. Raises Violations.
        """

    def drop(unit, matter, since):
        """Take back what has not begun. Raises Missing, Refused."""

    def change(values):
        """Change figures of ``models.bookingrules.BookingRules``, and ``rules``. Raises Violations."""


class IBookingWork(Interface):
    """What time brings about; the worker calls it, and the calendar feed."""

    def coming(person):
        """Return what is booked with a person or their window from today on, as ``Waiting``."""

    def remind():
        """Write to clients whose time comes near; return to how many."""

    def displaced():
        """Tell units of what fell on closed time since the calendar changed; return of how many."""

    def forget_names():
        """Erase names that are kept no longer; return how many."""


class IProviders(Interface):
    """Service agencies and experts to whom needs are matched (S6.2); ``site.providers[id]`` is one of them.

    None is ever deleted. Personal data stands in no event.
    """

    def add(values):
        """Take one in, with the fields of ``models.provider.FIELDS``; return it. Raises Violations."""

    def change(provider, values):
        """Change what is known of it; return it. Raises Violations, Conflict when it has left."""

    def leave(provider, until, reason):
        """It left on that day; what runs with it goes on. Raises Violations, Conflict."""

    def refused(provider, case, reason, justified):
        """Note that it refused the need of a case, without good reason or with one."""
