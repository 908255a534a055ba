"""The grades that a person may set: up to their own clearance."""

from typing import Any

from deform.widget import SelectWidget
from pyramid.request import Request

from onestop_records.models.classification import Classification

FIELD = "classification"


def within_clearance(request: Request, schema: Any, present: str = "") -> Any:
    """A schema like this one whose list box ends at the clearance of the person; what is set stays in it."""
    highest = request.identity.clearance or Classification.PUBLIC
    narrowed = schema.clone()
    node = narrowed[FIELD]
    offered = [
        (code, title)
        for code, title in node.widget.values
        if code == present or Classification.of(code) <= highest
    ]
    node.widget = SelectWidget(values=offered)
    return narrowed
