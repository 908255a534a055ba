"""The page of a record, and the form of its description."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Refused
from onestop_records.events import RecordViewed
from onestop_records.i18n import _
from onestop_records.interfaces import IAudit, ICapture, IDescriptions, IFourPropertyCheck, INotifier
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from views import access, describing
from views.content_shown import content
from views.form import Shape, form_page, handle
from views.grade import within_clearance
from views.hold import covering
from views.lending import lending
from views.nextsteps import next_steps
from views.stepper import steps
from views.undone import undo
from views.volume import loose_drafts, may_grow


@view_config(context=Record, renderer="templates/record/record.pt", permission=Permission.VIEW)
def record_page(record: Record, request: Request) -> dict[str, Any]:
    """Content first, then description, files, history; a look at a classified record is noted."""
    if record.classification.classified:
        request.find_service(INotifier)(RecordViewed(request.actor, record.id))
    return page(record, request)


def page(record: Record, request: Request) -> dict[str, Any]:
    """Everything the template of a record shows."""
    entries = list(request.find_service(IAudit).entries(record.id))
    return {
        "record": record,
        "grade": record.classification,
        "state": record.state,
        "code": record.reference_code,
        "content": content(request, record),
        "groups": describing.groups(request, record),
        "steps": steps(record, entries),
        "entries": entries if request.has_permission(Permission.HISTORY, record) else [],
        "reasons": access.reasons(request, record),
        "circle": access.circle(request, record),
        "items": known(request, record.items),
        "related": known(request, record.get("related") or ()),
        "volume": next(iter(known(request, (record.volume,) if record.volume else ())), None),
        "reports": request.find_service(IFourPropertyCheck).reports(record)[::-1],
        "next_steps": next_steps(request, record),
        "holds": covering(request, record),
        **lending(request, record),
        "grows": (grows := may_grow(request, record)),
        "loose": loose_drafts(request, record) if grows else [],
        "violations": (),
    }


def known(request: Request, names: Any) -> list[Record]:
    """The records of these ids or reference codes that the person may know of."""
    site = request.site
    found = (site.records.get(name) or site.records.get(site.codes.get(name, "")) for name in names)
    return [record for record in found if record is not None and request.knows(record)]


@form_page(Record, "edit", "templates/record/edit.pt", Permission.EDIT_FORM, Permission.EDIT)
def edit(record: Record, request: Request) -> dict[str, Any] | Response:
    """The description; a field that is emptied loses its value."""
    descriptions = request.find_service(IDescriptions)
    schema = descriptions.schema(record.type)
    emptied = {node.name: None for node in schema}

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ICapture).describe(record, {**emptied, **values})
        request.session.flash(_("The description is saved."))
        return f"/records/{record.id}"

    shape, values = Shape(cancel=f"/records/{record.id}"), descriptions.values(record)
    schema = within_clearance(request, schema, record.classification.code)
    return handle(request, schema, act, values, shape, record.revision)


@view_config(context=Record, name="check", request_method="POST", permission=Permission.CHECK)
def check(record: Record, request: Request) -> Response:
    """Run the four-property check on request; its report stands on the page."""
    request.find_service(IFourPropertyCheck).run(record, "manual")
    request.session.flash(_("The check is done; its report is below."))
    return HTTPSeeOther(location=f"/records/{record.id}#checks")


@view_config(
    context=Record,
    name="settle-check",
    request_method="POST",
    renderer="templates/record/record.pt",
    permission=Permission.CHECK,
)
def settle_check(record: Record, request: Request) -> dict[str, Any] | Response:
    """The archivist has looked after what failed since filing."""
    try:
        request.find_service(IFourPropertyCheck).settle(record, request.POST.get("reason", ""))
    except Refused as refused:
        undo(request, refused)
        return {**page(record, request), "violations": refused.violations}
    request.session.flash(_("Settled; it is off the desk."))
    return HTTPSeeOther(location=f"/records/{record.id}#checks")
