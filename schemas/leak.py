"""Leak reports, for the form and the API (C12 3.4.12)."""

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import counted, said, several
from schemas.loan import REASON, reason
from schemas.nodes import Node, Text, Words, words
from schemas.person import Field


class LeakSchema(colander.MappingSchema):
    """What the form asks of whoever reports."""

    what = Field(
        Text(REASON, lines=True),
        title=_("What happened"),
        description=_(
            "What has leaked or may leak, when, where, how it came to light. Do not repeat the secret"
        ),
        widget=TextAreaWidget(rows=5),
    )
    measures = Field(
        Text(REASON, lines=True), title=_("What was done at once"), widget=TextAreaWidget(rows=3)
    )
    records = words(
        _("Records"),
        description=_("Reference codes or ids, one a line, as far as you can name them"),
        group="",
        widget=TextAreaWidget(rows=2),
    )


class LeakBody(colander.MappingSchema):
    """What the API takes."""

    what = Node(Text(REASON, lines=True), title="")
    measures = Node(Text(REASON, lines=True), title="")
    records = Node(Words(), title="", missing=())


class LeakStepBody(colander.MappingSchema):
    """What was found or done, or the conclusion."""

    reason = reason()


class LeakAnswer(colander.MappingSchema):
    """A leak report."""

    id = said()
    state = said()
    revision = counted()
    person = said()
    what = said()
    measures = said()
    records = several(said())
    reported_at = said()
    conclusion = said()
    transitions = several(said())


class LeaksAnswer(colander.MappingSchema):
    """Several reports."""

    items = several(LeakAnswer())
