"""Issuing and revoking API tokens."""

from datetime import datetime

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Violation, Violations
from onestop_records.events import Actor, TokenIssued, TokenRevoked
from onestop_records.i18n import _
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.token import SCOPES, ApiToken
from onestop_records.security import tokens
from onestop_records.services.notifier import Notifier
from onestop_records.settings import Settings

LONGEST_LABEL = 100
LONGEST_TERM = 366  # days


class Tokens:
    """Tokens of people, issued on behalf of ``actor``."""

    def __init__(self, site: Site, clock: Clock, notify: Notifier, settings: Settings, actor: Actor) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.settings = settings
        self.actor = actor

    def issue(self, person: Person, label: str, days: int | None, scope: str) -> tuple[str, datetime]:
        """Return the text, which is not kept, and when the token ends; raises Violations."""
        days = self.settings.token_days if days is None else days
        Violations.check(_violations(person, label, days, scope))
        token, text = tokens.issue(self.site, person, label.strip(), scope, self.clock.now(), days)
        after = {"token": token.id, "label": token.label, "scope": scope, "days": days}
        self.notify(TokenIssued(self.actor, person.id, "person", after=after))
        return text, token.expires_at

    def in_force(self, person: Person) -> list[ApiToken]:
        """Newest first."""
        now = self.clock.now()
        return [token for token in tokens.of_person(self.site, person) if token.in_force(now)]

    def revoke(self, person: Person, token_id: str) -> None:
        """End a token at once; raises Missing."""
        for token in self.in_force(person):
            if token.id == token_id:
                token.revoked_at = self.clock.now()
                after = {"token": token.id, "label": token.label}
                self.notify(TokenRevoked(self.actor, person.id, "person", after=after))
                return
        raise Missing(token_id)


def _violations(person: Person, label: str, days: int, scope: str) -> list[Violation]:
    found = []
    if person.closed:
        found.append(Violation("", _("The account is closed.")))
    if not label.strip() or len(label) > LONGEST_LABEL:
        message = _("Say in 1 to ${most} characters what the token is for.", mapping={"most": LONGEST_LABEL})
        found.append(Violation("label", message))
    if not 1 <= days <= LONGEST_TERM:
        found.append(Violation("days", _("From 1 to ${most} days.", mapping={"most": LONGEST_TERM})))
    if scope not in SCOPES:
        found.append(Violation("scope", _("A token is for reading or for reading and writing.")))
    return found
