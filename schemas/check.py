"""Reports of the four-property check, as the API answers them."""

import colander

from schemas.answer import said, several
from schemas.nodes import YesNo


class CheckItemAnswer(colander.MappingSchema):
    """One thing that was checked; ``final`` failures nobody overrides."""

    kind = said()
    name = said()
    outcome = said()
    message = said()
    blocking = colander.SchemaNode(YesNo(), title="")
    final = colander.SchemaNode(YesNo(), title="")


class CheckAnswer(colander.MappingSchema):
    """One run over a record."""

    occasion = said()
    at = said()
    by = said()
    outcome = said()
    items = several(CheckItemAnswer())


class ChecksAnswer(colander.MappingSchema):
    """All reports of a record, oldest first."""

    items = several(CheckAnswer())
