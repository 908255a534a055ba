"""How often an address may complain, ask or book over the public pages; it is forgotten in an hour."""

from datetime import timedelta

from onestop_records.clock import Clock
from onestop_records.models.site import Site
from onestop_records.models.throttle import ThrottleMarks

COMPLAINING, ASKING = "complaining", "asking"
CASE, CASE_NUMBER = "case", "case-number"  # asking for a case (H8.5): by an address, for one number
BOOKING, BOOKED, BOOKED_NUMBER = "booking", "booked", "booked-number"  # appointments, and asking for one
WINDOWS = {
    COMPLAINING: timedelta(hours=1),
    ASKING: timedelta(minutes=15),
    CASE: timedelta(minutes=15),
    CASE_NUMBER: timedelta(hours=1),
    BOOKING: timedelta(hours=1),
    BOOKED: timedelta(minutes=15),
    BOOKED_NUMBER: timedelta(hours=1),
}
# A whole company may stand behind one address.
LIMITS = {COMPLAINING: 10, ASKING: 10, CASE: 10, CASE_NUMBER: 30, BOOKING: 10, BOOKED: 10, BOOKED_NUMBER: 10}
ONCE = timedelta(hours=1)


class Door:
    """Marks of addresses, of which only digests are kept."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.marks = ThrottleMarks(site.throttle_marks)
        self.clock = clock

    def wait(self, what: str, address: str) -> int:
        """Seconds until the address may do it again; 0 at once."""
        now = self.clock.now()
        found = self.marks.in_force(f"{what} {address}", now, LIMITS[what])
        return int((found[0] - now).total_seconds()) + 1 if len(found) == LIMITS[what] else 0

    def note(self, what: str, address: str) -> None:
        """It was done once more."""
        self.marks.add(f"{what} {address}", self.clock.now() + WINDOWS[what])

    def repeated(self, once: str) -> bool:
        """True when this mark of a form was seen before; notes it."""
        if not once:
            return False
        now, subject = self.clock.now(), f"once {once}"
        if self.marks.in_force(subject, now, 1):
            return True
        self.marks.add(subject, now + ONCE)
        return False
