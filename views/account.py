"""One's own account: password, language, API tokens."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import remember
from pyramid.view import view_config

from onestop_records.errors import Refused
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IPeople, ISettings
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.person import OwnPasswordSchema, TokenSchema
from views.form import Shape, handle


def own_person(request: Request) -> Person:
    """The person who is signed in."""
    person: Person = request.site.people[request.identity.person]
    return person


@view_config(
    context=Site,
    name="account",
    request_method="GET",
    renderer="templates/account/account.pt",
    permission=Permission.ACCOUNT,
)
def account(site: Site, request: Request) -> dict[str, Any]:
    """Who I am here, and what I may change of it."""
    person, clock = own_person(request), request.find_service(IClock)
    posts = [post for post in person.appointments if post.in_force(clock.today())]
    tokens = request.find_service(IPeople).tokens(person)
    return {"person": person, "posts": posts, "tokens": tokens, "local": clock.local}


@view_config(
    context=Site,
    name="password",
    request_method=("GET", "POST"),
    renderer="templates/account/form.pt",
    permission=Permission.ACCOUNT,
)
def password(site: Site, request: Request) -> Any:
    """Set my password; every other session of mine ends, this browser gets a new one."""

    def act(values: Mapping[str, Any]) -> Response | Refused:
        person, people = own_person(request), request.find_service(IPeople)
        wrong: Refused | None = people.set_own_password(person, values["current"], values["password"])
        if wrong is not None:
            return wrong
        headers = remember(request, person.id)
        return HTTPSeeOther(location="/account", headers=headers)

    shape = Shape(button=_("Set password"), cancel="/account")
    shown = handle(request, OwnPasswordSchema(), act, shape=shape)
    return shown if isinstance(shown, Response) else {**shown, "title": _("Change my password")}


@view_config(context=Site, name="tokens", renderer="templates/account/form.pt", permission=Permission.ACCOUNT)
def issue_token(site: Site, request: Request) -> Any:
    """Make a token; its text is shown this once and not kept."""

    def act(values: Mapping[str, Any]) -> Response:
        people = request.find_service(IPeople)
        text, expires = people.issue_token(own_person(request), **values)
        shown = {
            "text": text,
            "label": values["label"],
            "expires": request.find_service(IClock).local(expires),
        }
        return render_to_response("views:templates/account/token.pt", shown, request=request)

    usual = {"days": request.find_service(ISettings).token_days, "scope": "read"}
    shown = handle(request, TokenSchema(), act, usual, Shape(button=_("Make token"), cancel="/account"))
    return shown if isinstance(shown, Response) else {**shown, "title": _("New API token")}


@view_config(context=Site, name="revoke-token", request_method="POST", permission=Permission.ACCOUNT)
def revoke_token(site: Site, request: Request) -> Response:
    """End one of my tokens."""
    request.find_service(IPeople).revoke_token(own_person(request), request.POST.get("token", ""))
    request.session.flash(_("The token is revoked."))
    return HTTPSeeOther(location="/account")
