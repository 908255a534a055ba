"""Working days, deadlines, matters, enterprises, cases and complaints."""

from zope.interface import Interface


class IWorkingDays(Interface):
    """The official calendar with days worked instead (调休), local closures and opening hours."""

    def is_working(day):
        """True when the house works on that day."""

    def published(year):
        """True when the official calendar of the year is known."""

    def deadline(start, limit):
        """Return the ``Deadline`` of a ``Limit`` that starts at the instant ``start`` (UTC).

        The starting day does not count; a deadline in days ends at closing time of the last one.
        """

    def count(since, until):
        """Return how many working days lie after the day ``since`` up to ``until``, which counts."""


class IDeadlines(Interface):
    """Running clocks of cases and complaints; each object carries its own in ``clocks``, by name."""

    def start(subject, name, at=None):
        """Start the clock ``name`` of ``subject`` by the limit that the settings give it; return it."""

    def pause(subject, name, reason):
        """Stop counting while the client owes material. Raises Violations without a reason."""

    def resume(subject, name):
        """Count on: the deadline moves by the time it was paused."""

    def stop(subject, name):
        """It is done; the clock keeps whether it was in time."""

    def run():
        """Warn, note what is overdue, escalate, recompute after a change of the calendar; return how much."""


class IMatters(Interface):
    """The public catalogue of matters (办理事项, W9-7.2)."""

    def add(values):
        """Make a matter; return it. Raises Violations."""

    def change(matter, values):
        """Change it. Raises Violations."""

    def public():
        """Return the matters in force, by domain and code: anybody may read them."""


class IEnterprises(Interface):
    """Enterprise quality files (企业质量档案, S9.3)."""

    def find_or_make(values):
        """Return the enterprise with this unified social credit code, or a new one. Raises Violations."""

    def merge(kept, other, reason):
        """Let ``other`` be the same as ``kept``: its cases and files are found under both."""


class ICaseFiles(Interface):
    """The file that a case or complaint grows while it runs: a volume record with its items.

    The volume is there from the first day (state ``captured``), so that search, access, files, versions,
    custody, audit and holds are those of records; it is handed in by ``close`` and by nothing else.
    """

    def begin(case, values):
        """Make the volume of a case or complaint; return the Record. ``values`` is its description."""

    def add(case, title, kind, files=(), text=None):
        """Put an item into it: a material, a notice, a letter (``text`` becomes a file); return it."""

    def describe(case, values):
        """Change what the volume says of its case."""

    def close(case):
        """Add the history as a document and hand the volume in; nothing of it changes afterwards."""


class ICases(Interface):
    """Service cases (办件)."""


class IComplaints(Interface):
    """Complaints (投诉)."""
