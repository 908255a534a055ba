"""Accounts: adding, changing, closing; every act leaves its event."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import AccountClosed, Actor, PasswordChanged, PersonAdded, PersonChanged
from onestop_records.i18n import _
from onestop_records.interfaces import (
    IClock,
    INotifier,
    IPasswords,
    IPeople,
    IResponsibilities,
    ISettings,
)
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import own_keeping
from onestop_records.models.person import Appointment, Person
from onestop_records.models.site import Site
from onestop_records.models.token import ApiToken
from onestop_records.security import sessions
from onestop_records.security.passwords import Passwords
from onestop_records.security.separation import role_violations
from onestop_records.services.appointment import appointment_violations, expect_handover
from onestop_records.services.custody import left
from onestop_records.services.notifier import Notifier
from onestop_records.services.personvalues import changed_values, normal_username, plain
from onestop_records.services.signin import SignIn
from onestop_records.services.token import Tokens
from onestop_records.settings import Settings

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}\Z")
NOT_BY_ONESELF = ("roles", "clearance", "appointments")


@implementer(IPeople)
class People:
    """Accounts of one archive, changed on behalf of ``actor``."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        notify: Notifier,
        passwords: Passwords,
        settings: Settings,
        actor: Actor,
        responsibilities: Callable[[], Any],
        translate: Callable[[Any], str],
    ) -> None:
        self.translate = translate
        self.responsibilities = responsibilities
        self.site = site
        self.clock = clock
        self.notify = notify
        self.passwords = passwords
        self.settings = settings
        self.actor = actor
        self._sign_in = SignIn(site, clock, notify, passwords, actor)
        self._tokens = Tokens(site, clock, notify, settings, actor)

    def add(
        self,
        username: str,
        name: str,
        password: str,
        roles: Iterable[str] = (),
        appointments: Iterable[Appointment] = (),
        email: str = "",
    ) -> Person:
        """Make an account with a keeping of its own; raises Violations."""
        username = normal_username(username)
        roles, appointments = frozenset(roles), tuple(appointments)
        Violations.check(
            [
                *self._username_violations(username),
                *self._password_violations(password, username),
                *_name_violations(name),
                *role_violations(roles, self.settings.small_unit),
                *appointment_violations(self.site, appointments),
            ]
        )
        person = Person(new_id(), username, name.strip())
        person.email, person.roles, person.appointments = email, roles, appointments
        person.password = self.passwords.hash(password)
        own_keeping(self.site.keepings, person)
        self.site.people.add(person)
        after = {"username": username, "name": person.name, "roles": sorted(roles)}
        self.notify(PersonAdded(self.actor, person.id, "person", after=after))
        return person

    def set_password(self, person: Person, password: str) -> None:
        """Set a password; ends the person's sessions. Raises Violations."""
        Violations.check(self._password_violations(password, person.username))
        person.password = self.passwords.hash(password)
        sessions.end_all(person)
        self.notify(PasswordChanged(self.actor, person.id, "person"))

    def set_own_password(self, person: Person, current: str, password: str) -> Violations | None:
        """The same by the person, who knows the present one; see ``IPeople``."""
        wrong = self._sign_in.confirm(person, current, "current")
        if wrong is None:
            self.set_password(person, password)
        return wrong

    def confirm(self, password: str) -> Violations | None:
        """What is wrong with the password by which the acting person signs; see ``IPeople``."""
        return self._sign_in.confirm(self.site.people[self.actor.person], password)

    def change(self, person: Person, values: Mapping[str, Any]) -> None:
        """Change name, e-mail, language, roles, clearance, appointments; raises Violations."""
        changed = changed_values(person, values)
        found = list(role_violations(changed.get("roles", frozenset()), self.settings.small_unit))
        found.extend(_name_violations(changed.get("name", person.name)))
        found.extend(appointment_violations(self.site, changed.get("appointments", ())))
        if person.id == self.actor.person:
            found.extend(_own_violations(changed))
        if person.closed and changed:
            found.append(Violation("", _("The account is closed.")))
        Violations.check(found)
        before, before_posts = {name: plain(getattr(person, name)) for name in changed}, person.appointments
        for name, value in changed.items():
            setattr(person, name, value)
        if "appointments" in changed:
            expect_handover(self.site, person, before_posts, self.clock.today())
        if changed:
            after = {name: plain(value) for name, value in changed.items()}
            self.notify(PersonChanged(self.actor, person.id, "person", before=before, after=after))

    def close(self, person: Person) -> None:
        """Close the account and end sessions and tokens; raises Refused with what is still held."""
        found = list(self._left(person))
        if person.id == self.actor.person:
            found.append(Violation("", _("Nobody closes their own account.")))
        if found:
            raise Refused(*found)
        if not person.closed:
            self._end(person)

    def end(self, person: Person) -> None:
        """The same with the last signature of a handover, which has made sure that nothing is left."""
        self._end(person)

    def _left(self, person: Person) -> Iterator[Violation]:
        """Everything that the person still answers for, by any kind that has joined."""
        for message in left(self.site, self.responsibilities(), person, self.translate):
            yield Violation("", message)
        if self.site.handovers.of(person.id) is not None:
            yield Violation("", _("The handover of this person is not signed by all yet"))

    def _end(self, person: Person) -> None:
        person.closed = True
        sessions.end_all(person)
        for token in self._tokens.in_force(person):
            self._tokens.revoke(person, token.id)
        for keeping in person.keepings:  # the gate: whoever puts a record into it meanwhile conflicts
            self.site.keepings[keeping].closings += 1
        self.site.handovers.expected.pop(person.id, None)
        self.notify(AccountClosed(self.actor, person.id, "person"))

    def reopen(self, person: Person) -> None:
        """Let the person sign in again, with the roles and posts of before."""
        if person.closed:
            person.closed = False
            values: dict[str, Any] = {"before": {"closed": True}, "after": {"closed": False}}
            self.notify(PersonChanged(self.actor, person.id, "person", **values))

    def may_sign_in(self, username: str, password: str, address: str) -> Person | None:
        """The person, or None; a failure is noted and throttled, so the caller must not raise."""
        return self._sign_in.may(username, password, address)

    def sign_in_wait(self, username: str, address: str) -> int:
        """Seconds until the next attempt may be made; 0 at once."""
        return self._sign_in.wait(username, address)

    def signed_out(self) -> None:
        """Note that the acting person signs out."""
        self._sign_in.out()

    def issue_token(
        self, person: Person, label: str, days: int | None = None, scope: str = "write"
    ) -> tuple[str, datetime]:
        """The token's text, shown this once, and when it ends; raises Violations."""
        return self._tokens.issue(person, label, days, scope)

    def revoke_token(self, person: Person, token_id: str) -> None:
        """End a token; raises Missing."""
        self._tokens.revoke(person, token_id)

    def tokens(self, person: Person) -> list[ApiToken]:
        """The person's tokens in force, newest first."""
        return self._tokens.in_force(person)

    def _username_violations(self, username: str) -> list[Violation]:
        if not USERNAME.match(username):
            message = _("2 to 40 small Latin letters, digits, dots or hyphens, beginning with a letter.")
            return [Violation("username", message)]
        if self.site.people.by_username(username) is not None:
            return [Violation("username", _("This username is taken."))]
        return []

    def _password_violations(self, password: str, username: str) -> list[Violation]:
        return [Violation("password", problem) for problem in self.passwords.problems(password, username)]


def _name_violations(name: str) -> list[Violation]:
    return [] if name.strip() else [Violation("name", _("A name is required."))]


def _own_violations(changed: Mapping[str, Any]) -> list[Violation]:
    message = _("Nobody changes their own roles, clearance or posts.")
    return [Violation(name, message) for name in NOT_BY_ONESELF if name in changed]


def people_factory(context: object, request: Request) -> People:
    """The people of this request's archive, acted upon by its person."""
    return People(
        request.site,
        request.find_service(IClock),
        request.find_service(INotifier),
        request.find_service(IPasswords),
        request.find_service(ISettings),
        request.actor,
        # Asked when an account is closed: kinds that join may need this service themselves.
        lambda: request.find_service(IResponsibilities),
        request.localizer.translate,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(people_factory, IPeople)
