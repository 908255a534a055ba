"""The classification of a record through the API."""

from typing import Any

from pyramid.request import Request

from onestop_records.interfaces import ICapture
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from schemas.classification import ClassificationAnswer, ClassificationSchema
from views.api.call import api_call
from views.api.record import ON_RECORD, RECORD, check_revision


@api_call(
    f"{RECORD}/classification",
    "POST",
    "Set the grade, its term and its basis",
    Permission.CLASSIFY,
    body=ClassificationSchema,
    answer=ClassificationAnswer,
    **ON_RECORD,
)
def classify_record(context: Record, request: Request) -> dict[str, Any]:
    """Says no more than what was set: the officer may not know of the record any more."""
    check_revision(context, request, wanted=False)
    values = request.values
    request.find_service(ICapture).classify(
        context,
        values["classification"],
        values["classification_term"],
        values["classification_basis"],
    )
    return {
        "id": context.id,
        "revision": context.revision,
        "classification": context.classification.code,
    }
