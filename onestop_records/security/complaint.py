"""Who is what in a complaint; whoever is nothing in it is not told that there is one."""

from collections.abc import Mapping
from datetime import date

from onestop_records.models.absence import stands_in_for
from onestop_records.models.complaint import Complaint
from onestop_records.models.hierarchy import barring
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from onestop_records.security.identity import Identity

HANDLER, LEADER, ASKED, DEPUTY = "handler", "leader", "asked", "deputy"
ROLES = frozenset({HANDLER, LEADER, ASKED, DEPUTY})
GRANTS: Mapping[Permission, frozenset[str]] = {
    Permission.COMPLAINT_VIEW: ROLES,
    Permission.COMPLAINT_HANDLE: frozenset({HANDLER}),
    Permission.COMPLAINT_REVIEW: frozenset({LEADER}),
    Permission.COMPLAINT_REPORT_BACK: frozenset({ASKED}),
    Permission.COMPLAINT_JOIN: frozenset({DEPUTY}),
}


def roles_in(site: Site, complaint: Complaint, identity: Identity | None, day: date) -> frozenset[str]:
    """What a person is in a complaint; nothing for whom it is shut."""
    person = site.people.get(identity.person) if identity else None
    if identity is None or person is None or identity.clearance is None:
        return ROLES if identity is not None and identity.system else frozenset()
    if shut(complaint, identity.principals) or barring(site, person, complaint.complained, day):
        return frozenset()
    found = {
        HANDLER: person.id in complaint.handlers,
        LEADER: person.id in complaint.leaders,
        ASKED: person.id in complaint.asked,
        DEPUTY: complaint.handler in stands_in_for(site.people, person, day),
    }
    return frozenset(role for role, held in found.items() if held)


def shut(complaint: Complaint, principals: frozenset[str]) -> bool:
    """True for the people complained of and for who acts for them."""
    return any(f"deny:{person}" in principals for person in complaint.complained)


def permitted(
    site: Site, complaint: Complaint, identity: Identity | None, permission: str, day: date
) -> bool:
    """True when what the person is in the complaint allows it."""
    granted: frozenset[str] = GRANTS.get(permission, frozenset())  # type: ignore[call-overload]
    return not granted.isdisjoint(roles_in(site, complaint, identity, day))
