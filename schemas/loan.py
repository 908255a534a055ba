"""Asking for loans and moving them on, for forms and the API."""

from typing import Any

import colander
from deform.widget import SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import counted, said, several
from schemas.nodes import Node, Text, Words, words
from schemas.person import Field

KINDS = {"taken": _("Taken along"), "reading": _("Read in the reading room")}
CONDITIONS = {"intact": _("Intact"), "damaged": _("Damaged"), "incomplete": _("Incomplete")}
REASON = 2000


def reason(title: Any = "", **options: Any) -> Node:
    """Why, or with what result; required where the table says so."""
    return Node(Text(REASON, lines=True), title=title, missing="", **options)


class LoanSchema(colander.MappingSchema):
    """What a form asks; ``records`` are reference codes or ids."""

    records = words(
        _("Records"),
        description=_("Reference codes or ids, one a line"),
        group="",
        widget=TextAreaWidget(rows=3),
    )
    kind = Field(Text(20), title=_("How it is used"), widget=SelectWidget(values=tuple(KINDS.items())))
    purpose = Field(Text(REASON, lines=True), title=_("Purpose"), widget=TextAreaWidget(rows=3))


class LoanBody(colander.MappingSchema):
    """What the API takes."""

    records = Node(Words(), title="", missing=())
    kind = Node(Text(20), title="", validator=colander.OneOf(tuple(KINDS)))
    purpose = Node(Text(REASON, lines=True), title="")


class LoanStepBody(colander.MappingSchema):
    """A step: ``reason`` where the table wants one, ``condition`` when it comes back."""

    reason = reason()
    condition = Node(Text(20), title="", missing="")


class LoanAnswer(colander.MappingSchema):
    """A loan; ``record`` is empty for who may not know of it."""

    id = said()
    state = said()
    revision = counted()
    record = said()
    person = said()
    kind = said()
    purpose = said()
    requested_at = said()
    approved_by = said()
    lent_by = said()
    lent_at = said(nullable=True)
    due = said(nullable=True)
    renewals = counted()
    returned_at = said(nullable=True)
    condition = said()
    remarks = said()
    transitions = several(said())


class LoansAnswer(colander.MappingSchema):
    """Several loans."""

    items = several(LoanAnswer())
