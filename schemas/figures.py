"""Figures of casework, as the API reads and answers them."""

import colander

from onestop_records.models.figures import CASES, FILES
from schemas.answer import AnyMapping, counted, said, several
from schemas.nodes import Node, Number, Text
from schemas.request import optional


class FiguresQuery(colander.MappingSchema):
    """``cases`` or ``complaints``; months, ``2026-11``, both included, the last twelve when left out."""

    kind = Node(Text(20), title="", missing=CASES, validator=colander.OneOf(list(FILES)))
    since = optional(7)
    until = optional(7)


class LineAnswer(colander.MappingSchema):
    """One line; rates in percent, null where there is nothing to judge by."""

    name = said()
    received = counted()
    closed = counted()
    punctual = counted()
    late = counted()
    on_time = colander.SchemaNode(Number(0, 100), title="", nullable=True)
    open = counted()
    overdue = counted()
    grades = AnyMapping()
    satisfied = colander.SchemaNode(Number(0, 100), title="", nullable=True)


class FiguresAnswer(colander.MappingSchema):
    """The whole, and by unit, matter and month."""

    kind = said()
    since = said()
    until = said()
    total = LineAnswer()
    units = several(LineAnswer())
    matters = several(LineAnswer())
    months = several(LineAnswer())
