"""Accounts through the API: the administrator keeps them, the security officer gives roles."""

from dataclasses import asdict, replace
from typing import Any

from pyramid.request import Request

from onestop_records.errors import Missing
from onestop_records.interfaces import IPeople
from onestop_records.models.classification import Classification
from onestop_records.models.person import Appointment, Clearance, Person
from onestop_records.permissions import Permission
from schemas.person import (
    AccountSchema,
    AppointmentSchema,
    NewPersonSchema,
    PasswordSchema,
    PeopleAnswer,
    PeopleQuery,
    PersonAnswer,
    PostEndSchema,
    RolesSchema,
)
from schemas.request import Nothing
from views.api.call import api_call
from views.api.representation import plain
from views.person_filter import people_of

PERSON = "/people/{person}"


def person_call(
    path: str, method: str, summary: str, body: Any, permission: Permission = Permission.PEOPLE_EDIT
) -> Any:
    """Declare a call on an account that answers the account."""
    on_person = {"context": Person, "traverse": PERSON, "answer": PersonAnswer}
    return api_call(f"{PERSON}{path}", method, summary, permission, body=body, **on_person)


def person_json(person: Person) -> dict[str, Any]:
    """An account, without anything secret."""
    grant = person.clearance
    return {
        "id": person.id,
        "username": person.username,
        "name": person.name,
        "email": person.email,
        "roles": sorted(person.roles),
        "appointments": [plain(asdict(post)) for post in person.appointments],
        "clearance": grant and {**plain(asdict(grant)), "grade": grant.grade.code},
        "closed": person.closed,
    }


def changed(person: Person, request: Request, **values: Any) -> dict[str, Any]:
    """The account after a change."""
    request.find_service(IPeople).change(person, values)
    return person_json(person)


@api_call("/people", "GET", "Accounts", Permission.PEOPLE, query=PeopleQuery, answer=PeopleAnswer)
def read_people(context: object, request: Request) -> dict[str, Any]:
    """By name."""
    values = request.values
    found = people_of(request.site.people, values["q"], values["role"], values["closed"])
    return {"items": [person_json(person) for person in found]}


@api_call(
    "/people",
    "POST",
    "Add an account",
    Permission.PEOPLE_EDIT,
    body=NewPersonSchema,
    answer=PersonAnswer,
    status=201,
)
def add_person(context: object, request: Request) -> dict[str, Any]:
    """It can do nothing until it has a role."""
    return person_json(request.find_service(IPeople).add(**request.values))


@person_call("", "GET", "Read an account", None, Permission.PEOPLE)
def read_person(context: Person, request: Request) -> dict[str, Any]:
    """Roles, clearance, posts."""
    return person_json(context)


@person_call("", "PUT", "Set name and mail", AccountSchema)
def change_person(context: Person, request: Request) -> dict[str, Any]:
    """Both at once."""
    return changed(context, request, **request.values)


@person_call("/roles", "PUT", "Set roles and the clearance by name", RolesSchema, Permission.ROLES_EDIT)
def set_roles(context: Person, request: Request) -> dict[str, Any]:
    """A clearance that stays as it is keeps the name of who granted it."""
    values, grant = request.values, context.clearance
    clearance = None
    if values["grade"]:
        grade = Classification.of(values["grade"])
        granted_by = request.identity.person
        if grant and (grant.grade, grant.until, grant.basis) == (grade, values["until"], values["basis"]):
            granted_by = grant.granted_by
        clearance = Clearance(grade, values["until"], granted_by, values["basis"])
    return changed(context, request, roles=values["roles"], clearance=clearance)


@person_call("/appointments", "POST", "Give a post", AppointmentSchema)
def appoint_person(context: Person, request: Request) -> dict[str, Any]:
    """From a day on."""
    appointments = (*context.appointments, Appointment(**request.values))
    return changed(context, request, appointments=appointments)


@person_call("/appointments/{number}", "PUT", "Set the last day of a post", PostEndSchema)
def end_appointment(context: Person, request: Request) -> dict[str, Any]:
    """``number`` counts from 0 in the order of the account's posts."""
    number = request.matchdict["number"]
    posts = {str(place): post for place, post in enumerate(context.appointments)}
    if number not in posts:
        raise Missing(number)
    posts[number] = replace(posts[number], until=request.values["until"])
    return changed(context, request, appointments=tuple(posts.values()))


@person_call("/password", "PUT", "Set a password", PasswordSchema)
def set_password(context: Person, request: Request) -> dict[str, Any]:
    """Every session of the person ends."""
    request.find_service(IPeople).set_password(context, request.values["password"])
    return person_json(context)


@person_call("/close", "POST", "Close the account", Nothing)
def close_person(context: Person, request: Request) -> dict[str, Any]:
    """Refused while the person still answers for anything."""
    request.find_service(IPeople).close(context)
    return person_json(context)


@person_call("/reopen", "POST", "Open the account again", Nothing)
def reopen_person(context: Person, request: Request) -> dict[str, Any]:
    """It may sign in again."""
    request.find_service(IPeople).reopen(context)
    return person_json(context)
