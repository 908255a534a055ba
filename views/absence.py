"""Who is away, who acts meanwhile; noting an absence, coming back."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.i18n import _
from onestop_records.interfaces import IPosts
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from schemas.absence import AbsenceOfSchema, AbsenceSchema
from views.form import Shape, handle

PLACE = "/absences"


def meant(request: Request, person_id: str) -> Person:
    """The person acting, or somebody else for who may note absences of others; raises Missing."""
    own = request.identity.person
    if person_id and person_id != own and not request.has_permission(Permission.ABSENCE_NOTE, request.site):
        raise Missing(person_id)
    person: Person | None = request.site.people.get(person_id or own)
    if person is None:
        raise Missing(person_id)
    return person


@view_config(
    context=Site, name="absences", renderer="templates/absence/absences.pt", permission=Permission.ABSENCES
)
def absences(site: Site, request: Request) -> dict[str, Any]:
    """Everybody's absences that are not over, with the deputies."""
    posts = request.find_service(IPosts)
    found = [(person, posts.absence(person), posts.deputies(person)) for person in posts.absent()]
    return {
        "absent": sorted(found, key=lambda each: each[0].name),
        "may_note": request.has_permission(Permission.ABSENCE_NOTE, site),
        "me": site.people[request.identity.person],
    }


@view_config(
    context=Site,
    name="away",
    request_method=("GET", "POST"),
    renderer="templates/absence/form.pt",
    permission=Permission.ABSENCES,
)
def away(site: Site, request: Request) -> dict[str, Any] | Response:
    """Note an absence of one's own; managers may note others'."""
    others = bool(request.has_permission(Permission.ABSENCE_NOTE, site))

    def act(values: Mapping[str, Any]) -> str:
        person = meant(request, values.get("person", ""))
        request.find_service(IPosts).away(person, values["since"], values["until"], values["reason"])
        request.session.flash(_("The absence is noted; the deputies act meanwhile."))
        return PLACE

    schema = AbsenceOfSchema() if others else AbsenceSchema()
    offered = {"person": request.identity.person}
    return handle(request, schema, act, offered, Shape(button=_("Note the absence"), cancel=PLACE))


@view_config(context=Site, name="back", request_method="POST", permission=Permission.ABSENCES)
def back(site: Site, request: Request) -> Response:
    """Somebody is here again."""
    request.find_service(IPosts).back(meant(request, request.POST.get("person", "")))
    request.session.flash(_("Noted: here again from today."))
    return HTTPSeeOther(location=PLACE)
