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
    custody, audit and holds are those of records; it is handed in by ``close`` and by nothing else. Until then
    the case alone changes it; afterwards the archivist describes and files it, and its content stays. A case
    is a ``models.casework.Casework``, of which ``id number handler unit state`` are set.
    """

    def begin(case, values, files=()):
        """Make the volume of a case or complaint, kept by its handler; return the Record, its id in ``case.file``.

        ``values`` is its description (``title`` at least); number, unit, creator and days are added.
        Raises Violations.
        """

    def add(case, title, kind, files=(), text=None):
        """Put an item into it: a material, a notice, a letter; return the Record.

        ``files`` are ``Received``; ``text`` becomes a file, ``.html`` when it is a page, else ``.txt``.
        Readers, data category, custody and who is shut out are those of the volume. Raises Conflict when
        the case is closed.
        """

    def add_file(case, item, received):
        """Put one file more into an item, the scan of its signed original for example."""

    def describe(case, values):
        """Change what the volume says of its case; readers and data category pass to the items."""

    def entrust(case):
        """Let whoever handles the case now (``case.handler``) keep its file from here on."""

    def close(case, values, facts=(), words=None):
        """Add the history as a document and hand the volume in; nothing of it changes afterwards.

        ``values`` describe it at the end (``outcome`` …); ``facts`` are pairs (label, value) that head the
        history, ``words`` maps names of steps and clocks to TranslationStrings. When no archivist could know
        of the volume the keeper of its category becomes a reader. Call it before the state changes to one
        that has ended, after the last move is noted.
        """


class ICases(Interface):
    """Service cases (办件)."""


class IComplaints(Interface):
    """Complaints (投诉)."""
