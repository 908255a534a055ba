"""One's deadlines in one's own calendar: the secret address, and what is read there."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IFeed, ISettings
from onestop_records.models.site import Site
from onestop_records.permissions import Permission


@view_config(context=Site, name="feed", request_method="GET", permission=Permission.FEED)
def feed(site: Site, request: Request) -> Response:
    """``/feed/PERSON.SECRET.ics``; who may read it is found by the address."""
    if len(request.subpath) != 1:
        raise HTTPNotFound()
    return Response(request.find_service(IFeed).calendar(), content_type="text/calendar", charset="utf-8")


@view_config(context=Site, name="calendar-address", request_method="POST", permission=Permission.ACCOUNT)
def renew(site: Site, request: Request) -> Any:
    """A new address, shown this once; or the end of the one there is."""
    service = request.find_service(IFeed)
    if "end" in request.POST:
        service.end()
        request.session.flash(_("The address of your calendar has ended."))
        return HTTPSeeOther(location="/account")
    base = request.find_service(ISettings).site_address.rstrip("/") or request.host_url
    shown = {"address": f"{base}{service.renew()}"}
    return render_to_response("templates/account/calendar.pt", shown, request=request)
