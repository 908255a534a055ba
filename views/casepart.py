"""Each step of a part of a case: a form of its own, shown and posted under the step's name."""

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import ICaseParts
from onestop_records.models.case import Case
from onestop_records.models.casepartwords import PART_HINTS, PART_STEPS
from onestop_records.permissions import Permission
from schemas.casepart import STEPS, WITH_FILES
from views.case import FORM
from views.caseagency import offered
from views.form import Shape, handle
from views.received import received_files

View = Callable[[Case, Request], Any]


def every_step(view: View) -> View:
    """Register the view for each step, to see and to post it."""
    for name in STEPS:
        for method in ("GET", "POST"):
            config = {"name": name, "renderer": FORM, "request_method": method}
            view = view_config(context=Case, permission=Permission.CASE_ACT, **config)(view)
    return view


@every_step
def part_step(case: Case, request: Request) -> dict[str, Any] | Response:
    """The form of a step; what its table or a rule forbids is shown in it."""
    name, service = request.view_name, request.find_service(ICaseParts)

    def act(values: Mapping[str, Any]) -> str:
        service.reserve(name)
        papers = len(case.notices)
        service.make(case, name, values, received_files(request) if name in WITH_FILES else ())
        if not request.knows(case):
            request.session.flash(_("Done. The case is no longer yours."))
            return "/cases"
        request.session.flash(_("Done."))
        for notice in case.notices[papers:]:
            mapping = {"number": notice.number}
            request.session.flash(_("Paper ${number} is ready to be printed.", mapping=mapping))
        return f"/{case.address}"

    files = "files" if name in WITH_FILES else ""
    shape = Shape(button=PART_STEPS[name], cancel=f"/{case.address}", files=files)
    done = handle(request, STEPS[name](), act, offered(request, case, name), shape, case.revision)
    if isinstance(done, Response):
        return done
    return {**done, "title": PART_STEPS[name], "lead": PART_HINTS.get(name), "crumb": case}
