"""What a page says when something went wrong. What may not be known of answers like what is not there."""

import logging
from typing import Any
from urllib.parse import urlencode

from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import (
    HTTPError,
    HTTPException,
    HTTPForbidden,
    HTTPNotFound,
    HTTPSeeOther,
)
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config
from ZODB.POSException import POSError
from ZODB.POSException import POSKeyError as DamagedObject

from onestop_records.errors import Conflict, Damaged, Missing, Refused, Unavailable
from onestop_records.i18n import _
from onestop_records.models.record import Record

PAGE = r"^(?!/api/)"  # the API answers with problem documents
OPEN = ("/static/", "/feed/")  # paths that never ask for a sign-in
log = logging.getLogger(__name__)


def page(request: Request, status: int, title: Any, text: Any = "", violations: Any = ()) -> Response:
    """A short page with the status, what happened and what to do next."""
    values = {"status": status, "title": title, "text": text, "violations": violations}
    response = render_to_response("views:templates/error/error.pt", values, request=request)
    response.status_int = status
    return response


def to_sign_in(request: Request) -> Response:
    """The way in, and from there back to what was asked for."""
    wanted = request.path_qs if request.method in ("GET", "HEAD") else "/"
    query = "" if wanted == "/" else "?" + urlencode({"next": wanted})
    return HTTPSeeOther(location=f"/sign-in{query}")


@notfound_view_config(path_info=PAGE, append_slash=False)
def not_found(error: HTTPNotFound, request: Request) -> Response:
    """No such thing, or one that this person may not know of."""
    if request.path.startswith(OPEN):
        return Response(status=404, text="Not found")
    if request.identity is None:
        return to_sign_in(request)
    title = _("There is nothing here")
    return page(request, 404, title, _("The address is wrong, or what it leads to is not for you to see."))


@forbidden_view_config(path_info=PAGE)
def forbidden(error: HTTPForbidden, request: Request) -> Response:
    """A refusal says so only of what the person may know of."""
    if request.identity is None or not request.knows(request.context):
        return not_found(HTTPNotFound(), request)
    content = isinstance(request.context, Record) and request.view_name == "files"
    if content and request.context.classification.classified:
        text = _("What is classified is read by office or under a permit. Ask for one on the record's page.")
        return page(request, 403, _("This is not yours to do"), text)
    return page(request, 403, _("This is not yours to do"), _("Your role does not allow it."))


@exception_view_config(context=Missing, path_info=PAGE)
def missing(error: Missing, request: Request) -> Response:
    """A part of something known is not there."""
    return not_found(HTTPNotFound(), request)


@exception_view_config(context=BadCSRFToken, path_info=PAGE)
@exception_view_config(context=BadCSRFOrigin, path_info=PAGE)
def stale_form(error: Exception, request: Request) -> Response:
    """The form was not made by this session's pages."""
    text = _("Go back, load the page again and send the form once more. Nothing was changed.")
    return page(request, 400, _("The form is out of date"), text)


@exception_view_config(context=Refused, path_info=PAGE)
def refused(error: Refused, request: Request) -> Response:
    """The rules forbid it; all of them are named."""
    return page(request, 422, _("This cannot be done"), violations=error.violations)


@exception_view_config(context=Conflict, path_info=PAGE)
def conflict(error: Conflict, request: Request) -> Response:
    """Somebody else was faster, or the state does not allow it."""
    return page(request, 409, _("Somebody else was faster"), violations=error.violations)


@exception_view_config(context=Damaged, path_info=PAGE)
@exception_view_config(context=DamagedObject, path_info=PAGE)
def damaged(error: Exception, request: Request) -> Response:
    """The stored bytes are missing or differ from their digest."""
    log.error("damaged content at %s", request.path)  # the name of a file may tell too much for a log
    text = _("The rest of the archive is not touched. The administrator can restore it from a backup.")
    return page(request, 410, _("The stored content is damaged or missing"), text)


@exception_view_config(context=Unavailable, path_info=PAGE)
@exception_view_config(context=POSError, path_info=PAGE)
def unavailable(error: Exception, request: Request) -> Response:
    """The store is away, or too many wrote the same thing at once."""
    text = _("Nothing was changed. Try again in a few seconds.")
    response = page(request, 503, _("The archive cannot be reached just now"), text)
    response.headers["Retry-After"] = "2"
    return response


@exception_view_config(context=HTTPException, path_info=PAGE)
def http_error(error: HTTPException, request: Request) -> Response:
    """Any other HTTP error; redirects and the like pass as they are."""
    if not isinstance(error, HTTPError):
        return error
    return page(request, error.status_int, _("The request cannot be understood"), error.detail or "")


@exception_view_config(context=UnicodeDecodeError, path_info=PAGE)
def undecodable(error: UnicodeDecodeError, request: Request) -> Response:
    """A parameter is not valid UTF-8."""
    return page(request, 400, _("The request cannot be understood"))


@exception_view_config(context=Exception, path_info=PAGE)
def failure(error: Exception, request: Request) -> Response:
    """Our own mistake: told plainly, logged in full, nothing kept."""
    log.error("unexpected failure", exc_info=error)
    text = _("Nothing was changed. The administrator finds the cause in the log.")
    return page(request, 500, _("Something went wrong here"), text)
