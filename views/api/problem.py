"""What goes wrong, as ``application/problem+json`` (RFC 9457) with a list of violations."""

import json
import logging
from typing import Any

from pyramid.httpexceptions import HTTPError, HTTPException, HTTPForbidden, HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config
from ZODB.POSException import POSError
from ZODB.POSException import POSKeyError as DamagedObject

from onestop_records.errors import Conflict, Damaged, Missing, Refused, Unavailable
from onestop_records.i18n import _

API = r"^/api/"
log = logging.getLogger(__name__)


def problem(request: Request, status: int, title: Any, violations: Any = (), **headers: str) -> Response:
    """Build the answer; ``title`` and the messages in the language asked for."""
    translate = request.localizer.translate
    document: dict[str, Any] = {"type": "about:blank", "title": translate(title), "status": status}
    if violations:
        document["violations"] = [
            {"field": violation.field, "message": translate(violation.message)} for violation in violations
        ]
    return Response(
        json.dumps(document, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
        charset="utf-8",
        headerlist=[("Content-Type", "application/problem+json; charset=utf-8"), *headers.items()],
    )


def unauthenticated(request: Request) -> Response:
    """Without a valid token nothing is said of what exists."""
    title = _("Send a valid API token: Authorization: Bearer …")
    return problem(request, 401, title, **{"WWW-Authenticate": 'Bearer realm="onestop-records"'})


@notfound_view_config(path_info=API, append_slash=False)
def not_found(error: HTTPNotFound, request: Request) -> Response:
    """No such thing, or one that this person may not know of."""
    if request.identity is None:
        return unauthenticated(request)
    return problem(request, 404, _("There is no such thing here"))


@forbidden_view_config(path_info=API)
def forbidden(error: HTTPForbidden, request: Request) -> Response:
    """A refusal says so only of what the person may know of."""
    if request.identity is None:
        return unauthenticated(request)
    if not request.knows(request.context):
        return not_found(HTTPNotFound(), request)
    return problem(request, 403, _("You may not do this"))


@exception_view_config(context=Missing, path_info=API)
def missing(error: Missing, request: Request) -> Response:
    """A part of something known is not there."""
    return not_found(HTTPNotFound(), request)


@exception_view_config(context=Refused, path_info=API)
def refused(error: Refused, request: Request) -> Response:
    """The rules forbid it; all of them are named."""
    return problem(request, 422, _("The request breaks one or more rules"), error.violations)


@exception_view_config(context=Conflict, path_info=API)
def conflict(error: Conflict, request: Request) -> Response:
    """Somebody else was faster, or the state does not allow it."""
    return problem(request, 409, _("The record has changed or is in another state"), error.violations)


@exception_view_config(context=Damaged, path_info=API)
@exception_view_config(context=DamagedObject, path_info=API)
def damaged(error: Exception, request: Request) -> Response:
    """The stored bytes are missing or differ from their digest."""
    return problem(request, 410, _("The stored file is damaged or missing; the archivist must restore it"))


@exception_view_config(context=Unavailable, path_info=API)
@exception_view_config(context=POSError, path_info=API)
def unavailable(error: Exception, request: Request) -> Response:
    """The store is away, or too many wrote the same thing at once."""
    return problem(request, 503, _("The store cannot be reached just now; try again"), **{"Retry-After": "2"})


@exception_view_config(context=HTTPException, path_info=API)
def http_error(error: HTTPException, request: Request) -> Response:
    """Any other HTTP error; redirects and the like pass as they are."""
    if not isinstance(error, HTTPError):
        return error
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    return problem(request, error.status_int, error.detail or error.title, **headers)


@exception_view_config(context=UnicodeDecodeError, path_info=API)
def undecodable(error: UnicodeDecodeError, request: Request) -> Response:
    """The address or a parameter is not valid UTF-8."""
    return problem(request, 400, _("The request is not valid UTF-8"))


@exception_view_config(context=Exception, path_info=API)
def failure(error: Exception, request: Request) -> Response:
    """Our own mistake: told plainly, logged in full, nothing kept."""
    log.error("unexpected failure", exc_info=error)
    return problem(request, 500, _("Something went wrong here"))
