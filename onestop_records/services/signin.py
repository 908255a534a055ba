"""Signing in: one answer for an unknown name, a wrong password, a closed account and too many attempts."""

from dataclasses import replace

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.events import Actor, SignedIn, SignedOut, SignInFailed
from onestop_records.i18n import _
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.security.passwords import Passwords
from onestop_records.security.throttle import Throttle
from onestop_records.services.notifier import Notifier
from onestop_records.services.personvalues import normal_username

UNKNOWN = "unknown"  # subject of a failure under a name that is nobody's; what was typed is not kept


class SignIn:
    """Checks names and passwords, counts failures, notes both in the audit trail."""

    def __init__(
        self, site: Site, clock: Clock, notify: Notifier, passwords: Passwords, actor: Actor
    ) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.passwords = passwords
        self.actor = actor
        self.throttle = Throttle(site.throttle_marks)

    def wait(self, username: str, address: str) -> int:
        """Seconds until the next attempt may be made; 0 at once."""
        return self.throttle.wait(normal_username(username), address, self.clock.now())

    def may(self, username: str, password: str, address: str) -> Person | None:
        """The person, or None; the failure is noted, so the caller must not raise."""
        username, now = normal_username(username), self.clock.now()
        if self.throttle.wait(username, address, now):
            return None
        person = self.site.people.by_username(username)
        stored = "" if person is None or person.shut else person.password
        right = self.passwords.verify(stored, password)  # for an unknown name too: it takes as long
        if person is None or not right:
            self._failed(username, person, address)
            return None
        self.throttle.succeeded(username, address, now)
        actor = replace(self.actor, person=person.id, address=address)
        self.notify(SignedIn(actor, person.id, "person"))
        return person

    def confirm(self, person: Person, password: str, field: str = "password") -> Violations | None:
        """What is wrong with the password by which a person signed in proves to be that person.

        A wrong one is noted and counts like one at sign-in, so the caller must not raise. ``field`` is where
        it was typed.
        """
        wait = self.throttle.wait(person.username, self.actor.address, self.clock.now())
        if wait:
            minutes = max(1, round(wait / 60))
            message = _("Too many attempts. Try again in ${minutes} minutes.", mapping={"minutes": minutes})
            return Violations(Violation(field, message))
        if self.passwords.verify(person.password, password):
            return None
        self._failed(person.username, person, self.actor.address)
        return Violations(Violation(field, _("This is not your present password.")))

    def out(self) -> None:
        """Note that the acting person signs out."""
        self.notify(SignedOut(self.actor, self.actor.person, "person"))

    def _failed(self, username: str, person: Person | None, address: str) -> None:
        self.throttle.failed(username, address, self.clock.now())
        blocked = self.throttle.wait(username, address, self.clock.now()) > 0
        subject = person.id if person else UNKNOWN
        outcome = "blocked" if blocked else "failed"
        self.notify(SignInFailed(replace(self.actor, address=address), subject, "person", outcome=outcome))
