"""Accounts, units and the audit trail."""

from zope.interface import Interface


class IAudit(Interface):
    """The audit trail: reading and proving it. Writing is by events only."""

    def entries(subject):
        """All entries of a subject in order, sealed ones first; each ``models.entry.Entry``."""

    def listing(person="", act="", subject="", day=None, cursor="", limit=50):
        """Return ``(entries, cursor)``, newest first; ``day`` is a date in the archive's time zone.

        A page may be short and still have a cursor; it is empty at the end. Raises ValueError for a
        cursor that is none.
        """

    def standing():
        """Return ``models.entry.Standing``: the last seal, its anchor, and how many entries wait."""

    def prove():
        """Return a ``Report``: what was looked at, and every ``Finding`` where entries and seals disagree."""

    def verify():
        """Return every ``Finding``; an empty list when clean."""

    def export():
        """Return an iterator over the lines of the whole trail, to be proved outside the system."""


class IPeople(Interface):
    """Accounts, roles, posts, clearance, sign-in and API tokens."""

    def add(username, name, password, roles=(), appointments=(), email=""):
        """Make an account with a keeping of its own; return the Person. Raises Violations."""

    def set_password(person, password):
        """Set a password; ends the person's sessions. Raises Violations."""

    def set_own_password(person, current, password):
        """The same by the person, who knows the present one. Raises Violations.

        Returns those of a wrong present password, or None: it is noted and throttled as at sign-in, so the
        caller must not raise them.
        """

    def confirm(password):
        """Return what is wrong with the password by which the acting person signs something, or None.

        A wrong one is noted and throttled as at sign-in, so the caller must return, not raise.
        """

    def change(person, values):
        """Change ``name``, ``email``, ``language``, ``roles``, ``clearance``, ``appointments``.

        Raises Violations, also for one's own roles, clearance or posts.
        """

    def close(person):
        """Close the account and end sessions and tokens; raises Refused with what is still held."""

    def end(person):
        """The same with the last signature of a handover, which has made sure that nothing is left."""

    def reopen(person):
        """Let the person sign in again."""

    def may_sign_in(username, password, address):
        """Return the Person or None; notes failures and throttles, so the caller must return, not raise."""

    def sign_in_wait(username, address):
        """Return the seconds until the next attempt may be made, 0 at once."""

    def signed_out():
        """Note that the acting person signs out."""

    def issue_token(person, label, days=None, scope="write"):
        """Return ``(text, expires)`` of a new API token; the text is shown this once. Raises Violations."""

    def revoke_token(person, token_id):
        """End a token; raises Missing."""

    def tokens(person):
        """Return the person's ``ApiToken`` objects in force, newest first."""


class IUnits(Interface):
    """Units and posts."""

    def add(code, title, parent=None, posts=None):
        """Make a unit; ``posts`` maps codes to titles. Return it; raises Violations."""

    def change(unit, values):
        """Change ``title``, ``parent``, ``posts``, ``closed``; raises Violations."""

    def members(unit):
        """Return pairs (Person, Appointment) of the posts held in the unit today, by name."""


class IIdempotency(Interface):
    """Answers to repeated requests of one person, for 24 hours."""

    def find(key, digest):
        """Return the ``KeptAnswer`` or None. Raises Violations when ``key`` went with another request."""

    def keep(key, digest, status, location, body):
        """Keep the answer in the acting transaction."""

    def forget_expired(limit=1000):
        """Remove up to ``limit`` old answers; return how many."""
