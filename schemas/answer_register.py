"""What the API answers of an appraisal report or a register; see ``schemas.answer``."""

import colander

from schemas.answer import Texts, said, several
from schemas.nodes import Node, Text

FORMS = ("json", "xlsx")


class RegisterQuery(colander.MappingSchema):
    """In which form."""

    form = Node(Text(10), title="", missing="json", choices=FORMS, validator=colander.OneOf(FORMS))


class LineAnswer(colander.MappingSchema):
    """A line of the cover or of the signatures: what, and the words beside it."""

    what = said()
    words = said()


class Lines(colander.SequenceSchema):
    """In order."""

    line = LineAnswer()


class TableAnswer(colander.MappingSchema):
    """Headings, and rows with a cell for each."""

    title = said()
    headings = Texts()
    rows = several(several(said()))


class RegisterAnswer(colander.MappingSchema):
    """Cover, table and signatures; ``taken_out`` is what stays and why, null when nothing does."""

    title = said()
    cover = Lines()
    table = TableAnswer()
    taken_out = TableAnswer(nullable=True)
    signatures = Lines()
