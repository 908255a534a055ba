"""Parts of cases through the API: every step of their tables as a transition of the case."""

from collections.abc import Callable

import colander
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import ICaseParts, IUploads
from onestop_records.models.case import Case
from onestop_records.models.casepartwords import PART_STEPS
from onestop_records.permissions import Permission
from schemas.answer_case import CaseAnswer
from schemas.casepart import BODIES
from views.api.call import api_call
from views.api.case import ONE, shown


def _transition(name: str, body: Callable[[], colander.SchemaNode]) -> None:
    """Declare ``POST cases/{id}/transitions/{name}``."""

    def view(context: Case, request: Request) -> Response:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        service = request.find_service(ICaseParts)
        values = dict(request.values)
        service.reserve(name)
        files = request.find_service(IUploads).take(values.pop("files", ()))
        service.make(context, name, values, files)
        return shown(context, request)

    view.__module__ = __name__
    view.__name__ = f"{name.replace('-', '_')}_case"
    declared = api_call(
        f"{ONE}/transitions/{name}",
        "POST",
        str(PART_STEPS[name]),
        Permission.CASE_ACT,
        body=body,
        answer=CaseAnswer,
        context=Case,
        traverse=ONE,
    )(view)
    globals()[view.__name__] = declared


for _name, _body in BODIES.items():
    _transition(_name, _body)
