"""The retention schedule through the API: classes, editions, defaults."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IRetention
from onestop_records.models.retention import CHANGEABLE, Preview, RetentionClass, RetentionLine
from onestop_records.permissions import Permission
from schemas.request import Reason
from schemas.retention import DefaultsBody, EditionBody, RetentionSchema
from schemas.retentionanswer import ClassAnswer, ClassesAnswer
from views.api.call import Call, answer_of, api_call

CLASSES = "/retention-classes"
ONE = "/retention-classes/{code}"
HERE = {"context": RetentionLine, "traverse": "/retention/{code}"}


def edition_json(edition: RetentionClass) -> dict[str, Any]:
    """One edition; ``years`` null is permanent."""
    return {
        **{name: getattr(edition, name) for name in CHANGEABLE},
        "since": edition.since.isoformat() if edition.since else None,
        "running": edition.running,
    }


def class_json(line: RetentionLine, request: Request) -> dict[str, Any]:
    """A class with its editions; the proposal with its preview for who may confirm it."""
    service, waiting = request.find_service(IRetention), line.proposal
    proposal = None
    if waiting is not None and request.has_permission(Permission.RETENTION_CONFIRM, line):
        proposal = {
            "edition": edition_json(waiting.edition),
            "reason": waiting.reason,
            "proposed_by": waiting.proposed_by,
            "proposed_at": waiting.proposed_at.isoformat(),
            "preview": preview_json(service.preview(line, waiting.edition)),
        }
    return {
        "code": line.code,
        **edition_json(line.current),
        "in_use": service.in_use(line),
        "editions": [edition_json(edition) for edition in line.editions],
        "proposal": proposal,
        **service.defaults(line),
    }


def preview_json(preview: Preview) -> dict[str, Any]:
    """How many records, and which dates, an edition changes."""
    shifts = [
        {
            "year": shift.year,
            "records": shift.count,
            "before": shift.before.isoformat() if shift.before else None,
            "after": shift.after.isoformat() if shift.after else None,
        }
        for shift in preview.shifts
    ]
    return {"changed": preview.changed, "shorter": preview.shorter, "shifts": shifts}


SHOWN = Call(ONE, "GET", "", None, class_json)


@api_call(CLASSES, "GET", "List the retention schedule", Permission.RETENTION, answer=ClassesAnswer)
def list_classes(context: object, request: Request) -> dict[str, Any]:
    """By code."""
    return {"items": [class_json(line, request) for line in request.site.retention.values()]}


@api_call(
    CLASSES,
    "POST",
    "Add a retention class",
    Permission.RETENTION_EDIT,
    body=RetentionSchema,
    answer=ClassAnswer,
    status=201,
)
def add_class(context: object, request: Request) -> Response:
    """Without ``years`` it is permanent."""
    line = request.find_service(IRetention).add({"years": None, **request.values})
    response = answer_of(SHOWN, class_json(line, request))
    response.status_code = 201
    response.headers["Location"] = f"{request.application_url}/api/v1/retention-classes/{line.code}"
    return response


@api_call(ONE, "GET", "Read a retention class", Permission.RETENTION, answer=ClassAnswer, **HERE)
def read_class(context: RetentionLine, request: Request) -> dict[str, Any]:
    """With its editions."""
    return class_json(context, request)


@api_call(ONE, "DELETE", "Delete a class that is not in use", Permission.RETENTION_EDIT, status=204, **HERE)
def delete_class(context: RetentionLine, request: Request) -> Response:
    """One in use is never deleted."""
    request.find_service(IRetention).remove(context)
    return Response(status=204)


@api_call(
    f"{ONE}/editions",
    "POST",
    "Propose an edition from a day on; the answer previews what it changes",
    Permission.RETENTION_EDIT,
    body=EditionBody,
    answer=ClassAnswer,
    status=201,
    **HERE,
)
def propose_edition(context: RetentionLine, request: Request) -> dict[str, Any]:
    """What is left out stays; ``years`` 0 is permanent."""
    values = dict(request.values)
    since, running, reason = values.pop("since"), values.pop("running"), values.pop("reason")
    if values.get("years") == 0:
        values["years"] = None
    request.find_service(IRetention).propose(context, values, since, running, reason)
    return class_json(context, request)


@api_call(
    f"{ONE}/transitions/confirm",
    "POST",
    "Confirm the proposed edition; what shortens running periods a manager confirms, with a reason",
    Permission.RETENTION_CONFIRM,
    body=Reason,
    answer=ClassAnswer,
    **HERE,
)
def confirm_edition(context: RetentionLine, request: Request) -> dict[str, Any]:
    """It comes into force on its day."""
    request.find_service(IRetention).confirm(context, request.values["reason"])
    return class_json(context, request)


@api_call(
    f"{ONE}/transitions/refuse",
    "POST",
    "Refuse the proposed edition; a reason is required",
    Permission.RETENTION_CONFIRM,
    body=Reason,
    answer=ClassAnswer,
    **HERE,
)
def refuse_edition(context: RetentionLine, request: Request) -> dict[str, Any]:
    """The class stays as it is."""
    request.find_service(IRetention).refuse(context, request.values["reason"])
    return class_json(context, request)


@api_call(
    f"{ONE}/defaults",
    "PUT",
    "Say to which categories and matters the class applies by default",
    Permission.RETENTION_EDIT,
    body=DefaultsBody,
    answer=ClassAnswer,
    **HERE,
)
def put_defaults(context: RetentionLine, request: Request) -> dict[str, Any]:
    """All of them anew."""
    values = request.values
    request.find_service(IRetention).set_defaults(context, values["categories"], values["matters"])
    return class_json(context, request)
