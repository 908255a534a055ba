"""Placing and lifting holds (处置冻结), for the form and the API."""

from typing import Any

import colander
from deform.widget import SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import Texts, said
from schemas.nodes import Node, Text, Words, text, words
from schemas.person import Field

REASON = 2000  # characters
KINDS = {
    "records": _("Single records"),
    "volumes": _("Whole volumes"),
    "filter": _("What a search describes"),
    "enterprise": _("An enterprise"),
    "case": _("A case"),
}


def _reason(title: Any, **options: Any) -> Field:
    return Field(Text(REASON, lines=True), title=title, widget=TextAreaWidget(rows=3), **options)


class HoldSchema(colander.MappingSchema):
    """What a form asks. ``query`` is the query of a search page's address."""

    title = Field(Text(500), title=_("Title"))
    reason = _reason(_("Reason"))
    mandate = Field(Text(500), title=_("Mandate"), description=_("The decision or order that asks for it"))
    kind = Field(Text(20), title=_("What it covers"), widget=SelectWidget(values=tuple(KINDS.items())))
    records = words(
        _("Records or volumes"),
        description=_("Reference codes or ids, one a line"),
        group="",
        widget=TextAreaWidget(rows=3),
    )
    query = Field(
        Text(4000),
        title=_("Search"),
        description=_("One of your saved searches, or the one you came from; later records are covered too"),
        widget=colander.deferred(lambda node, bound: SelectWidget(values=bound["searches"])),
        missing="",
    )
    name = text(
        _("Enterprise or case"), 200, missing="", description=_("As the description names it"), group=""
    )


class LiftSchema(colander.MappingSchema):
    """Why a hold ends, and who said so."""

    reason = _reason(_("Reason"))
    mandate = Field(Text(500), title=_("Mandate"), description=_("The decision or order that ends it"))


class FilterBody(colander.MappingSchema):
    """A search over what lasts; ``from`` and ``to`` bound the date."""

    q = Node(Text(1000), title="", missing="")
    type = Node(Words(), title="", missing=())
    category = Node(Words(), title="", missing=())
    year = Node(Words(), title="", missing=())
    retention = Node(Words(), title="", missing=())
    classification = Node(Words(), title="", missing=())
    unit = Node(Words(), title="", missing=())
    since = Node(Text(10), name="from", title="", missing="")
    until = Node(Text(10), name="to", title="", missing="")


class HoldBody(colander.MappingSchema):
    """What the API takes; by ``kind`` one of ``records`` (ids or codes), ``filter``, ``name``."""

    title = Node(Text(500), title="")
    reason = Node(Text(REASON, lines=True), title="")
    mandate = Node(Text(500), title="")
    kind = Node(Text(20), title="", validator=colander.OneOf(tuple(KINDS)))
    records = Node(Words(), title="", missing=())
    filter = FilterBody(title="", missing=None)
    name = Node(Text(200), title="", missing="")


class LiftBody(colander.MappingSchema):
    """What lifting a hold says."""

    reason = Node(Text(REASON, lines=True), title="")
    mandate = Node(Text(500), title="")


class FilterAnswer(colander.MappingSchema):
    """The search that a hold goes by."""

    q = said()
    type = Texts()
    category = Texts()
    year = Texts()
    retention = Texts()
    classification = Texts()
    unit = Texts()
    since = said(name="from")
    until = said(name="to")


class HoldAnswer(colander.MappingSchema):
    """A hold; of ``records``, ``filter`` and ``name`` the one that ``kind`` names says what it covers."""

    id = said()
    state = said()
    title = said()
    reason = said()
    mandate = said()
    kind = said()
    records = Texts()
    filter = FilterAnswer(title="", nullable=True)
    name = said()
    placed_by = said()
    placed_at = said()
    lifted_by = said()
    lifted_at = said(nullable=True)
    lift_reason = said()
    lift_mandate = said()


class Holds(colander.SequenceSchema):
    """Several holds."""

    hold = HoldAnswer()


class HoldsAnswer(colander.MappingSchema):
    """All holds, the newest first."""

    items = Holds()
