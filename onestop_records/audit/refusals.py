"""Refusals leave a trace although the refused act is rolled back.

An exception view (or whoever refuses) sets ``request.refusal = (permission, subject)``; this tween writes it
after the acting transaction has ended, in one of its own, counted per person, address and minute. When
nothing can be written the answer stands: what is refused stays refused.
"""

import logging
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from transaction.interfaces import TransientError

from onestop_records.clock import Clock
from onestop_records.events import Actor
from onestop_records.interfaces import IClock
from onestop_records.models.entry import RefusalTally, minute_of
from onestop_records.models.site import ROOT_KEY, Site

ATTEMPTS = 3
PLACE = "onestop_records.audit.refusals.refusals_tween_factory"

log = logging.getLogger(__name__)


def count_refusal(site: Site, clock: Clock, actor: Actor, permission: str, subject: str) -> None:
    """Count one refusal in the running transaction; nothing is written once the minute's tally is full."""
    key = (minute_of(clock.now()), actor.person, actor.address)
    tally = site.audit.refusals.get(key)
    if tally is None:
        at = clock.now().isoformat(timespec="milliseconds")
        tally = site.audit.refusals[key] = RefusalTally(at, actor.person, actor.address, actor.way)
    if not tally.full:
        tally.add(permission, subject)


def record_refusal(request: Request, actor: Actor, permission: str, subject: str) -> None:
    """Write a refusal in a transaction of its own; failing to is logged, not raised."""
    clock = request.find_service(IClock)
    database = request.registry._zodb_databases[""]
    for _ in range(ATTEMPTS):
        try:
            with database.transaction() as connection:
                count_refusal(connection.root()[ROOT_KEY], clock, actor, permission, subject)
            return
        except TransientError:
            continue
        except Exception:
            break
    log.error("a refusal of %s could not be written to the audit trail", permission)


def refusals_tween_factory(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Around transactions and exception views."""

    def refusals_tween(request: Request) -> Response:
        response = handler(request)
        refusal = getattr(request, "refusal", None)
        if refusal is not None:
            permission, subject = refusal
            record_refusal(request, acting(request), str(permission), str(subject))
        return response

    return refusals_tween


def acting(request: Request) -> Actor:
    """Who acted, if that was asked while the transaction lasted; else an unknown person at that address."""
    way = "api" if request.path.startswith("/api/") else "page"
    found: Actor = request.__dict__.get("actor") or Actor("", request.client_addr or "", way)
    return found


def includeme(config: Configurator) -> None:
    config.add_tween(PLACE, over="pyramid_tm.tm_tween_factory")
