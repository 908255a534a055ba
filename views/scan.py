"""Scanning labels with a phone or a scanner: one page for stock-taking, handover, loans and look-up."""

from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Refused
from onestop_records.events import ClassifiedFound
from onestop_records.interfaces import INotifier, IScanning
from onestop_records.models.scanned import Scanned
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.undone import undo

PAGE = "templates/scan/scan.pt"
CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
LAST = "scanned"
SHOWN = 8


@view_config(context=Site, name="scan", request_method="GET", renderer=PAGE, permission=Permission.SCAN)
def scan_page(site: Site, request: Request) -> dict[str, Any]:
    """The field that a scanner fills, what it is for, and what was scanned last."""
    return page(request)


def page(request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template shows."""
    modes = request.find_service(IScanning).modes()
    asked = request.params
    mode = asked.get("mode", "")
    mode = mode if mode in modes else next(iter(modes))
    choices = modes[mode].choices()
    of = asked.get("of", "")
    of = of if of in dict(choices) else choices[0][0]
    request.response.headers["Permissions-Policy"] = CAMERA
    return {
        "modes": modes,
        "mode": mode,
        "choices": choices,
        "of": of,
        "box": asked.get("box", ""),
        "last": [_named(request, told) for told in request.session.get(LAST, [])],
        "violations": violations,
    }


@view_config(context=Site, name="scan", request_method="POST", renderer=PAGE, permission=Permission.SCAN)
def scanned(site: Site, request: Request) -> dict[str, Any] | Response:
    """Take one code; the next page is ready for the next one."""
    mode, of, box, code = (request.POST.get(name, "") for name in ("mode", "of", "box", "code"))
    try:
        found = request.find_service(IScanning).scan(mode, of, code, box)
    except Refused as refused:
        undo(request, refused)
        return page(request, refused.violations)
    _remember(request, found)
    query = {"mode": mode, "of": of, **({"box": found.box} if found.box else {})}
    return HTTPSeeOther(location=f"/scan?{urlencode(query)}")


def _named(request: Request, told: dict[str, Any]) -> dict[str, Any]:
    """What was scanned with its title, which is not kept: whether it may be known is asked each time."""
    place, _slash, thing_id = told["address"].removeprefix("/").partition("/")
    record = request.site.records.get(thing_id) if place == "records" else None
    box = request.site.boxes.get(thing_id) if place == "boxes" else None
    if record is not None and request.knows(record):
        return {**told, "title": record.title}
    return {**told, "title": box.title} if box is not None else {**told, "title": "", "address": ""}


def _remember(request: Request, found: Scanned) -> None:
    """The last ones are shown on the next page, in the language in which they were scanned."""
    record = request.site.records.get(found.address.rpartition("/")[2])
    if record is not None and record.classification.classified:
        after = {"records": [record.id]}
        event = ClassifiedFound(request.actor, request.identity.person, kind="person", after=after)
        request.find_service(INotifier)(event)
    told = {
        "code": found.code,
        "message": str(request.localizer.translate(found.message)),
        "good": found.good,
        "address": found.address,
    }
    request.session[LAST] = [told, *request.session.get(LAST, [])][:SHOWN]
