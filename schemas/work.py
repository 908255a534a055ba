"""What waits for a person, as the API answers it."""

import colander

from schemas.answer import said, several
from schemas.nodes import YesNo


def told() -> colander.SchemaNode:
    """Yes or no."""
    return colander.SchemaNode(YesNo(), title="")


class WaitingAnswer(colander.MappingSchema):
    """One thing to do; ``person`` is for whom it was meant, who may be away."""

    kind = said()
    task = said()
    title = said()
    address = said()
    person = said()
    due = said(nullable=True)
    overdue = told()
    warned = told()
    provisional = told()
    urgent = told()


class WorkAnswer(colander.MappingSchema):
    """The nearest deadline first, then what has none."""

    items = several(WaitingAnswer())
