"""Service cases: those one has to do with, all of them by filters, entering one, its page, its papers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IBookings, ICaseParts, ICases, IClock, IFinding
from onestop_records.models import caseagencywords, casematchingwords, casepartwords
from onestop_records.models import casewords as words
from onestop_records.models.case import Case
from onestop_records.models.casefolder import CaseFolder
from onestop_records.models.needs import PARTS, parts_filled
from onestop_records.models.paper import KINDS as PAPERS
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.case import CaseSchema, QuickSchema
from schemas.casework import IN_TIME
from views.asking import Asked
from views.bookingcase import came, from_booking
from views.caseshown import asker_of, due, shown
from views.facet import facets
from views.form import Group, Shape, form_page, handle
from views.received import received_files

FORM = "templates/case/form.pt"
GROUPS = (
    Group(_("What is asked"), ("kind", "channel", "matter", "title", "content", "marks")),
    Group(_("Who asks"), ("name", "code", "contact", "phone", "address", "email")),
    Group(_("Appeals and reports"), ("against", "reported")),
)
QUICK_GROUPS = (
    Group(_("Who asks"), ("name", "phone", "code")),
    Group(_("What is asked"), ("title", "content", "matter", "kind", "channel")),
    Group(_("Answer"), ("result",)),
)
NARROWING = (
    "case_state",
    "case_kind",
    "matter",
    "unit",
    "in_time",
    "year",
    "satisfaction",
)
PAGE = 30


@view_config(context=CaseFolder, renderer="templates/case/all.pt", permission=Permission.CASES)
def cases(folder: CaseFolder, request: Request) -> dict[str, Any]:
    """Mine, by deadline; below, all that the catalogue finds for the filters in the address."""
    me = request.identity.person
    asked = Asked.of(request)
    question = asked.question(PAGE)
    filters = {**question.filters, "type": ("case_file",)}
    results = request.find_service(IFinding).search(
        replace(question, filters=filters, facets=NARROWING, passages=False)
    )
    found = [hit.record for hit in results.items]
    known = folder.several(map(case_id, found))
    return {
        "mine": sorted(folder.of(me), key=order),
        "me": me,
        "due": due,
        "now": request.find_service(IClock).now(),
        "asked": asked,
        "total": results.total,
        "pages": -(-results.total // PAGE),
        "lagging": results.lagging,
        "found": [(record, known.get(case_id(record))) for record in found],
        "facets": list(facets(request, asked, results)),
        "words": words,
        "in_time": IN_TIME,
    }


def case_id(record: Record) -> str:
    """The id of the case whose file a record is, or stands in."""
    return record.casework.removeprefix("cases/")


def order(case: Case) -> tuple[bool, bool, Any, str]:
    """What is marked urgent or green comes first, then by deadline."""
    until = due(case)
    return not {"urgent", "green"} & set(case.marks), until is None, until, case.number


@form_page(CaseFolder, "enter", FORM, Permission.CASE_ENTER_FORM, Permission.CASE_ENTER)
def enter(folder: CaseFolder, request: Request) -> dict[str, Any] | Response:
    """A case that takes its steps; for the client of another one (``again``), or of an appointment."""
    booking = came(request)

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(ICases)
        service.reserve()
        case = service.register(values, received_files(request))
        if booking is not None:
            request.find_service(IBookings).link(booking, case)
        request.session.flash(_("Case ${number} is entered.", mapping={"number": case.number}))
        return f"/{case.address}"

    shape = Shape(button=_("Enter the case"), groups=GROUPS, files="files", cancel="/cases")
    return _form(handle(request, CaseSchema(), act, _offered(request), shape), _("Enter a case"))


@form_page(CaseFolder, "answer", FORM, Permission.CASE_ENTER_FORM, Permission.CASE_ENTER)
def answer(folder: CaseFolder, request: Request) -> dict[str, Any] | Response:
    """One screen: a question asked, answered and closed."""

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(ICases)
        service.reserve()
        case = service.settle(values, received_files(request))
        request.session.flash(_("Case ${number} is answered and closed.", mapping={"number": case.number}))
        return "/cases/answer" if "another" in request.POST else f"/{case.address}"

    buttons = (("save", _("Answer and close")), ("another", _("Answer, close, and the next one")))
    shape = Shape(groups=QUICK_GROUPS, files="files", cancel="/cases", buttons=buttons)
    done = handle(request, QuickSchema(), act, {"channel": "telephone", **_offered(request)}, shape)
    return _form(done, _("Answer a question at once"))


def _offered(request: Request) -> dict[str, Any]:
    """A matter from its page, a client from an earlier case."""
    matter = request.site.matters.get(request.GET.get("matter", ""))
    offered: dict[str, Any] = {"matter": matter.code, "kind": matter.kind} if matter is not None else {}
    booking = came(request)
    if booking is not None:
        offered.update(from_booking(booking, request.site))
    case = request.site.cases.get(request.GET.get("again", ""))
    if case is not None and request.knows(case):
        asker, names = asker_of(request, case), ("name", "code", "contact", "phone", "address", "email")
        offered.update({name: getattr(asker, name) for name in names})
    return offered


def _form(done: dict[str, Any] | Response, title: Any) -> dict[str, Any] | Response:
    return done if isinstance(done, Response) else {**done, "title": title, "lead": None, "crumb": None}


@view_config(
    context=Case, request_method="GET", renderer="templates/case/case.pt", permission=Permission.CASE_VIEW
)
def case_page(case: Case, request: Request) -> dict[str, Any]:
    """Where it stands, its materials and clocks, what may be done."""
    return page(case, request, ())


def page(case: Case, request: Request, violations: tuple[Any, ...]) -> dict[str, Any]:
    """Everything the template shows."""
    return {
        "case": case,
        "shown": shown(request, case),
        "words": words,
        "papers": PAPERS,
        "part_words": casepartwords,
        "agency_words": caseagencywords,
        "matching_words": casematchingwords,
        "parts_filled": parts_filled,
        "need_parts": PARTS,
        "me": request.identity.person,
        "part_steps": request.find_service(ICaseParts).steps(case),
        "in_time": IN_TIME,
        "due": due,
        "now": request.find_service(IClock).now(),
        "matter": request.site.matters.get(case.matter),
        "enterprise": request.site.enterprises.get(case.applicant.enterprise),
        "violations": violations,
    }


@view_config(
    context=Case,
    name="paper",
    request_method="GET",
    renderer="templates/case/paper.pt",
    permission=Permission.CASE_VIEW,
)
def paper(case: Case, request: Request) -> dict[str, Any]:
    """A numbered paper, to be printed on A4; ``place`` counts the papers of the case from 1."""
    place = request.GET.get("place", "")
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
    if not 1 <= number <= len(case.notices):
        raise HTTPNotFound()
    return {"paper": request.find_service(ICases).paper(case, case.notices[number - 1]), "case": case}
