"""Stock-taking and scanning; for pages and the API."""

import colander

from onestop_records.i18n import _
from schemas.answer import AnyMapping, Texts, counted, said, several
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Field
from schemas.room import NOTE

TITLE = 200
CODE = 100


class StocktakingSchema(colander.MappingSchema):
    """The form that begins one."""

    room = Field(Text(26), title=_("Room"), widget=colander.deferred(lambda node, bound: bound["rooms"]))
    title = Field(Text(TITLE), title=_("Title"), description=_("Such as: yearly stock-taking 2026"))


class StocktakingBody(colander.MappingSchema):
    """A room to take stock of."""

    room = Node(Text(26), title="")
    title = Node(Text(TITLE), title="")


class StocktakingStep(colander.MappingSchema):
    """``cancel`` wants a reason."""

    reason = Node(Text(NOTE, lines=True), title="", missing="")


class ScanBody(colander.MappingSchema):
    """One code; ``of`` is what it is scanned for, ``box`` the code of the box that is open."""

    mode = Node(Text(30), title="", missing="lookup")
    of = Node(Text(100), title="", missing="all")
    code = Node(Text(CODE), title="")
    box = Node(Text(CODE), title="", missing="")


class ScanAnswer(colander.MappingSchema):
    """What became of a code."""

    code = said()
    known = colander.SchemaNode(YesNo(), title="")
    good = colander.SchemaNode(YesNo(), title="")
    title = said()
    message = said()
    box = said()
    address = said()


class ChoiceAnswer(colander.MappingSchema):
    """Something that may be scanned for."""

    id = said()
    title = said()


class ModeAnswer(colander.MappingSchema):
    """A mode with what may be chosen in it."""

    name = said()
    title = said()
    choices = several(ChoiceAnswer())


class ModesAnswer(colander.MappingSchema):
    """All modes that the caller may scan in."""

    items = several(ModeAnswer())


class StocktakingAnswer(colander.MappingSchema):
    """A stock-taking; ``tally`` counts the lines of each result that the caller may know of."""

    id = said()
    title = said()
    state = said()
    revision = counted()
    room = said()
    opened_by = said()
    opened_at = said()
    tally = AnyMapping()
    register = said(nullable=True)
    transitions = Texts()


class StocktakingsAnswer(colander.MappingSchema):
    """All of them, newest first."""

    items = several(StocktakingAnswer())


class LinesQuery(colander.MappingSchema):
    """Lines of one result, or of all."""

    result = Node(Text(20), title="", missing="")
    after = Node(Number(0, 1_000_000), title="", missing=0)
    limit = Node(Number(1, 200), title="", missing=50)


class LineAnswer(colander.MappingSchema):
    """A line: a record, a box, or a code that names nothing known."""

    result = said()
    record = said()
    box = said()
    code = said()
    expected = said()
    found = said()


class LinesAnswer(colander.MappingSchema):
    """Lines; ``next`` is what to send as ``after`` for more, null at the end."""

    items = several(LineAnswer())
    next = colander.SchemaNode(Number(0, 1_000_000), title="", nullable=True)
