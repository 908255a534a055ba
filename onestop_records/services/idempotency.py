"""``Idempotency-Key``: per person, 24 hours, in the transaction of the act itself (platform, HTTP API)."""

import hashlib
from datetime import timedelta

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IIdempotency
from onestop_records.models.idempotency import KeptAnswer
from onestop_records.models.site import Site

KEPT = timedelta(hours=24)
LONGEST_KEY = 255


@implementer(IIdempotency)
class Idempotency:
    """Finds and keeps answers of one person."""

    def __init__(self, site: Site, clock: Clock, person: str) -> None:
        self.site = site
        self.clock = clock
        self.person = person

    def _address(self, key: str) -> str:
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            message = _(
                "An Idempotency-Key has 1 to ${most} printable characters", mapping={"most": LONGEST_KEY}
            )
            raise Violations(Violation("Idempotency-Key", message))
        return f"{self.person}:{hashlib.sha256(key.encode()).hexdigest()}"

    def find(self, key: str, digest: str) -> KeptAnswer | None:
        kept = self.site.idempotency_keys.get(self._address(key))
        if kept is None or kept.at + KEPT <= self.clock.now():
            return None
        if kept.digest != digest:
            message = _("This Idempotency-Key was used for another request; use a new one")
            raise Violations(Violation("Idempotency-Key", message))
        return kept

    def keep(self, key: str, digest: str, status: int, location: str, body: bytes) -> None:
        answer = KeptAnswer(digest, status, location, body, self.clock.now())
        self.site.idempotency_keys[self._address(key)] = answer

    def forget_expired(self, limit: int = 1000) -> int:
        oldest = self.clock.now() - KEPT
        expired = [key for key, kept in self.site.idempotency_keys.items() if kept.at <= oldest][:limit]
        for key in expired:
            del self.site.idempotency_keys[key]
        return len(expired)


def idempotency_factory(context: object, request: Request) -> Idempotency:
    return Idempotency(request.site, request.find_service(IClock), request.actor.person)


def includeme(config: Configurator) -> None:
    config.register_service_factory(idempotency_factory, IIdempotency)
