"""Evaluations in the house: asking a client, writing down what they say, acting on a low grade."""

from collections.abc import Mapping
from typing import Any

import segno
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IEvaluations, ISettings
from onestop_records.models import evaluationwords as words
from onestop_records.models.case import Case
from onestop_records.permissions import Permission
from schemas.evaluation import EnteredSchema
from views.form import Group, Shape, form_page, handle
from views.received import received_files

TEMPLATE = "templates/evaluation/evaluation.pt"
CLOCK = "evaluation-improvement"
GROUPS = (
    Group(_("The station"), ("service", "promptness", "expertise", "courtesy", "solved")),
    Group(
        _("Technical service, where there was any"),
        ("technician_expertise", "technician_promptness", "technician_courtesy", "facilities"),
    ),
    Group(_("As a whole"), ("overall", "opinion", "signature")),
)
ENTERED_GROUPS = (Group(_("How it was given"), ("channel", "technician")), *GROUPS)


@form_page(Case, "evaluation", TEMPLATE, Permission.CASE_VIEW, Permission.CASE_ACT)
def evaluation(case: Case, request: Request) -> Any:
    """What the client said; before that, the form by telephone and on paper, and the way to a link."""
    service = request.find_service(IEvaluations)
    shown = {"case": case, "words": words, "one": service.of(case), "form": "", "clock": None}
    if shown["one"] is not None and request.method == "GET":
        return {**shown, "clock": shown["one"].clocks.get(CLOCK)}

    def act(values: Mapping[str, Any]) -> str:
        given = dict(values)
        service.give(case, given.pop("channel"), given, received_files(request))
        request.session.flash(_("The evaluation is kept."))
        return f"/{case.address}/evaluation"

    shape = Shape(
        button=_("Keep the evaluation"), groups=ENTERED_GROUPS, files="files", cancel=f"/{case.address}"
    )
    done = handle(request, EnteredSchema(), act, {"channel": "telephone"}, shape)
    return done if isinstance(done, Response) else {**shown, "one": None, **done}


@view_config(context=Case, name="invite", request_method="POST", permission=Permission.CASE_ACT)
def invite(case: Case, request: Request) -> Response:
    """An address for the client, shown this once, with the code that a phone reads."""
    secret, until = request.find_service(IEvaluations).invite(case)
    address = invitation_address(request, secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=2)
    shown = {"case": case, "address": address, "until": until, "picture": picture}
    response = render_to_response("templates/evaluation/invited.pt", shown, request=request)
    response.headers["Cache-Control"] = "no-store"
    return response


@view_config(context=Case, name="improve", request_method="POST", permission=Permission.CASE_REVIEW)
def improve(case: Case, request: Request) -> Response:
    """What was done about a low grade."""
    service = request.find_service(IEvaluations)
    found = service.of(case)
    if found is not None:
        service.improve(found, request.POST.get("measure", ""))
        request.session.flash(_("It is noted what was done."))
    return HTTPSeeOther(location=f"/{case.address}/evaluation")


def invitation_address(request: Request, secret: str) -> str:
    """Where the client answers."""
    base = request.find_service(ISettings).site_address.rstrip("/") or request.host_url
    return f"{base}/evaluate/{secret}"
