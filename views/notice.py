"""One's notices: the newest first, each read when it is opened."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _, spoken
from onestop_records.interfaces import INotices
from onestop_records.models.notice import Notice
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.account import own_person
from views.language import is_inside

PAGE = 100


def words(request: Request, notice: Notice) -> tuple[str, str]:
    """Subject and text in the language of the page."""
    translate = request.localizer.translate
    return spoken(translate, notice.subject), spoken(translate, notice.text)


@view_config(
    context=Site,
    name="notices",
    request_method="GET",
    renderer="templates/notice/notices.pt",
    permission=Permission.ACCOUNT,
)
def notices(site: Site, request: Request) -> dict[str, Any]:
    """Those not read, then the others."""
    service, person = request.find_service(INotices), own_person(request)
    found = service.of(person, limit=PAGE)
    return {"notices": [(one, *words(request, one)) for one in found], "unread": service.unread(person)}


@view_config(context=Site, name="notices", request_method="POST", permission=Permission.ACCOUNT)
def read_notices(site: Site, request: Request) -> Response:
    """Mark the one that is opened as read and go where it leads, or mark all of them."""
    service, person = request.find_service(INotices), own_person(request)
    if "all" in request.POST:
        service.read(
            person, [one.id for one in service.of(person, unread=True, limit=service.unread(person))]
        )
        request.session.flash(_("All notices are marked as read."))
        return HTTPSeeOther(location="/notices")
    opened = request.POST.get("notice", "")
    wanted = next((one for one in service.of(person, limit=PAGE) if one.id == opened), None)
    service.read(person, [opened])
    there = wanted.address if wanted is not None and is_inside(wanted.address) else "/notices"
    return HTTPSeeOther(location=there)
