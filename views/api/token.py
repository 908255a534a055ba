"""Tokens: the API's way of signing in."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.i18n import _
from onestop_records.interfaces import IPeople
from schemas.answer import TokenAnswer
from schemas.request import Credentials
from views.api.call import api_call
from views.api.problem import problem


@api_call(
    "/tokens",
    "POST",
    "Sign in: exchange a user name and password for a token",
    NO_PERMISSION_REQUIRED,
    body=Credentials,
    answer=TokenAnswer,
    status=201,
)
def create_token(context: object, request: Request) -> Any:
    """A wrong name and a wrong password look the same; after too many of them everybody waits."""
    people, address = request.find_service(IPeople), request.client_addr or ""
    values = request.values
    if wait := people.sign_in_wait(values["username"], address):
        minutes = max(1, round(wait / 60))
        title = _("Too many attempts. Try again in ${minutes} minutes.", mapping={"minutes": minutes})
        return problem(request, 429, title, **{"Retry-After": str(wait)})
    person = people.may_sign_in(values["username"], values["password"], address)
    if person is None:
        return problem(request, 401, _("The user name or the password is wrong"))
    token, expires = people.issue_token(person, "API")
    return {"token": token, "expires": expires.isoformat()}
