"""Signing in and out."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED, forget, remember
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IPeople
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.language import is_inside, safe_return

TEMPLATE = "templates/signin/signin.pt"
LONGEST = 1000  # characters of a field; more is not a name or password


@view_config(
    context=Site, name="sign-in", request_method="GET", renderer=TEMPLATE, permission=NO_PERMISSION_REQUIRED
)
def form(site: Site, request: Request) -> Any:
    """The form; who has signed in goes on."""
    wanted = request.GET.get("next", "/")
    target = wanted if is_inside(wanted) else "/"
    if request.identity is not None:
        return HTTPSeeOther(location=target)
    return {"next": target, "username": "", "problem": None}


@view_config(
    context=Site, name="sign-in", request_method="POST", renderer=TEMPLATE, permission=NO_PERMISSION_REQUIRED
)
def sign_in(site: Site, request: Request) -> Any:
    """Check name and password. A failure returns: its mark and its entry must be kept."""
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    if not isinstance(username, str) or not isinstance(password, str):
        username = password = ""  # a file was sent in place of a text
    people, address = request.find_service(IPeople), request.client_addr or ""
    problem = None
    if not username.strip() or not password:
        problem, request.response.status_int = _("Enter both username and password."), 422
    elif wait := people.sign_in_wait(username[:LONGEST], address):
        problem, request.response.status_int = _too_many(wait), 429
        request.response.headers["Retry-After"] = str(wait)
    elif person := people.may_sign_in(username[:LONGEST], password[:LONGEST], address):
        return HTTPSeeOther(location=safe_return(request), headers=remember(request, person.id))
    else:
        problem, request.response.status_int = _("Username or password is not right."), 422
    return {"next": safe_return(request), "username": username[:100], "problem": problem}


@view_config(context=Site, name="sign-out", request_method="POST", permission=Permission.ACCOUNT)
def sign_out(site: Site, request: Request) -> Response:
    """End the session."""
    request.find_service(IPeople).signed_out()
    return HTTPSeeOther(location="/sign-in", headers=forget(request))


def _too_many(wait: int) -> Any:
    minutes = max(1, round(wait / 60))
    return _("Too many attempts. Try again in ${minutes} minutes.", mapping={"minutes": minutes})
