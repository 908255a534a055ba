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

        ``address`` is the page it is about. What was sent with the same ``key`` is not sent again.
        """

    def of(person, unread=False, limit=50):
        """Return a person's notices, newest first."""

    def read(person, notice_ids):
        """Mark notices as read."""
