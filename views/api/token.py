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
    """A wrong name and a wrong password look the same."""
    people = request.find_service(IPeople)
    values = request.values
    person = people.may_sign_in(values["username"], values["password"], request.client_addr or "")
    if person is None:
        return problem(request, 401, _("The user name or the password is wrong"))
    token, expires = people.issue_token(person, "API")
    return {"token": token, "expires": expires.isoformat()}
