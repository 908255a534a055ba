"""What makes a post held in a unit valid."""

from collections.abc import Iterable

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.person import Appointment
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
