"""The form of the classifying officer (定密人): grade, term and basis."""

from collections.abc import Mapping
from typing import Any

import colander
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IDescriptions
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from views.form import Shape, form_page, handle
from views.grade import within_clearance

FIELDS = ("classification", "classification_term", "classification_basis")


@form_page(Record, "classify", "templates/record/classify.pt", Permission.CLASSIFY, Permission.CLASSIFY)
def classify(record: Record, request: Request) -> dict[str, Any] | Response:
    """A grade above internal has a term; every change names its basis."""
    descriptions = request.find_service(IDescriptions)
    values = descriptions.values(record)
    whole = within_clearance(request, descriptions.schema(record.type), record.classification.code)
    schema = colander.SchemaNode(colander.Mapping(), *(whole[name].clone() for name in FIELDS))

    def act(given: Mapping[str, Any]) -> str:
        grade, term, basis = (given.get(name, "") for name in FIELDS)
        request.find_service(ICapture).classify(record, grade, term, basis)
        request.session.flash(_("The classification is set."))
        return f"/records/{record.id}" if request.knows(record) else "/"

    shape = Shape(button=_("Set the classification"), cancel=f"/records/{record.id}")
    shown = {name: values[name] for name in FIELDS if name in values}
    return handle(request, schema, act, shown, shape, record.revision)
