"""The pages of the auditor: the trail by person, act, subject and day, its proof, anchor and export."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.events import ListExported
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, INotifier
from onestop_records.models.entry import ANONYMOUS
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.history import ACTS, moments

LONGEST = 200  # characters of a filter


@view_config(context=Site, name="audit", renderer="templates/audit/audit.pt", permission=Permission.AUDIT)
def trail(site: Site, request: Request) -> dict[str, Any]:
    """Newest entries first."""
    audit = request.find_service(IAudit)
    asked = {
        name: request.GET.get(name, "").strip()[:LONGEST] for name in ("person", "act", "subject", "day")
    }
    try:
        found, cursor = audit.listing(**narrowed(site, asked), cursor=request.GET.get("cursor", ""))
    except ValueError as error:
        raise Violations(Violation("cursor", _("This address is not complete; begin again"))) from error
    return {
        "asked": asked,
        "acts": ACTS,
        "moments": moments(request, found),
        "cursor": cursor,
        "standing": audit.standing(),
        "report": None,
    }


def narrowed(site: Site, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the filter fields mean: usernames, reference codes or ids. Raises Violations for the day."""
    try:
        day = date.fromisoformat(asked["day"]) if asked["day"] else None
    except ValueError as error:
        raise Violations(Violation("day", _("Write the day as 2026-11-21"))) from error
    subject = site.codes.get(asked["subject"]) or person_id(site, asked["subject"])
    return {"person": person_id(site, asked["person"]), "act": asked["act"], "subject": subject, "day": day}


def person_id(site: Site, text: str) -> str:
    """The id of the person with this username, else the text itself."""
    person = site.people.by_username(text) if text and text != ANONYMOUS else None
    return person.id if person else text


@view_config(
    context=Site, name="audit-proof", renderer="templates/audit/proof.pt", permission=Permission.AUDIT
)
def proof(site: Site, request: Request) -> dict[str, Any]:
    """Prove the whole trail now, and show the anchor to print and keep on paper."""
    audit = request.find_service(IAudit)
    return {"report": audit.prove(), "standing": audit.standing()}


@view_config(context=Site, name="audit-export", permission=Permission.AUDIT)
def export(site: Site, request: Request) -> Response:
    """The whole trail as a file that is proved outside the system; taking it out is an entry of its own."""
    audit = request.find_service(IAudit)
    name = f"audit-trail-{audit.standing().number}.txt"
    request.find_service(INotifier)(
        ListExported(request.actor, request.identity.person, kind="person", after={"name": name})
    )
    body = b"".join(audit.export())
    return Response(
        body, content_type="application/octet-stream", content_disposition=f'attachment; filename="{name}"'
    )
