"""The filing scope, as the API answers it."""

import colander

from schemas.answer import Texts, counted, said, several
from schemas.nodes import Node, Number, YesNo
from schemas.request import optional


class ScopeQuery(colander.MappingSchema):
    """Of one unit, or the whole."""

    unit = optional(100)


class OwedQuery(colander.MappingSchema):
    """The year of the records; last year when left out."""

    year = Node(Number(1, 9999), title="", missing=None)


class ScopeEntryAnswer(colander.MappingSchema):
    """A kind of paper; ``filed`` is false on the 不归档 list, ``ended`` true of what is offered no more.

    No ``units`` means every unit.
    """

    code = said()
    title = said()
    group = said()
    units = Texts()
    category = said()
    retention = said()
    filed = colander.SchemaNode(YesNo(), title="")
    note = said()
    ended = colander.SchemaNode(YesNo(), title="")


class ScopeAnswer(colander.MappingSchema):
    """Entries by code."""

    items = several(ScopeEntryAnswer())


class OwingAnswer(colander.MappingSchema):
    """A unit and the codes of the kinds of which it has brought in nothing."""

    unit = said()
    entries = Texts()


class OwedAnswer(colander.MappingSchema):
    """What units still owe for a year."""

    year = counted()
    items = several(OwingAnswer())
