"""The public catalogue of matters through the API; reading what is public wants no token."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IMatters, IUploads
from onestop_records.models.limit import Limit
from onestop_records.models.matter import Material, Matter
from onestop_records.permissions import Permission
from schemas.calendar import ReasonSchema
from schemas.matter import MatterAnswer, MatterBody, MattersAnswer, NewMatterBody, SampleBody
from views.api.calendar import limit_json
from views.api.call import api_call
from views.matter import PROMISED_BY, sample_response

MATTER = "/matters/{matter}"
ON_MATTER: dict[str, Any] = {"context": Matter, "traverse": MATTER, "answer": MatterAnswer}
TEXTS = ("title", "domain", "kind", "basis", "conditions", "quantity", "procedure", "fees", "fee_basis")
FURTHER = ("result", "unit", "phone", "retention")


def matter_json(matter: Matter, request: Request) -> dict[str, Any]:
    """Everything that W9-7.2 wants told."""
    people = request.site.people
    responsible, deputy = (people.get(name) if name else None for name in (matter.person, matter.deputy))
    return {
        "code": matter.code,
        "state": matter.state,
        "revision": matter.revision,
        **{name: getattr(matter, name) for name in (*TEXTS, *FURTHER)},
        "promised": limit_json(matter.promised) if matter.promised else None,
        "legal": limit_json(matter.legal) if matter.legal else None,
        "materials": [
            {
                "name": each.name,
                "form": each.form,
                "copies": each.copies,
                "required": each.required,
                "note": each.note,
                "sample": each.sample.name if each.sample else None,
            }
            for each in matter.materials
        ],
        "responsible": responsible.name if responsible else "",
        "deputy": deputy.name if deputy else "",
    }


def _inside(request: Request) -> bool:
    return bool(request.has_permission(Permission.MATTERS, request.site))


def _taken(request: Request) -> dict[str, Any]:
    """The body as the service takes it."""
    values = dict(request.values)
    for name, rule in (("promised", PROMISED_BY), ("legal", "")):
        if name in values:
            given = values[name]
            values[name] = Limit(given["unit"], given["number"], given["rule"] or rule)
    if "materials" in values:
        values["materials"] = tuple(Material(**each) for each in values["materials"])
    return values


@api_call("/matters", "GET", "List matters", NO_PERMISSION_REQUIRED, answer=MattersAnswer)
def list_matters(context: object, request: Request) -> dict[str, Any]:
    """Public ones; with a token of the house drafts and withdrawn ones too."""
    service = request.find_service(IMatters)
    found = service.all() if _inside(request) else service.public()
    return {"items": [matter_json(matter, request) for matter in found]}


@api_call(
    "/matters",
    "POST",
    "Add a matter",
    Permission.MATTER_EDIT,
    body=NewMatterBody,
    answer=MatterAnswer,
    status=201,
)
def add_matter(context: object, request: Request) -> dict[str, Any]:
    """A draft."""
    return matter_json(request.find_service(IMatters).add(_taken(request)), request)


@api_call(MATTER, "GET", "Read a matter", NO_PERMISSION_REQUIRED, **ON_MATTER)
def read_matter(context: Matter, request: Request) -> dict[str, Any]:
    """One that is not public is known to the house alone."""
    if not context.public and not _inside(request):
        raise Missing(context.code)
    return matter_json(context, request)


@api_call(MATTER, "PATCH", "Change a matter", Permission.MATTER_EDIT, body=MatterBody, **ON_MATTER)
def change_matter(context: Matter, request: Request) -> dict[str, Any]:
    """What is given; a public one stays complete."""
    return matter_json(request.find_service(IMatters).change(context, _taken(request)), request)


@api_call(f"{MATTER}/transitions/publish", "POST", "Publish a matter", Permission.MATTER_EDIT, **ON_MATTER)
def publish_matter(context: Matter, request: Request) -> dict[str, Any]:
    """422 with all that is missing."""
    return matter_json(request.find_service(IMatters).publish(context), request)


@api_call(
    f"{MATTER}/transitions/withdraw",
    "POST",
    "Withdraw a matter",
    Permission.MATTER_EDIT,
    body=ReasonSchema,
    **ON_MATTER,
)
def withdraw_matter(context: Matter, request: Request) -> dict[str, Any]:
    """It is offered no more."""
    return matter_json(request.find_service(IMatters).withdraw(context, request.values["reason"]), request)


@api_call(
    f"{MATTER}/samples/{{number}}",
    "PUT",
    "Set the sample of a material",
    Permission.MATTER_EDIT,
    body=SampleBody,
    **ON_MATTER,
)
def set_sample(context: Matter, request: Request) -> dict[str, Any]:
    """From an upload; materials are counted from 0."""
    number = request.matchdict["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise Missing(number)
    received = request.find_service(IUploads).take([request.values["upload"]])
    if len(received) != 1:
        raise Violations(Violation("upload", _("Attach one file")))
    return matter_json(request.find_service(IMatters).set_sample(context, int(number), received[0]), request)


@api_call(
    f"{MATTER}/samples/{{number}}",
    "GET",
    "Download the sample of a material",
    NO_PERMISSION_REQUIRED,
    context=Matter,
    traverse=MATTER,
    answers="application/octet-stream",
)
def read_sample(context: Matter, request: Request) -> Response:
    """As the public page gives it."""
    if not context.public and not _inside(request):
        raise Missing(context.code)
    return sample_response(context, request.matchdict["number"], request)
