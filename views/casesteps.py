"""Each step of a case: a form of its own, shown and posted under the step's name; materials in one table."""

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import ICases
from onestop_records.models.case import FORMS, Case
from onestop_records.models.casewords import STEP_HINTS, STEP_WORDS
from onestop_records.permissions import Permission
from schemas.case import STEPS
from schemas.needs import filled, needs_schema
from views.batch import attempt
from views.case import FORM, page
from views.form import Shape, handle
from views.received import received_files

REVIEWING = frozenset({"review", "overturn", "reopen", "chase"})
View = Callable[[Case, Request], Any]


def every_step(view: View) -> View:
    """Register the view for each step but the materials, to see and to post it."""
    for name in STEPS:
        permission = Permission.CASE_REVIEW if name in REVIEWING else Permission.CASE_ACT
        for method in ("GET", "POST"):
            if name != "receive":
                config = {"name": name, "renderer": FORM, "request_method": method, "permission": permission}
                view = view_config(context=Case, **config)(view)
    return view


@every_step
def step(case: Case, request: Request) -> dict[str, Any] | Response:
    """The form of a step; what the table or a rule forbids is shown in it."""
    name, service = request.view_name, request.find_service(ICases)

    def act(values: Mapping[str, Any]) -> str:
        service.reserve(name)
        papers = len(case.notices)
        service.make(case, name, {"needs": filled(values)} if name == "needs" else values)
        if not request.knows(case):
            request.session.flash(_("Done. The case is no longer yours."))
            return "/cases"
        request.session.flash(_("Done."))
        for notice in case.notices[papers:]:
            mapping = {"number": notice.number}
            request.session.flash(_("Paper ${number} is ready to be printed.", mapping=mapping))
        return f"/{case.address}"

    schema = needs_schema() if name == "needs" else STEPS[name]()
    shape = Shape(button=STEP_WORDS[name], cancel=f"/{case.address}")
    done = handle(request, schema, act, _offered(case, name), shape, case.revision)
    if isinstance(done, Response):
        return done
    return {**done, "title": STEP_WORDS[name], "lead": STEP_HINTS.get(name), "crumb": case}


def _offered(case: Case, name: str) -> dict[str, Any]:
    """What a form begins with."""
    if name == "needs":
        asker = case.applicant
        known = {
            name: getattr(asker, name) for name in ("name", "code", "contact", "phone", "address", "email")
        }
        return {
            **{name: value for name, value in known.items() if value},
            "number": case.number,
            **case.needs,
        }
    if name == "mark":
        return {"marks": case.marks}
    if name == "refer-to":
        return {"records": case.records}
    if name == "give-back":
        return {"numbers": [m.number for m in case.materials if m.owed], "signed_by": case.applicant.contact}
    if name == "deliver":
        return {"signed_by": case.applicant.contact or case.applicant.name}
    if name == "accept":
        return {"kind": case.kind}
    return {}


@view_config(
    context=Case,
    name="receive",
    request_method="POST",
    renderer="templates/case/case.pt",
    permission=Permission.CASE_ACT,
)
def receive(case: Case, request: Request) -> dict[str, Any] | Response:
    """What is ticked in the table of materials; files belong to the one that is named with them."""

    def act() -> None:
        service = request.find_service(ICases)
        files = received_files(request)
        chosen = request.POST.get("with", "")
        rows = [row for material in case.materials if (row := _row(request, material))]
        named = [row for row in rows if str(row["number"]) == chosen]
        rest = [row for row in rows if row not in named]
        if rest or not files:
            service.make(case, "receive", {"materials": rest})
        if files:
            number = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
            own = named or ([{"number": number, "form": "electronic"}] if case.material(number) else [])
            service.make(case, "receive", {"materials": own, "title": request.POST.get("title", "")}, files)

    return attempt(request, act, _("Noted what came."), lambda wrong: page(case, request, wrong))


def _row(request: Request, material: Any) -> dict[str, Any] | None:
    """What the table says of one material, None when it says nothing new."""
    form = request.POST.get(f"form-{material.number}", "")
    problem = request.POST.get(f"problem-{material.number}", "").strip()[:200]
    copies = request.POST.get(f"copies-{material.number}", "")
    if (form in ("", material.form)) and problem == material.problem:
        return None
    number = int(copies) if copies.isascii() and copies.isdigit() and len(copies) < 4 else 1
    changed = form if form in FORMS and form != material.form else ""
    if not changed and not problem and material.problem:
        changed = form if form in FORMS else ""
    return {"number": material.number, "form": changed, "copies": number or 1, "problem": problem}
