"""Complaints through the API: list, register, read, every step of the table as a transition, the settings."""

from collections.abc import Callable
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IComplaints
from onestop_records.models.complaint import Complaint
from onestop_records.models.complaintfolder import ComplaintFolder
from onestop_records.models.complaintwords import ACTS
from onestop_records.permissions import Permission
from schemas.complaint import STEPS, RegisterSchema, TermsSchema, registration
from schemas.complaintanswer import ComplaintAnswer, ComplaintsAnswer, RegisteredAnswer, TermsAnswer
from views.api.body import Multipart
from views.api.call import Call, answer_of, api_call
from views.api.record import received_files
from views.complaintshown import Shown, shown
from views.complaintsteps import PERMISSIONS

ALL = "/complaints"
ONE = "/complaints/{id}"
TERMS = "/complaint-terms"
ANSWERED = Call(ONE, "GET", "", None, lambda context, request: None)


def complaint_json(complaint: Complaint, request: Request) -> dict[str, Any]:
    """A complaint as the caller may see it: what is none of their business is null or empty."""
    found = shown(request, complaint)
    return {
        "id": complaint.id,
        "number": complaint.number,
        "state": complaint.state,
        "revision": complaint.revision,
        "roles": sorted(found.roles),
        "received": complaint.received_at.isoformat(),
        "signed": complaint.signed,
        "channel": complaint.channel,
        "grave": complaint.grave,
        "refusal": (complaint.refusal or None) if found.all or found.reviewing else None,
        "explanation": complaint.explanation if found.all or found.reviewing else "",
        "errands": [
            {
                "number": errand.number,
                "person": errand.person,
                "question": errand.question,
                "report": errand.report,
                "reported": errand.reported_at.isoformat() if errand.reported_at else None,
            }
            for errand in found.errands
        ],
        "reports": [
            {"kind": report.kind, "text": report.text, "to": list(report.to), "at": report.at.isoformat()}
            for report in found.reports
        ],
        "handling": _handling(found) if found.all else None,
        "transitions": list(found.names),
    }


def _handling(found: Shown) -> dict[str, Any]:
    """What the handlers alone see."""
    complaint, who = found.complaint, found.complaint.complainant
    return {
        "handlers": list(complaint.handlers),
        "complainant": {
            "name": who.name,
            "telephone": who.telephone,
            "email": who.email,
            "address": who.address,
        },
        "unit": complaint.complained_unit,
        "post": complaint.complained_post,
        "person": complaint.complained_name,
        "people": list(complaint.complained),
        "scope": list(complaint.scope),
        "facts": complaint.facts,
        "evidence": complaint.evidence,
        "enterprise": complaint.enterprise,
        "outcome": complaint.outcome or None,
        "findings": complaint.findings,
        "answers": [{"form": a.form, "text": a.text, "at": a.at.isoformat()} for a in complaint.answers],
        "talks": [{"with": t.with_whom, "notes": t.notes, "at": t.at.isoformat()} for t in complaint.talks],
        "grade": complaint.follow_up.grade if complaint.follow_up else None,
        "opinion": complaint.follow_up.opinion if complaint.follow_up else "",
        "clocks": [
            {
                "name": clock.name,
                "due": clock.due.isoformat(),
                "provisional": clock.provisional,
                "running": clock.running,
                "rule": clock.limit.rule,
            }
            for clock in found.clocks
        ],
        "file": complaint.file or None,
    }


def answered(complaint: Complaint, request: Request, status: int = 200) -> Response:
    """A complaint as the answer, with its revision as the ETag."""
    response = answer_of(ANSWERED, complaint_json(complaint, request))
    response.status_code = status
    response.headers["ETag"] = f'"{complaint.revision}"'
    return response


@api_call(
    ALL,
    "GET",
    "List the complaints one has to do with",
    Permission.COMPLAINTS,
    answer=ComplaintsAnswer,
    context=ComplaintFolder,
    traverse=ALL,
)
def list_complaints(context: ComplaintFolder, request: Request) -> dict[str, Any]:
    """Open ones, signed first, then by deadline; then the newest closed ones."""
    service = request.find_service(IComplaints)
    return {"items": [complaint_json(each, request) for each in (*service.mine(), *service.past())]}


@api_call(
    ALL,
    "POST",
    "Register a complaint",
    Permission.COMPLAINT_REGISTER,
    body=RegisterSchema,
    answer=RegisteredAnswer,
    status=201,
    context=ComplaintFolder,
    traverse=ALL,
    bound=True,
)
def register_complaint(context: ComplaintFolder, request: Request) -> dict[str, Any]:
    """Number and code; ``id`` for who handles it. The code is told this once."""
    service = request.find_service(IComplaints)
    complaint, code = service.register(registration(request.values))
    mine = bool(service.roles(complaint))
    return {"number": complaint.number, "code": code, "id": complaint.id if mine else None}


ON_COMPLAINT: dict[str, Any] = {"answer": ComplaintAnswer, "context": Complaint, "traverse": ONE}


@api_call(ONE, "GET", "Read a complaint", Permission.COMPLAINT_VIEW, **ON_COMPLAINT)
def read_complaint(context: Complaint, request: Request) -> Response:
    """As far as it is one's business."""
    return answered(context, request)


@api_call(
    f"{ONE}/materials",
    "POST",
    "Add files to the file of a complaint",
    Permission.COMPLAINT_HANDLE,
    reads="multipart/form-data",
    status=201,
    **ON_COMPLAINT,
)
def add_materials(context: Complaint, request: Request) -> Response:
    """``file`` parts, or ids of uploads; their names are not kept."""
    files = received_files(Multipart(request), request)
    if not files:
        raise Violations(Violation("file", _("Send at least one file")))
    request.find_service(IComplaints).make(context, "material", {}, files)
    return answered(context, request, 201)


def _step(name: str) -> Callable[..., Any]:
    """The call of a step, see ``workflow.complaint``."""

    def view(context: Complaint, request: Request) -> Response:
        """409 when the state does not allow it, 422 with the rule that forbids it."""
        service = request.find_service(IComplaints)
        service.make(context, name, request.values)
        if not service.roles(context):
            return Response(status=204)
        return answered(context, request)

    view.__name__ = f"{name.replace('-', '_')}_complaint"
    view.__module__ = __name__
    return api_call(
        f"{ONE}/transitions/{name}",
        "POST",
        str(ACTS[name]),
        PERMISSIONS.get(name, Permission.COMPLAINT_HANDLE),
        body=STEPS[name],
        bound=True,
        **ON_COMPLAINT,
    )(view)


CALLS = {name: _step(name) for name in STEPS}
globals().update({f"complaint_{name.replace('-', '_')}": call for name, call in CALLS.items()})


def terms_json(folder: ComplaintFolder) -> dict[str, Any]:
    """The settings."""
    terms = folder.terms
    texts = ("head", "supervisor", "category", "retention", "telephone", "email")
    return {
        "handlers": list(terms.handlers),
        "leaders": list(terms.leaders),
        **{name: getattr(terms, name) for name in texts},
    }


ON_TERMS: dict[str, Any] = {"answer": TermsAnswer, "context": ComplaintFolder, "traverse": ALL}


@api_call(TERMS, "GET", "Read the settings of complaints", Permission.COMPLAINT_TERMS_FORM, **ON_TERMS)
def read_terms(context: ComplaintFolder, request: Request) -> dict[str, Any]:
    """Who handles, leads and supervises."""
    return terms_json(context)


@api_call(
    TERMS,
    "PUT",
    "Change the settings of complaints",
    Permission.COMPLAINT_TERMS,
    body=TermsSchema,
    bound=True,
    **ON_TERMS,
)
def change_terms(context: ComplaintFolder, request: Request) -> dict[str, Any]:
    """All of them at once: what is left out is emptied."""
    given = {node.name: request.values.get(node.name) for node in TermsSchema()}
    request.find_service(IComplaints).change_terms(given)
    return terms_json(context)
