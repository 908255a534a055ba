"""What the API answers about the retention schedule."""

from typing import Any

import colander

from schemas.answer import Texts, counted, said
from schemas.nodes import Number, YesNo


def years() -> Any:
    """A number of years, null for permanent."""
    return colander.SchemaNode(Number(1, 200), title="", nullable=True)


def yes() -> Any:
    """True or false in an answer."""
    return colander.SchemaNode(YesNo(), title="")


class EditionAnswer(colander.MappingSchema):
    """One edition of a class, in force from the day ``since`` (null: from the beginning)."""

    title = said()
    years = years()
    trigger = said()
    action = said()
    basis = said()
    scope = said()
    since = said(nullable=True)
    running = yes()


class Editions(colander.SequenceSchema):
    """Editions, oldest first."""

    edition = EditionAnswer()


class ShiftAnswer(colander.MappingSchema):
    """Records whose period started in ``year``: their due day before and after, null for permanent."""

    year = counted()
    records = counted()
    before = said(nullable=True)
    after = said(nullable=True)


class Shifts(colander.SequenceSchema):
    """All of them."""

    shift = ShiftAnswer()


class PreviewAnswer(colander.MappingSchema):
    """How many due days an edition changes, and how many of them to an earlier day."""

    changed = counted()
    shorter = counted()
    shifts = Shifts()


class ProposalAnswer(colander.MappingSchema):
    """An edition that waits to be confirmed."""

    edition = EditionAnswer()
    reason = said()
    proposed_by = said()
    proposed_at = said()
    preview = PreviewAnswer()


class ClassAnswer(EditionAnswer):
    """A class: the edition in force, all editions, and the one proposed (null where there is none)."""

    code = said()
    in_use = yes()
    editions = Editions()
    proposal = ProposalAnswer(title="", nullable=True)
    categories = Texts()
    matters = Texts()


class Classes(colander.SequenceSchema):
    """Several classes."""

    retention_class = ClassAnswer()


class ClassesAnswer(colander.MappingSchema):
    """The whole schedule, by code."""

    items = Classes()
