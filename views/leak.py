"""Leak reports: anybody reports, security officer and managers look into it (C12 3.4.12)."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, ILeaks
from onestop_records.models.leak import Leak, LeakFolder
from onestop_records.permissions import Permission
from schemas.leak import LeakSchema, LeakStepBody
from views.batch import attempt, posted
from views.form import Shape, form_page, handle
from views.hold import identified
from views.loan import named

STATES = {"reported": _("Reported"), "closed": _("Closed")}
DONE = {"note": _("Noted."), "close": _("Closed.")}
PAGE = "templates/leak/leak.pt"
FORM = "templates/leak/form.pt"


@view_config(context=LeakFolder, renderer="templates/leak/all.pt", permission=Permission.LEAKS)
def leaks(folder: LeakFolder, request: Request) -> dict[str, Any]:
    """Those not closed first, then the newest."""
    found = sorted(folder.values(), key=lambda leak: leak.reported_at, reverse=True)
    return {"leaks": sorted(found, key=lambda leak: leak.state == "closed"), "states": STATES}


@form_page(LeakFolder, "report", FORM, Permission.LEAK_REPORT_FORM, Permission.LEAK_REPORT)
def report(folder: LeakFolder, request: Request) -> dict[str, Any] | Response:
    """Report it, at once."""

    def act(values: Mapping[str, Any]) -> str:
        records = identified(request, values.get("records") or ())
        leak = request.find_service(ILeaks).report({**values, "records": records})
        request.session.flash(_("Reported: the security officer and the managers have been told."))
        return f"/leaks/{leak.id}"

    offered = {"records": tuple(named(request, request.GET.getall("record")))}
    shown = handle(request, LeakSchema(), act, offered, Shape(button=_("Report it"), cancel="/"))
    return shown if isinstance(shown, Response) else {**shown, "title": _("Report a leak")}


@view_config(context=Leak, renderer=PAGE, permission=Permission.LEAK_VIEW)
def one_leak(leak: Leak, request: Request) -> dict[str, Any]:
    """What was reported and what has been done."""
    return page(leak, request)


def page(leak: Leak, request: Request, violations: Any = ()) -> dict[str, Any]:
    """Everything the template shows; of the records those that one may know of."""
    records = [request.site.records[record_id] for record_id in leak.records]
    return {
        "leak": leak,
        "state": STATES[leak.state],
        "records": [record for record in records if request.knows(record)],
        "names": request.find_service(ILeaks).steps(leak),
        "entries": list(request.find_service(IAudit).entries(leak.id)),
        "violations": violations,
    }


def _declare(name: str) -> Any:
    def view(leak: Leak, request: Request) -> dict[str, Any] | Response:
        def act() -> None:
            request.find_service(ILeaks).make(leak, name, posted(request, LeakStepBody)["reason"])

        return attempt(request, act, DONE[name], lambda found: page(leak, request, found))

    options = {"context": Leak, "name": name, "request_method": "POST", "permission": Permission.LEAK_ACT}
    return view_config(renderer=PAGE, _depth=1, **options)(view)


note = _declare("note")
close = _declare("close")
