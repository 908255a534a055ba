"""Accounts: the administrator keeps them, the security officer gives roles and clearance."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Missing
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IPeople
from onestop_records.models.classification import Classification
from onestop_records.models.person import Appointment, Clearance, Person, PersonFolder
from onestop_records.permissions import Permission
from schemas.person import (
    AccountSchema,
    AppointmentSchema,
    NewPersonSchema,
    PasswordSchema,
    PostEndSchema,
    RolesSchema,
)
from views.form import Shape, handle
from views.person_filter import found_people

FORM = "templates/person/form.pt"
ACCOUNTS = (Permission.PEOPLE_EDIT_FORM, Permission.PEOPLE_EDIT)
ROLES = (Permission.ROLES_EDIT_FORM, Permission.ROLES_EDIT)


def _form(name: str, permissions: tuple[Permission, Permission] = ACCOUNTS, context: type = Person) -> Any:
    """Both permissions of a page: reading its form and posting it."""

    def decorate(view: Any) -> Any:
        common = {"context": context, "name": name, "renderer": FORM}
        view_config(request_method="GET", permission=permissions[0], **common)(view)
        return view_config(request_method="POST", permission=permissions[1], **common)(view)

    return decorate


@view_config(
    context=PersonFolder,
    request_method="GET",
    renderer="templates/person/people.pt",
    permission=Permission.PEOPLE,
)
def people(folder: PersonFolder, request: Request) -> dict[str, Any]:
    """Every account, by name."""
    day = request.find_service(IClock).today()
    return {"people": found_people(folder, request), "day": day}


@view_config(
    context=Person,
    request_method="GET",
    renderer="templates/person/person.pt",
    permission=Permission.PEOPLE,
)
def person(person: Person, request: Request) -> dict[str, Any]:
    """One account: roles, clearance, posts."""
    clock = request.find_service(IClock)
    tokens = request.find_service(IPeople).tokens(person)
    return {"person": person, "day": clock.today(), "tokens": tokens}


@_form("add", context=PersonFolder)
def add(folder: PersonFolder, request: Request) -> Any:
    """A new account; it can do nothing until it has a role."""

    def act(values: Mapping[str, Any]) -> str:
        return address(request.find_service(IPeople).add(**values))

    shape = Shape(button=_("Add account"), cancel="/people")
    return shown(handle(request, NewPersonSchema(), act, shape=shape), _("New account"))


@_form("edit")
def edit(person: Person, request: Request) -> Any:
    """Name and mail."""
    return change_form(request, person, AccountSchema(), {"name": person.name, "email": person.email})


@_form("roles", ROLES)
def roles(person: Person, request: Request) -> Any:
    """Roles and a clearance by name."""
    grant = person.clearance

    def act(values: Mapping[str, Any]) -> str:
        clearance = None
        if values["grade"]:
            grade = Classification.of(values["grade"])
            clearance = Clearance(grade, values["until"], request.identity.person, values["basis"])
            if grant and (grant.grade, grant.until, grant.basis) == (grade, values["until"], values["basis"]):
                clearance = grant
        changed = {"roles": values["roles"], "clearance": clearance}
        request.find_service(IPeople).change(person, changed)
        return address(person)

    present: dict[str, Any] = {"roles": person.roles}
    if grant:
        present.update(grade=grant.grade.code, until=grant.until, basis=grant.basis)
    shape = Shape(cancel=address(person))
    return shown(handle(request, RolesSchema(), act, present, shape), _("Roles and clearance"))


@_form("appoint")
def appoint(person: Person, request: Request) -> Any:
    """A post from a day on."""

    def act(values: Mapping[str, Any]) -> str:
        appointments = (*person.appointments, Appointment(**values))
        request.find_service(IPeople).change(person, {"appointments": appointments})
        return address(person)

    shape = Shape(button=_("Give the post"), cancel=address(person))
    present = {"since": request.find_service(IClock).today()}
    return shown(handle(request, AppointmentSchema(), act, present, shape), _("Give a post"))


@_form("end-post")
def end_post(person: Person, request: Request) -> Any:
    """The last day of a post, or another one; posts are numbered in the order they were given."""
    numbered = {str(number): post for number, post in enumerate(person.appointments)}
    post = numbered.get(request.GET.get("post", ""))
    if post is None:
        raise Missing("post")

    def act(values: Mapping[str, Any]) -> str:
        ended = Appointment(post.unit, post.post, post.since, values["until"], post.deputy)
        appointments = tuple(ended if each is post else each for each in person.appointments)
        request.find_service(IPeople).change(person, {"appointments": appointments})
        return address(person)

    today = request.find_service(IClock).today()
    shape = Shape(button=_("End the post"), cancel=address(person))
    return shown(handle(request, PostEndSchema(), act, {"until": today}, shape), _("End a post"))


@_form("password")
def password(person: Person, request: Request) -> Any:
    """A password that the administrator hands over; every session of the person ends."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IPeople).set_password(person, values["password"])
        request.session.flash(_("The password is set; every session of this person has ended."))
        return address(person)

    shape = Shape(button=_("Set password"), cancel=address(person))
    return shown(handle(request, PasswordSchema(), act, shape=shape), _("Set a password"))


@view_config(context=Person, name="close", request_method="POST", permission=Permission.PEOPLE_EDIT)
def close(person: Person, request: Request) -> Response:
    """Close the account; refused while the person still answers for anything."""
    request.find_service(IPeople).close(person)
    request.session.flash(_("The account is closed."))
    return HTTPSeeOther(location=address(person))


@view_config(context=Person, name="reopen", request_method="POST", permission=Permission.PEOPLE_EDIT)
def reopen(person: Person, request: Request) -> Response:
    """Open it again."""
    request.find_service(IPeople).reopen(person)
    request.session.flash(_("The account is open again."))
    return HTTPSeeOther(location=address(person))


def change_form(request: Request, person: Person, schema: Any, present: Mapping[str, Any]) -> Any:
    """A form whose values go to the account as they are."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(IPeople).change(person, values)
        return address(person)

    return shown(handle(request, schema, act, present, Shape(cancel=address(person))), person.name)


def shown(answer: dict[str, Any] | Response, title: Any) -> Any:
    """What the template of a form needs, or the response."""
    return answer if isinstance(answer, Response) else {**answer, "title": title}


def address(person: Person) -> str:
    """The page of an account."""
    return f"/people/{person.id}"
