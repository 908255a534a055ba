"""Which language a page speaks, and the switch between them."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from ZODB.POSException import POSError

from onestop_records.interfaces import IPeople
from onestop_records.models.site import Site

LANGUAGES = {"zh_CN": "中文", "en": "English"}
COOKIE = "language"
API = "/api/"
YEAR = 365 * 24 * 3600


def negotiate(request: Request) -> str:
    """The person's own language, the switch, Chinese; what a browser prefers does not change a Chinese house.

    A caller of the API has no switch: there the header counts.
    """
    chosen = _of_person(request) or request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    if not request.path_info.startswith(API):
        return "zh_CN"
    tags = {"zh-CN": "zh_CN", "zh": "zh_CN", "en": "en"}
    best = request.accept_language.lookup(list(tags), default="zh-CN") if request.accept_language else "zh-CN"
    return tags[best]


def _of_person(request: Request) -> str:
    try:
        return request.identity.language if request.identity else ""
    except POSError:  # the page that says so must still choose a language
        return ""


def safe_return(request: Request, default: str = "/") -> str:
    """The address in the field ``next`` when it is a path of this site, else ``default``."""
    wanted = request.POST.get("next", "")
    return wanted if is_inside(wanted) else default


def is_inside(address: object) -> bool:
    """True for a path of this site, which no browser takes for the address of another one."""
    return (
        isinstance(address, str)
        and address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and address.isprintable()
        and len(address) <= 2000
    )


@view_config(context=Site, name="language", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def switch(site: Site, request: Request) -> Response:
    """Remember the language in this browser, and with the person who is signed in."""
    language = request.POST.get("language", "")
    response = HTTPSeeOther(location=safe_return(request))
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True)
        if request.identity is not None:
            person = site.people[request.identity.person]
            request.find_service(IPeople).change(person, {"language": language})
    return response


def includeme(config: Configurator) -> None:
    config.set_locale_negotiator(negotiate)
    config.add_translation_dirs("colander:locale", "deform:locale")
