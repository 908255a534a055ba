"""Sign-in, accounts, units, settings, alerts, backups."""

from onestop_records.events.base import Event


class ActRefused(Event):
    """Somebody tried what they may not."""


class SignedIn(Event):
    """A person signed in."""


class SignInFailed(Event):
    """A sign-in failed."""


class SignedOut(Event):
    """A person signed out."""


class PersonAdded(Event):
    """An account was made."""


class PersonChanged(Event):
    """An account, its roles, clearance or posts changed."""


class PasswordChanged(Event):
    """A password was set."""


class AccountClosed(Event):
    """An account was closed."""


class AbsenceNoted(Event):
    """A person is away on some days; the deputies of the posts act meanwhile."""


class AbsenceEnded(Event):
    """A person is here again."""


class TokenIssued(Event):
    """An API token was made."""


class TokenRevoked(Event):
    """An API token was ended."""


class CalendarOpened(Event):
    """A person got a secret address for the calendar of their deadlines; an earlier one has ended."""


class CalendarEnded(Event):
    """The address of a person's calendar was ended."""


class UnitChanged(Event):
    """A unit or post was added or changed."""


class SettingsChanged(Event):
    """A setting kept in the store was changed."""


class AlertRaised(Event):
    """A person's behaviour crossed a threshold."""


class AlertSettled(Event):
    """The security officer has looked after an alert."""


class AccountBlocked(Event):
    """The account was shut at once; its sessions and tokens ended."""


class AccountUnblocked(Event):
    """The account was opened again."""


class BackupMade(Event):
    """A backup was made."""


class InstanceRestored(Event):
    """The archive was restored from a backup."""
