"""How parts meet: settings, time, events, locks."""

from zope.interface import Interface


class ISettings(Interface):
    """The frozen ``Settings`` of this instance."""


class IClock(Interface):
    """Tells the instant in UTC and the day in the archive's time zone."""

    def now():
        """Return the present instant, an aware datetime in UTC."""

    def today():
        """Return the present day in the setting ``timezone``."""

    def local(instant):
        """Return an instant in the setting ``timezone``."""


class INotifier(Interface):
    """Tells every listener of an event, in the acting transaction."""

    def __call__(event):
        """Pass ``event`` to the audit trail and the outbox."""


class IListener(Interface):
    """A factory ``(site, clock) -> callable(event)``, see the directive ``add_event_listener``."""


class IPasswords(Interface):
    """Hashes passwords and judges new ones."""

    def hash(password):
        """Return the argon2 hash to store."""

    def verify(stored, password):
        """True when ``password`` is the one; takes as long when ``stored`` is empty."""

    def problems(password, username):
        """Return what is wrong with a new password, a list of texts."""


class ISeriesLocks(Interface):
    """One filer at a time in each series."""

    def hold(tm, keys):
        """Wait for the locks of these series, then abort and begin; free them when the transaction ends.

        Raises Unavailable when the wait takes too long.
        """
