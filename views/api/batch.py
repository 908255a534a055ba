"""Batches through the API: filing a group at once, and the list that unit and archive sign."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.errors import Conflict, Missing, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IFiling
from onestop_records.models.arrangement import Batch
from onestop_records.permissions import Permission
from schemas.arrangement import BatchAnswer, BatchSchema
from views.api.call import Call, answer_of, api_call
from views.arrangement import group_of

CREATED = Call("/batches", "POST", "", None, lambda *_: None, status=201)


def batch_json(batch: Batch, request: Request) -> dict[str, Any]:
    """The batch with those of its records that the person may know of; raises Missing without any."""
    found = (request.site.records.get(record_id) for record_id in batch.records)
    records = [record for record in found if record is not None and request.knows(record)]
    if not records:
        raise Missing(batch.id)
    items = [
        {
            "id": record.id,
            "reference_code": record.reference_code,
            "title": record.title,
            "date": record.date,
            "pages": record.get("pages") or 0,
        }
        for record in records
    ]
    return {
        "id": batch.id,
        "category": batch.category,
        "unit": batch.unit,
        "box": batch.box,
        "filed_by": batch.filed_by,
        "filed_at": batch.filed_at.isoformat(),
        "pages": sum(item["pages"] for item in items),
        "items": items,
    }


@api_call(
    "/batches",
    "POST",
    "File all that waits in a group, in the order given",
    Permission.ARRANGE_ACT,
    body=BatchSchema,
    answer=BatchAnswer,
    status=201,
)
def create_batch(context: object, request: Request) -> Response:
    """409 when the group holds other records, or in another order, than were read; all are filed or none."""
    values, filing = request.values, request.find_service(IFiling)
    key = values["category"], values["year"], values["unit"]
    filing.reserve(group_of(request, *key).records)
    records = group_of(request, *key).records
    if [record.id for record in records] != list(values["records"]):
        raise Conflict(Violation("records", _("The list has changed since you looked at it; look again")))
    batch = filing.file_batch(records, values["override"], values["duplicates_accepted"], values["box"])
    response = answer_of(CREATED, batch_json(batch, request))
    response.headers["Location"] = f"{request.application_url}/api/v1/batches/{batch.id}"
    return response


@api_call("/batches/{batch}", "GET", "The handover list of a batch", Permission.ARRANGE, answer=BatchAnswer)
def read_batch(context: object, request: Request) -> dict[str, Any]:
    """归档移交清单."""
    batch = request.site.batches.get(request.matchdict["batch"])
    if batch is None:
        raise Missing(request.matchdict["batch"])
    return batch_json(batch, request)
