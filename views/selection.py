"""Records picked in a list: handed in, accepted or asked for together, or taken along as a list."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IFiling, IListing
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views.export import TYPES, delivered, words_of
from views.language import safe_return
from views.nextsteps import labelled

FIELD = "record"
MOST = 2000  # records at once
SAID = 10  # reasons that are told
MOST_ASKED = 100  # records that are asked for together: they stand in an address
ASKED = {"loan": "/loans/ask", "permit": "/permits/ask"}
ACTS = {"submit": Permission.SUBMIT, "accept": Permission.ACCEPT}
DONE = {
    "submit": _("${count} records are handed to the archivist."),
    "accept": _("${count} records are accepted; they wait for arrangement."),
}


@view_config(context=Site, name="selected", request_method="POST", permission=Permission.BROWSE)
def selected(site: Site, request: Request) -> Response:
    """What the button says, with every picked record the person may know of."""
    wanted = dict.fromkeys(request.POST.getall(FIELD))
    act = request.POST.get("act", "")
    if len(wanted) > MOST:
        raise Violations(Violation(FIELD, _("At most ${most} records at once", mapping={"most": MOST})))
    found = [site.records.get(record_id) for record_id in wanted]
    records = [record for record in found if record is not None and request.knows(record)]
    if act in ACTS:
        _each(request, act, records)
    elif not records:
        request.session.flash(_("No record is picked."))
    elif act in ASKED:
        query = urlencode([(FIELD, record.id) for record in records[:MOST_ASKED]])
        return HTTPSeeOther(location=f"{ASKED[act]}?{query}")
    elif act in (*TYPES, "print"):
        table = request.find_service(IListing).chosen("results", records, act, words_of(request))
        return delivered(request, table, act)
    return HTTPSeeOther(location=safe_return(request))


def _each(request: Request, act: str, records: list[Record]) -> None:
    """Make the transition with each that may make it; say of the others why not."""
    transition: Callable[[Record], Any] = getattr(request.find_service(IFiling), act)
    done, reasons = 0, []
    for record in records:
        try:
            if not request.has_permission(ACTS[act], record):
                raise Refused(Violation("", _("That cannot be done with it now")))
            transition(record)
        except Refused as refused:
            reasons += [(record, problem) for problem in labelled(request, record, refused.violations)]
        else:
            done += 1
    request.session.flash(_(DONE[act], mapping={"count": done}))
    for record, problem in reasons[:SAID]:
        message = request.localizer.translate(problem.message)
        told = {"title": record.title, "message": message}
        request.session.flash(_("“${title}” stays as it is: ${message}", mapping=told))
