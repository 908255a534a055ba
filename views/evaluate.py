"""What a client says, without signing in: by an address that is good once."""

from collections.abc import Mapping
from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.events import Actor
from onestop_records.i18n import _
from onestop_records.interfaces import IEvaluations
from onestop_records.models.site import Site
from schemas.evaluation import EvaluationSchema
from views.evaluation import GROUPS
from views.form import Shape, handle

NOBODY = Actor("", "", "page")
FORM, OVER = "templates/evaluation/evaluate.pt", "templates/evaluation/over.pt"
DONE = "templates/evaluation/done.pt"
LONGEST = 100


@view_config(
    context=Site, name="evaluate", request_method="GET", renderer=FORM, permission=NO_PERMISSION_REQUIRED
)
@view_config(
    context=Site, name="evaluate", request_method="POST", renderer=FORM, permission=NO_PERMISSION_REQUIRED
)
def evaluate(site: Site, request: Request) -> Any:
    """``/evaluate/SECRET``: the form, and thanks. An unknown, used and outdated address are told the same."""
    request.actor = NOBODY  # even with a session: the client answers, not the house
    request.response.headers["Cache-Control"] = "no-store"
    service, address = request.find_service(IEvaluations), request.client_addr or ""
    if wait := service.wait(address):
        return _over(request, 429, wait)
    secret = "/".join(request.subpath)[:LONGEST]
    case = service.invited(secret)
    if case is None:
        service.missed(address)
        return _over(request, 404)

    def act(values: Mapping[str, Any]) -> Response:
        service.give_by_link(secret, values)
        return _plain(request, DONE, 200)

    shape = Shape(button=_("Send"), groups=GROUPS)
    done = handle(request, EvaluationSchema(), act, shape=shape)
    return done if isinstance(done, Response) else {**done, "case": case}


def _over(request: Request, status: int, wait: int = 0) -> Response:
    response = _plain(request, OVER, status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _plain(request: Request, template: str, status: int) -> Response:
    response = render_to_response(template, {}, request=request)
    response.status_int = status
    response.headers["Cache-Control"] = "no-store"
    return response
