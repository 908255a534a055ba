"""Complaints: those one has to do with, registering one, its page, each step of the table, the settings."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IComplaints
from onestop_records.models import complaintwords as words
from onestop_records.models.complaint import Complaint
from onestop_records.models.complaintfolder import ComplaintFolder
from onestop_records.permissions import Permission
from schemas.complaint import RegisterSchema, TermsSchema, registration
from views.complaintshown import shown
from views.form import Group, Shape, form_page, handle
from views.received import received_files

FORM = "templates/complaint/form.pt"
REGISTERED = "complaint-registered"  # of the session: the number and code that are shown once
GROUPS = (
    Group(_("How it came"), ("channel", "received")),
    Group(_("Who is complained of"), ("unit", "post", "person", "scope")),
    Group(_("What is said"), ("facts", "evidence", "marks")),
    Group(_("Who complains"), ("name", "telephone", "email", "address", "enterprise", "signed_as")),
    Group(_("Answered on the spot"), ("outcome", "refusal", "form", "text"), closed=True),
    Group(_("Records"), ("records",), closed=True),
)


@view_config(context=ComplaintFolder, renderer="templates/complaint/all.pt", permission=Permission.COMPLAINTS)
def complaints(folder: ComplaintFolder, request: Request) -> dict[str, Any]:
    """Open ones, signed first, then by deadline; closed ones below."""
    service = request.find_service(IComplaints)
    return {
        "groups": [
            [shown(request, complaint) for complaint in service.mine()],
            [shown(request, complaint) for complaint in service.past()],
        ],
        "registered": request.session.pop(REGISTERED, None),
        "words": words,
    }


@form_page(
    ComplaintFolder,
    "register",
    FORM,
    Permission.COMPLAINT_REGISTER_FORM,
    Permission.COMPLAINT_REGISTER,
)
def register(folder: ComplaintFolder, request: Request) -> dict[str, Any] | Response:
    """Letters opened one by one, calls, people at the window; a simple one with its answer at once."""

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(IComplaints)
        complaint, code = service.register(registration(values), received_files(request))
        if service.roles(complaint):
            request.session.flash(_("The complaint is registered."))
        request.session[REGISTERED] = (complaint.number, code)
        return "/complaints"

    shape = Shape(button=_("Register"), groups=GROUPS, files="files", cancel="/complaints")
    done = handle(request, RegisterSchema(), act, {"channel": "telephone"}, shape)
    lead = _(
        "What is said here is for the handlers alone. If it is about you, register it all the same: "
        "somebody else handles it."
    )
    return _page(done, _("Register a complaint"), lead)


@form_page(ComplaintFolder, "terms", FORM, Permission.COMPLAINT_TERMS_FORM, Permission.COMPLAINT_TERMS)
def terms(folder: ComplaintFolder, request: Request) -> dict[str, Any] | Response:
    """Who handles, leads and supervises."""

    def act(values: Mapping[str, Any]) -> str:
        given = {node.name: values.get(node.name) for node in TermsSchema()}
        request.find_service(IComplaints).change_terms(given)
        request.session.flash(_("The settings of complaints are saved."))
        return "/complaints/terms"

    present = {node.name: getattr(folder.terms, node.name) or None for node in TermsSchema()}
    shape = Shape(cancel="/")
    done = handle(request, TermsSchema(), act, present, shape, folder.terms.revision)
    lead = _("Nobody handles a complaint against themselves or a superior, whatever stands here.")
    return _page(done, _("Settings of complaints"), lead)


@view_config(
    context=Complaint,
    request_method="GET",
    renderer="templates/complaint/complaint.pt",
    permission=Permission.COMPLAINT_VIEW,
)
def complaint_page(complaint: Complaint, request: Request) -> dict[str, Any]:
    """Handlers see all of it; leaders what was written for them; who was asked, the question."""
    return {"shown": shown(request, complaint), "words": words}


def _page(done: dict[str, Any] | Response, title: Any, lead: Any) -> dict[str, Any] | Response:
    return done if isinstance(done, Response) else {**done, "title": title, "lead": lead, "crumb": None}
