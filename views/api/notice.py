"""One's own notices through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import INotices
from onestop_records.models.notice import Notice
from onestop_records.permissions import Permission
from schemas.notice import NoticesAnswer, NoticesQuery, ReadBody
from views.account import own_person
from views.api.call import api_call
from views.notice import words

MOST = 200


def notice_json(notice: Notice, request: Request) -> dict[str, Any]:
    """A notice in the language of the caller; ``read_at`` null while it is new."""
    subject, text = words(request, notice)
    return {
        "id": notice.id,
        "at": notice.at.isoformat(),
        "subject": subject,
        "text": text,
        "address": notice.address,
        "read_at": notice.read_at.isoformat() if notice.read_at else None,
    }


def answer(request: Request, unread: bool) -> dict[str, Any]:
    """The newest notices and how many are new."""
    service, person = request.find_service(INotices), own_person(request)
    found = service.of(person, unread, MOST)
    return {"items": [notice_json(one, request) for one in found], "unread": service.unread(person)}


@api_call(
    "/notices", "GET", "One's own notices", Permission.ACCOUNT, query=NoticesQuery, answer=NoticesAnswer
)
def read_list(context: object, request: Request) -> dict[str, Any]:
    """Those not read first, each newest first, at most 200."""
    return answer(request, request.values["unread"])


@api_call(
    "/notices/read", "POST", "Mark notices as read", Permission.ACCOUNT, body=ReadBody, answer=NoticesAnswer
)
def mark_read(context: object, request: Request) -> dict[str, Any]:
    """Answers those that are new still; unknown ids are passed over."""
    request.find_service(INotices).read(own_person(request), request.values["ids"])
    return answer(request, unread=True)
