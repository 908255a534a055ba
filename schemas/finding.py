"""Findings and their settlement; for pages and the API."""

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import Texts, counted, said, several
from schemas.lookup import choices
from schemas.nodes import Node, Number, Text
from schemas.person import Field, FullDay
from schemas.room import NOTE


class SettleSchema(colander.MappingSchema):
    """What was done, and the record that proves it; files are attached beside the form."""

    settlement = Field(Text(NOTE, lines=True), title=_("What was done"), widget=TextAreaWidget(rows=4))
    proof = Field(
        Text(100),
        title=_("Proof"),
        description=_("Reference code or label of a record; or attach a photo or file below"),
        missing="",
    )


class AssignSchema(colander.MappingSchema):
    """Who settles it until when."""

    responsible = Field(Text(100), title=_("Who settles it"), widget=choices("people"))
    due = Field(FullDay(10), title=_("Until"))
    reason = Field(
        Text(NOTE, lines=True),
        title=_("Reason"),
        description=_("Required for a later term"),
        widget=TextAreaWidget(rows=2),
        missing="",
    )


class SettleBody(colander.MappingSchema):
    """What was done; ``proof`` is an id or code of a record."""

    settlement = Node(Text(NOTE, lines=True), title="", missing="")
    proof = Node(Text(100), title="", missing="")


class AssignBody(colander.MappingSchema):
    """Who settles it until when."""

    responsible = Node(Text(100), title="")
    due = Node(FullDay(10), title="")
    reason = Node(Text(NOTE, lines=True), title="", missing="")


class DecideBody(colander.MappingSchema):
    """Why a settlement is returned."""

    reason = Node(Text(NOTE, lines=True), title="", missing="")


class FindingsQuery(colander.MappingSchema):
    """Which findings: of a room, in a state."""

    room = Node(Text(26), title="", missing="")
    state = Node(Text(20), title="", missing="")
    after = Node(Number(0, 1_000_000), title="", missing=0)
    limit = Node(Number(1, 200), title="", missing=50)


class FindingAnswer(colander.MappingSchema):
    """A finding; ``record`` and ``box`` are ids, ``code`` a label that was scanned."""

    id = said()
    kind = said()
    state = said()
    revision = counted()
    room = said()
    source = said()
    responsible = said()
    due = said()
    found_by = said()
    found_at = said()
    rule = said()
    record = said()
    box = said()
    code = said()
    settlement = said()
    proof = said()
    words = said(name="said")
    transitions = Texts()


class FindingsAnswer(colander.MappingSchema):
    """Findings, open ones and the nearest due first; ``next`` is what to send as ``after``."""

    items = several(FindingAnswer())
    next = colander.SchemaNode(Number(0, 1_000_000), title="", nullable=True)
