"""Each step of a complaint: a form of its own, shown and posted under the step's name."""

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IComplaints
from onestop_records.models.complaint import Complaint
from onestop_records.models.complaintwords import ACTS, HINTS
from onestop_records.permissions import Permission
from schemas.complaint import STEPS, WITH_FILES
from views.form import Shape, handle
from views.received import received_files

FORM = "templates/complaint/form.pt"
PERMISSIONS = {  # all others are the handler's
    "join": Permission.COMPLAINT_JOIN,
    "review": Permission.COMPLAINT_REVIEW,
    "reopen": Permission.COMPLAINT_REVIEW,
    "report-back": Permission.COMPLAINT_REPORT_BACK,
}
View = Callable[[Complaint, Request], Any]


def every_step(view: View) -> View:
    """Register the view for each step, to see and to post it."""
    for name in STEPS:
        permission = PERMISSIONS.get(name, Permission.COMPLAINT_HANDLE)
        for method in ("GET", "POST"):
            config = {"name": name, "renderer": FORM, "request_method": method, "permission": permission}
            view = view_config(context=Complaint, **config)(view)
    return view


@every_step
def step(complaint: Complaint, request: Request) -> dict[str, Any] | Response:
    """The form of a step; what the table or a rule forbids is shown in it."""
    name, service = request.view_name, request.find_service(IComplaints)

    def act(values: Mapping[str, Any]) -> str:
        files = received_files(request) if name in WITH_FILES else []
        service.make(complaint, name, values, files)
        if not service.roles(complaint):
            request.session.flash(_("Done. The complaint is no longer yours."))
            return "/complaints"
        request.session.flash(_("Done."))
        return f"/complaints/{complaint.id}"

    eligible = [(person.id, person.name) for person in service.eligible(complaint)]
    schema = STEPS[name]().bind(eligible=eligible, request=request, site=request.site)
    shape = Shape(
        button=ACTS[name],
        files="files" if name in WITH_FILES else "",
        cancel=f"/complaints/{complaint.id}",
    )
    done = handle(request, schema, act, _offered(complaint, request, name), shape, complaint.revision)
    if isinstance(done, Response):
        return done
    return {**done, "title": ACTS[name], "lead": HINTS.get(name), "crumb": complaint}


def _offered(complaint: Complaint, request: Request, name: str) -> dict[str, Any]:
    """What a form begins with."""
    if name == "identify":
        return {
            "unit": complaint.complained_unit,
            "post": complaint.complained_post,
            "people": complaint.complained,
            "name": complaint.complained_name,
        }
    if name == "report-back":
        mine = (e for e in complaint.errands if e.open and e.person == request.identity.person)
        return {"number": next((errand.number for errand in mine), None)}
    if name in ("answer", "refuse"):
        return {"form": "written" if complaint.written or complaint.grave else "oral"}
    return {}
