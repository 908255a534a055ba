"""How far is my case? For everybody, by number and the end of a telephone or code (H8.5)."""

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from onestop_records.events import Actor
from onestop_records.i18n import _
from onestop_records.interfaces import IProgress
from onestop_records.models.case import Case
from onestop_records.models.casewords import CASE_STATES
from onestop_records.models.site import Site
from views.caseshown import due

NOBODY = Actor("", "", "page")
TEMPLATE = "templates/progress.pt"
UNKNOWN = _("There is no case with this number and these digits.")
LONGEST = 40


def too_many(wait: int) -> Any:
    """What who must wait is told."""
    minutes = max(1, round(wait / 60))
    return _("Too many attempts. Try again in ${minutes} minutes.", mapping={"minutes": minutes})


def told(case: Case | None) -> dict[str, Any] | None:
    """All that is told of a case: its state, until when, and whether it waits for material."""
    if case is None:
        return None
    waiting = case.running is not None and case.running.paused
    return {"number": case.number, "state": case.state, "due": due(case), "waiting": waiting}


@view_config(
    context=Site,
    name="case-progress",
    request_method="GET",
    renderer=TEMPLATE,
    permission=NO_PERMISSION_REQUIRED,
)
def asked(site: Site, request: Request) -> dict[str, Any]:
    """The boxes for number and digits."""
    return {"told": None, "problem": None, "states": CASE_STATES, "number": ""}


@view_config(
    context=Site,
    name="case-progress",
    request_method="POST",
    renderer=TEMPLATE,
    permission=NO_PERMISSION_REQUIRED,
)
def progress(site: Site, request: Request) -> dict[str, Any]:
    """An unknown number and wrong digits are told the same, and noted."""
    request.actor = NOBODY
    request.response.headers["Cache-Control"] = "no-store"
    number, proof = (str(request.POST.get(name, ""))[:LONGEST] for name in ("number", "proof"))
    service, address = request.find_service(IProgress), request.client_addr or ""
    shown = {"told": None, "problem": None, "states": CASE_STATES, "number": number}
    if wait := service.wait(number, address):
        request.response.status_int = 429
        request.response.headers["Retry-After"] = str(wait)
        return {**shown, "problem": too_many(wait)}
    found = told(service.find(number, proof, address))
    if found is None:
        request.response.status_int = 422
        return {**shown, "problem": UNKNOWN}
    return {**shown, "told": found}
