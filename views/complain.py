"""Complaining without signing in, and asking how it goes on: neither who nor from where is kept."""

import secrets
from collections.abc import Mapping
from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.events import Actor
from onestop_records.i18n import _
from onestop_records.interfaces import IComplaints
from onestop_records.models import complaintwords as words
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.site import Site
from schemas.complaint import PublicSchema
from views.form import Group, Shape, handle

NOBODY = Actor("", "", "page")
TEMPLATE = "templates/complain/complain.pt"
DONE = "views:templates/complain/done.pt"
PROGRESS = "templates/complain/progress.pt"
COMPLAINING, ASKING = "complaining", "asking"
LONGEST_CODE = 60
GROUPS = (
    Group(_("Who is complained of"), ("unit", "post", "person", "scope")),
    Group(_("What happened"), ("facts", "evidence")),
    Group(_("Who you are"), ("name", "telephone", "email", "truth")),
)


@view_config(
    context=Site, name="complain", request_method="GET", renderer=TEMPLATE, permission=NO_PERMISSION_REQUIRED
)
@view_config(
    context=Site, name="complain", request_method="POST", renderer=TEMPLATE, permission=NO_PERMISSION_REQUIRED
)
def complain(site: Site, request: Request) -> Any:
    """The form; whoever sends it gets a number and a code, once."""
    address = _nobody(request)
    service = request.find_service(IComplaints)
    if request.method == "POST" and (wait := service.wait(COMPLAINING, address)):
        return {"form": _too_many(request, wait), **_known(site)}

    def act(values: Mapping[str, Any]) -> Response:
        given = dict(values)
        del given["truth"]  # said, or the form would not have been taken
        if service.repeated(given.pop("once")):
            return _done(request, "", "")
        complaint, code = service.register_publicly(given, address)
        return _done(request, complaint.number, code)

    shape = Shape(button=_("Send the complaint"), groups=GROUPS)
    done = handle(request, PublicSchema(), act, {"once": secrets.token_urlsafe(16)}, shape)
    return done if isinstance(done, Response) else {**done, **_known(site)}


@view_config(
    context=Site,
    name="complaint-progress",
    request_method="GET",
    renderer=PROGRESS,
    permission=NO_PERMISSION_REQUIRED,
)
def asked(site: Site, request: Request) -> dict[str, Any]:
    """The box for the code."""
    return {"complaint": None, "problem": None, "words": words}


@view_config(
    context=Site,
    name="complaint-progress",
    request_method="POST",
    renderer=PROGRESS,
    permission=NO_PERMISSION_REQUIRED,
)
def progress(site: Site, request: Request) -> dict[str, Any]:
    """How far it is; a wrong code, noted, and an old one are told the same."""
    address = _nobody(request)
    request.response.headers["Cache-Control"] = "no-store"
    service = request.find_service(IComplaints)
    text = request.POST.get("code", "")
    complaint, problem = None, _("There is no complaint with this code.")
    if wait := service.wait(ASKING, address):
        problem, request.response.status_int = _too_many(request, wait), 429
    elif isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_CODE:
        complaint = service.progress(text, address)
    if complaint is None and request.response.status_int == 200:
        request.response.status_int = 422
    return {"complaint": complaint, "problem": None if complaint else problem, "words": words}


def _known(site: Site) -> dict[str, Any]:
    """What everybody is told: where to call or write, and how long it takes at most."""
    limits = [site.limits[name].limit for name in ("complaint-accept", "complaint-answer")]
    return {"terms": site.complaints.terms, "limits": [_words(limit) for limit in limits]}


def _words(limit: Limit) -> Any:
    mapping = {"number": limit.number}
    if limit.unit == WORKING_DAYS:
        return _("${number} working days", mapping=mapping)
    return _("${number} days", mapping=mapping)


def _nobody(request: Request) -> str:
    """Act as nobody from nowhere, even with a session; return the address, for the throttle alone."""
    request.actor = NOBODY
    address: str = request.client_addr or ""
    return address


def _done(request: Request, number: str, code: str) -> Response:
    values = {"number": number, "code": code}
    response = render_to_response(DONE, values, request=request)
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_many(request: Request, wait: int) -> Any:
    request.response.status_int = 429
    request.response.headers["Retry-After"] = str(wait)
    minutes = max(1, round(wait / 60))
    message = _("Too many attempts. Try again in ${minutes} minutes.", mapping={"minutes": minutes})
    return request.localizer.translate(message)
