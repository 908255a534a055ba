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

    def of(person, unread=False, limit=50):
        """Return notices of a Person, those not read first, each newest first."""

    def unread(person):
        """Return how many notices a Person has not read."""

    def read(person, notice_ids):
        """Mark notices of a Person as read; unknown ids are passed over."""

    def forget_old():
        """Drop notices that are older than the setting ``notice_days``; return how many."""
