"""What makes a post held in a unit valid, and what follows from its end."""

from collections.abc import Iterable
from datetime import date, timedelta

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.handover import LEAVING, POST
from onestop_records.models.person import Appointment, Person
from onestop_records.models.site import Site


def appointment_violations(site: Site, appointments: Iterable[Appointment]) -> list[Violation]:
    """What is wrong with these posts: unknown or closed units, unknown people, reversed dates."""
    found = []
    for appointment in appointments:
        unit = site.units.get(appointment.unit)
        if unit is None or (unit.closed and appointment.until is None):
            found.append(Violation("unit", _("There is no such unit, or it is closed.")))
        else:
            unit._p_changed = True  # the gate: whoever closes the unit at this moment conflicts
        if not appointment.post.strip():
            found.append(Violation("post", _("A post is required.")))
        if appointment.until is not None and appointment.until < appointment.since:
            found.append(Violation("until", _("The last day is before the first.")))
        if appointment.deputy is not None and appointment.deputy not in site.people:
            found.append(Violation("deputy", _("There is no such person.")))
    return found


AHEAD = timedelta(days=30)  # before the end of a post that was given with one


def expect_handover(site: Site, person: Person, before: Iterable[Appointment], today: date) -> None:
    """Have the worker open a handover when an end of a post is entered (lifecycle, *Custody handover*, 1).

    At once when a post gets an end, or another one; thirty days ahead for posts that were given with one.
    """
    site.handovers.expected.pop(person.id, None)
    ends = {(post.unit, post.post, post.since): post.until for post in before}

    def entered(post: Appointment) -> bool:
        named = (post.unit, post.post, post.since)
        return named in ends and ends[named] != post.until

    posts = person.appointments
    last = [post.until for post in posts if post.until and (post.until >= today or entered(post))]
    if last:
        now = any(entered(post) for post in posts)
        site.handovers.expected[person.id] = (max(last), today if now else max(last) - AHEAD)


def reason_of(person: Person, until: date) -> str:
    """Why things are handed over: another post is held after that day, or none."""
    goes_on = any(post.until is None or post.until > until for post in person.appointments)
    return POST if goes_on else LEAVING
