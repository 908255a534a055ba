"""The audit trail through the API, for the auditor."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.answer import EventsAnswer
from schemas.audit import AuditQuery, ProofAnswer
from views.api.call import api_call
from views.audit import export, person_id


@api_call(
    "/audit", "GET", "Audit entries, newest first", Permission.AUDIT, query=AuditQuery, answer=EventsAnswer
)
def read_audit(context: Site, request: Request) -> dict[str, Any]:
    """A page may be short and still have a cursor, which is null at the end."""
    values, site = request.values, request.site
    try:
        entries, cursor = request.find_service(IAudit).listing(
            person=person_id(site, values["person"]),
            act=values["act"],
            subject=site.codes.get(values["subject"]) or person_id(site, values["subject"]),
            day=values["day"],
            cursor=values["cursor"],
            limit=values["limit"],
        )
    except ValueError as error:
        raise Violations(Violation("cursor", _("Give the cursor of the page before, unchanged"))) from error
    return {"items": [entry.values() for entry in entries], "cursor": cursor or None}


@api_call("/audit/proof", "GET", "Prove the whole audit trail now", Permission.AUDIT, answer=ProofAnswer)
def prove_audit(context: Site, request: Request) -> dict[str, Any]:
    """No finding means that nothing was changed, removed or reordered."""
    report, translate = request.find_service(IAudit).prove(), request.localizer.translate
    return {
        "seals": report.seals,
        "trails": report.trails,
        "entries": report.entries,
        "unsealed": report.unsealed,
        "anchor": report.last,
        "findings": [
            {
                "code": found.code,
                "subject": found.subject,
                "position": found.position,
                "message": translate(found.message, domain="onestop_records"),
            }
            for found in report.findings
        ],
    }


@api_call(
    "/audit/export",
    "GET",
    "The whole trail, to be proved outside the system",
    Permission.AUDIT,
    answers="application/octet-stream",
)
def export_audit(context: Site, request: Request) -> Response:
    """Taking it out is an entry of its own."""
    return export(request.site, request)
