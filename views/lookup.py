"""Looking many up at once: a list goes in, a table of what was found comes out."""

from collections.abc import Iterator, Sequence
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IListing, ILookup
from onestop_records.models.site import Site
from onestop_records.permissions import Permission
from views import words
from views.export import TYPES, delivered

TEMPLATE = "templates/lookup/lookup.pt"
HEADINGS = (_("No."), _("Looked for"), _("Found"), _("Reference code"), _("Title"), _("Date"), _("State"))
OUTCOMES = {0: _("not found"), 1: _("found")}
SEVERAL = _("several")
READ = 6 * 1024 * 1024  # bytes; more than a list may have


@view_config(
    context=Site, name="lookup", request_method="GET", renderer=TEMPLATE, permission=Permission.LISTS
)
def form(site: Site, request: Request) -> dict[str, Any]:
    """Where the list goes in."""
    return {"answers": None, "text": "", "violations": (), "outcome": outcome}


@view_config(
    context=Site, name="lookup", request_method="POST", renderer=TEMPLATE, permission=Permission.LISTS
)
def look_up(site: Site, request: Request) -> dict[str, Any] | Response:
    """What each line means, as far as the person may know of it; or the same as a list to take along."""
    service = request.find_service(ILookup)
    text = request.POST.get("lines", "")
    violations: Sequence[Violation] = ()
    answers = []
    try:
        lines = [*service.lines(text), *_from_files(request, service)]
        text = "\n".join(lines)
        answers = service.answers(lines)
        if not answers:
            raise Violations(Violation("lines", _("Enter codes or titles, or choose a file")))
    except Violations as wrong:
        violations = wrong.violations
        request.response.status_int = 422
    wanted = request.POST.get("form", "")
    if answers and wanted in (*TYPES, "print"):
        translate = request.localizer.translate
        title, headings = translate(_("Look-up of many")), [translate(heading) for heading in HEADINGS]
        table = request.find_service(IListing).found(title, headings, list(_rows(request, answers)), wanted)
        return delivered(request, table, wanted)
    return {"answers": answers, "text": text, "violations": violations, "outcome": outcome}


def outcome(answer: Any) -> Any:
    """``not found``, ``found`` or ``several`` in words."""
    return OUTCOMES.get(len(answer.records), SEVERAL)


def _from_files(request: Request, service: Any) -> Iterator[str]:
    for part in request.POST.getall("files"):
        if getattr(part, "filename", None):
            yield from service.read(part.file.read(READ), part.filename)


def _rows(request: Request, answers: Sequence[Any]) -> Iterator[list[str]]:
    translate = request.localizer.translate
    for place, answer in enumerate(answers, 1):
        start = [str(place), answer.text, translate(outcome(answer))]
        for record in answer.records:
            state = translate(words.STATES.get(record.state, record.state))
            yield [*start, record.reference_code or "", record.title, str(record.date or ""), state]
        if not answer.records:
            yield [*start, "", "", "", ""]
