"""The security policy: who is asking, and whether they may."""

from datetime import timedelta
from typing import Any

from pyramid.interfaces import ISecurityPolicy
from pyramid.location import lineage
from pyramid.request import Request, RequestLocalCache
from pyramid.security import Allowed, Denied
from zope.interface import implementer

from onestop_records.events import ACTING, SYSTEM, UNNOTED
from onestop_records.interfaces import IClock, IRecordWorkflow
from onestop_records.models.alert import Alert
from onestop_records.models.booking import Booking
from onestop_records.models.bookingpeople import covers
from onestop_records.models.casework import Casework
from onestop_records.models.complaint import Complaint
from onestop_records.models.disposal import Disposal
from onestop_records.models.handover import Handover
from onestop_records.models.leak import Leak
from onestop_records.models.loan import Loan
from onestop_records.models.permit import Permit
from onestop_records.models.record import Record
from onestop_records.models.session import Session
from onestop_records.models.site import Site
from onestop_records.models.transfer import Transfer
from onestop_records.permissions import Permission
from onestop_records.security import acl, complaint, feed, sessions, tokens
from onestop_records.security.cookies import SESSION, cookie
from onestop_records.security.identity import Identity
from onestop_records.security.principals import identify, system_identity
from onestop_records.settings import Settings

API = "/api/"
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_api(request: Request) -> bool:
    """The API knows tokens only, the pages know sessions only."""
    return request.path_info.startswith(API)


@implementer(ISecurityPolicy)
class SecurityPolicy:
    """Sessions for pages, tokens for the API, the acting person for commands and the worker."""

    def __init__(self) -> None:
        self._identities = RequestLocalCache(self._identify)
        self._sessions = RequestLocalCache(self._find_session)

    def identity(self, request: Request) -> Identity | None:
        """The identity of this request, computed once."""
        return self._identities.get_or_create(request)

    def authenticated_userid(self, request: Request) -> str | None:
        """The person's public id."""
        identity = self.identity(request)
        return identity.person if identity else None

    def permits(self, request: Request, context: Any, permission: str) -> Any:
        """Deny unless a grant allows it; a token for reading allows reading requests only."""
        identity = self.identity(request)
        if identity and identity.scope == "read" and request.method not in READING_METHODS:
            return Denied("the token is for reading only")

        batch = batch_of(context)
        if batch is not None:
            if acl.batch_permitted(identity, getattr(batch, "unit", ""), permission):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)

        if isinstance(context, Handover):
            if acl.handover_permitted(identity, context, request.site, permission):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)

        if isinstance(context, Booking):
            if acl.unit_permitted(identity, _covered(request, identity, context), permission):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)

        own = personal_of(context)
        if own is not None:
            if acl.personally_permitted(identity, own.person, permission):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)

        casework = casework_of(context)
        if isinstance(casework, Complaint):
            today = request.find_service(IClock).today()
            if complaint.permitted(request.site, casework, identity, permission, today):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)
        if casework is not None:
            if acl.casework_permitted(identity, request.site.records[casework.file], permission):
                return Allowed("granted: %s", permission)
            return Denied("not granted: %s", permission)

        def who_may(record: Record, transition: str) -> frozenset[str]:
            return request.find_service(IRecordWorkflow).who_may(record, transition)

        if acl.permitted(identity, record_of(context), permission, who_may):
            return Allowed("granted: %s", permission)
        return Denied("not granted: %s", permission)

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Begin a session with a fresh id, ending the one the browser had; return headers."""
        site: Site = request.site
        sessions.end(site, cookie_value(request))
        secret = sessions.begin(site, site.people[userid], request.find_service(IClock).now())
        self._clear(request)
        return cookie(request, SESSION).get_headers(secret)

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        """End the session; return headers that take the cookie away."""
        sessions.end(request.site, cookie_value(request))
        self._clear(request)
        return cookie(request, SESSION).get_headers("", max_age=0)

    def session(self, request: Request) -> Session | None:
        """The stored session of a page's request, None for anonymous ones."""
        return self._sessions.get_or_create(request)

    def _identify(self, request: Request) -> Identity | None:
        site: Site = request.site
        scope = "write"
        if acting := request.environ.get(ACTING):
            if acting.person == SYSTEM:
                return system_identity()
            person_id = acting.person
        elif is_api(request):
            text = tokens.bearer(request.headers.get("Authorization"))
            now, noting = request.find_service(IClock).now(), UNNOTED not in request.environ
            token = tokens.find(site, text, now, noting) if text else None
            if token is None:
                return None
            person_id, scope = token.person, token.scope
        elif feed.is_feed(request):
            owner = feed.find(site, request.path_info)
            if owner is None:
                return None
            person_id, scope = owner.id, "read"
        else:
            session = self.session(request)
            if session is None:
                return None
            person_id = session.person
        person = site.people.get(person_id)
        if person is None or person.shut:
            return None
        clock = request.find_service(IClock)
        return identify(site, person, clock.today(), scope, clock.now())

    def _find_session(self, request: Request) -> Session | None:
        secret = cookie_value(request)
        if not secret or is_api(request) or ACTING in request.environ:
            return None
        settings: Settings = request.registry.settings["onestop"]
        idle = timedelta(seconds=settings.session_idle)
        now, noting = request.find_service(IClock).now(), UNNOTED not in request.environ
        return sessions.find(request.site, secret, now, idle, noting)

    def _clear(self, request: Request) -> None:
        self._sessions.clear(request)
        self._identities.clear(request)


def cookie_value(request: Request) -> str:
    """The session id that the browser sent, or empty."""
    return cookie(request, SESSION).get_value() or ""


def _covered(request: Request, identity: Identity | None, booking: Booking) -> bool:
    """The person belongs to the unit of an appointment, or stands in for somebody there."""
    person = request.site.people.get(identity.person) if identity else None
    today = request.find_service(IClock).today()
    return person is not None and covers(request.site, person, booking.unit, today)


def record_of(context: Any) -> Record | None:
    """The record that a context is or stands in."""
    return next((node for node in lineage(context) if isinstance(node, Record)), None)


def batch_of(context: Any) -> Disposal | Transfer | None:
    """The batch that a context is or stands in."""
    return next((node for node in lineage(context) if isinstance(node, (Disposal, Transfer))), None)


def personal_of(context: Any) -> Loan | Permit | Leak | Alert | None:
    """The loan, permit, report or alert that a context is: somebody's own affair."""
    return context if isinstance(context, (Loan, Permit, Leak, Alert)) else None


def casework_of(context: Any) -> Casework | None:
    """The case or complaint that a context is or stands in."""
    return next((node for node in lineage(context) if isinstance(node, Casework)), None)


def knows(request: Request, context: Any) -> bool:
    """True unless the context is, or stands in, a record that the person may not know of."""
    casework = casework_of(context)
    if isinstance(casework, Complaint):
        today = request.find_service(IClock).today()
        return bool(complaint.roles_in(request.site, casework, request.identity, today))
    if casework is not None:
        return acl.knows(request.identity, request.site.records[casework.file])
    if isinstance(context, Handover):
        return acl.handover_permitted(request.identity, context, request.site, Permission.HANDOVER_VIEW)
    if isinstance(context, Booking):
        covered = _covered(request, request.identity, context)
        return acl.unit_permitted(request.identity, covered, Permission.BOOKING_VIEW)
    own = personal_of(context)
    if own is not None:
        return acl.personally_permitted(request.identity, own.person, acl.SEEING[type(own).__name__])
    batch = batch_of(context)
    if batch is not None:
        return acl.batch_permitted(request.identity, getattr(batch, "unit", ""), Permission.HOME)
    record = record_of(context)
    return record is None or acl.knows(request.identity, record)
