"""What waits for people, and what they are told."""

from zope.interface import Interface


class IWork(Interface):
    """Everything that waits for a person (我的工作).

    A kind of work joins with ``config.add_waiting(factory)``: ``factory(request)`` returns a callable
    ``(person) -> iterable of models.waiting.Waiting``. It reads small
    sets kept for the person, never all objects.
    """

    def of(person):
        """Return what waits for a person and for those they stand in for, the nearest deadline first."""


class INotices(Interface):
    """Notices to people: in the application at once, by e-mail from the outbox after the commit."""

    def send(people, subject, text, address="", key=""):
        """Tell these people (ids); ``subject`` and ``text`` are TranslationStrings without secrets.

        No title or name of anything classified or shielded: the words leave the house by e-mail. Values of
        their mapping may be TranslationStrings. ``address`` is the page it is about (``/cases/…``). What a
        person was sent with the same ``key`` is not sent to them again. Unknown people, closed accounts and
        the system are passed over.
        """

    def write(email, language, subject, text, address):
        """Write to somebody who has no account, by e-mail alone, if it is set up."""

    def of(person, unread=False, limit=50):
        """Return notices of a Person, those not read first, each newest first."""

    def unread(person):
        """Return how many notices a Person has not read."""

    def read(person, notice_ids):
        """Mark notices of a Person as read; unknown ids are passed over."""

    def forget_old():
        """Drop notices that are older than the setting ``notice_days``; return how many."""


class IFeed(Interface):
    """The deadlines of the acting person as a calendar (iCalendar), by a secret address."""

    def renew():
        """Return a new address, a path, shown this once; an earlier one ends."""

    def end():
        """End the address."""

    def calendar():
        """Return the deadlines as bytes of ``text/calendar``.

        Titles are left out of what is classified, sensitive or of an unknown record: a calendar is read
        outside of the house.
        """


class IEvaluations(Interface):
    """What clients say of a service (满意度评价; S appendix C, S6.4, W1-6, H11)."""

    def invite(case):
        """Return a secret for an address without sign-in, and when it ends; an earlier one ends.

        Raises Conflict for a case without a result, or one that has been evaluated.
        """

    def invited(secret):
        """Return the case that may be evaluated with this secret, None when it is unknown, used or over."""

    def wait(address):
        """Return the seconds until this network address may try another secret; 0 at once."""

    def missed(address):
        """Note that this address came with a secret that opens nothing."""

    def give_by_link(secret, values):
        """Keep what a client says, once. Raises Missing, Violations."""

    def give(case, channel, values, files=()):
        """Keep what was said by ``telephone``, or on ``paper`` with its scan. Raises Violations, Conflict."""

    def of(case):
        """Return the ``Evaluation`` of a case, None while there is none."""

    def improve(evaluation, measure):
        """Say what was done about a low grade (S8.3.2). Raises Violations, Conflict."""

    def tally():
        """Count what has been said since into the results; return how much. The worker calls this."""

    def forget_over():
        """Drop invitations that were used or are over; return how many. The worker calls this."""

    def results(since, until):
        """Return the ``Tally`` of each (month, unit, matter) from one month (``2026-11``) to another."""


class IFigures(Interface):
    """Volumes, punctuality, what is overdue, satisfaction: counted in what the reader may know of."""

    def of(principals, since, until, kind):
        """Return ``Figures`` of ``cases`` or ``complaints`` from one month (``2026-11``) to another."""
