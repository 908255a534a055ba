"""Parts of cases through the API: every step of their tables as a transition of the case."""

from collections.abc import Callable

import colander
from pyramid.request import Request

from onestop_records.interfaces import ICaseParts, IUploads
from onestop_records.models.case import Case
from onestop_records.models.casepartwords import PART_STEPS
from onestop_records.permissions import Permission
from schemas.casepart import BODIES
from views.api.case import CASE


def _transition(name: str, body: Callable[[], colander.SchemaNode]) -> None:
    """Declare ``POST cases/{id}/transitions/{name}``."""

    def act(context: Case, request: Request) -> None:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        service = request.find_service(ICaseParts)
        values = dict(request.values)
        service.reserve(name)
        files = request.find_service(IUploads).take(values.pop("files", ()))
        service.make(context, name, values, files)

    act.__module__ = __name__
    act.__name__ = f"{name.replace('-', '_')}_case"
    globals()[act.__name__] = CASE.transition(name, Permission.CASE_ACT, str(PART_STEPS[name]), body)(act)


for _name, _body in BODIES.items():
    _transition(_name, _body)
