"""Refusals leave a trace although the refused act is rolled back.

After the acting transaction has ended, this tween writes what was refused in one of its own, counted per
person, address and minute. When nothing can be written, the answer stands: what is refused stays refused.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from transaction.interfaces import TransientError

from onestop_records.clock import Clock
from onestop_records.errors import Refused
from onestop_records.events import Actor
from onestop_records.interfaces import IClock
from onestop_records.models.alert import OVERRUN, REFUSALS
from onestop_records.models.refusal import RefusalTally, minute_of
from onestop_records.models.site import ROOT_KEY, Site

ATTEMPTS = 3
PLACE = "onestop_records.audit.refusals.refusals_tween_factory"
Handler = Callable[[Request], Response]

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
        _count(site, actor.person, subject, clock.now())


def _count(site: Site, person: str, subject: str, now: datetime) -> None:
    """Leave the marks from which alerts are made: a refusal, and asking on after a permit has ended."""
    if person:
        site.alerts.mark(person, REFUSALS, now)
        if site.permits.was_open(person, subject, now):
            site.alerts.mark(person, OVERRUN, now)


def record_refusal(request: Request, permission: str, subject: str) -> None:
    """Write a refusal in a transaction of its own; failing to is logged, not raised."""
    clock = request.find_service(IClock)
    database = request.registry._zodb_databases[""]
    for _ in range(ATTEMPTS):
        try:
            with database.transaction() as connection:
                count_refusal(connection.root()[ROOT_KEY], clock, request.actor, permission, subject)
            return
        except TransientError:
            continue
        except Exception as error:
            log.error("a refusal could not be written to the audit trail: %s", type(error).__name__)
            return


def refusal_of(request: Request, response: Response) -> tuple[str, str] | None:
    """What was refused and on what: access, an act against the rules, or a token that is none.

    A page that shows what forbids an act leaves it as ``refused`` on the request. Somebody who has yet to
    sign in is sent to do so; that is no refusal. A form that is wrong is neither.
    """
    error = getattr(request, "exception", None) or getattr(request, "refused", None)
    subject = str(getattr(getattr(request, "context", None), "__name__", None) or "")
    if isinstance(error, HTTPForbidden) and request.identity is not None:
        reasons = getattr(error.result, "args", ())
        return str(reasons[0]) if reasons else request.method, subject
    if type(error) is Refused:
        route = request.matched_route
        return route.name if route else str(request.view_name), subject
    if response.status_code == 401 and request.headers.get("Authorization"):
        return "token", ""
    return None


def refusals_tween_factory(handler: Handler, registry: Registry) -> Handler:
    """Around transactions and exception views."""

    def refusals_tween(request: Request) -> Response:
        response = handler(request)
        refusal = refusal_of(request, response)
        if refusal is not None:
            record_refusal(request, *refusal)
        return response

    return refusals_tween


def includeme(config: Configurator) -> None:
    config.add_tween(PLACE, over="pyramid_tm.tm_tween_factory")
