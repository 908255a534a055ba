"""Boxes and what is put into them; for pages and the API."""

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import Texts, counted, said, several
from schemas.lookup import choices
from schemas.nodes import Node, Number, Text, Words, YesNo
from schemas.person import Field
from schemas.room import NAME, NOTE

MOST = 2000  # records in a box


def _custodian() -> Field:
    return Field(Text(100), name="custodian", title=_("Custodian"), widget=choices("people"))


class BoxesSchema(colander.MappingSchema):
    """The form of new boxes; ``shelf`` is cabinet and shelf of the room, joined by a slash."""

    shelf = Field(
        Text(2 * NAME + 1),
        title=_("Shelf"),
        widget=colander.deferred(lambda node, bound: bound["shelves"]),
    )
    names = Field(
        Words(NAME, 200),
        title=_("Names of the boxes"),
        description=_("One a line, as they stand on the boxes"),
        widget=TextAreaWidget(rows=5),
    )
    capacity = Field(Number(1, MOST), title=_("Records that one box takes"))
    custodian = _custodian()


class BoxSchema(colander.MappingSchema):
    """The form of one box; ``shelf`` is room, cabinet and shelf."""

    shelf = Field(
        Text(200), title=_("Where it stands"), widget=colander.deferred(lambda node, bound: bound["shelves"])
    )
    capacity = Field(Number(1, MOST), title=_("Records that it takes"))
    custodian = _custodian()
    note = Field(Text(NOTE, lines=True), title=_("Note"), widget=TextAreaWidget(rows=2), missing="")


class RegisterSchema(colander.MappingSchema):
    """The form that enters the boxes which descriptions name."""

    capacity = Field(Number(1, MOST), title=_("Records that one box takes"))
    custodian = _custodian()


class FillBody(colander.MappingSchema):
    """Records by label code, reference code or id."""

    records = Node(Words(), title=_("Records"))


class TakeOutBody(FillBody):
    """The same, and why they are taken out."""

    reason = Node(Text(NOTE, lines=True), title=_("Reason"), missing="")


class BoxesBody(colander.MappingSchema):
    """New boxes on a shelf."""

    room = Node(Text(26), title="")
    cabinet = Node(Text(NAME), title="", missing="")
    shelf = Node(Text(NAME), title="", missing="")
    names = Node(Words(NAME, 200), title="")
    capacity = Node(Number(1, MOST), title="")
    custodian = Node(Text(100), title="")


class BoxChange(colander.MappingSchema):
    """What of a box changes; what is left out stays."""

    room = Node(Text(26), title="", missing=colander.drop)
    cabinet = Node(Text(NAME), title="", missing=colander.drop)
    shelf = Node(Text(NAME), title="", missing=colander.drop)
    capacity = Node(Number(1, MOST), title="", missing=colander.drop)
    custodian = Node(Text(100), title="", missing=colander.drop)
    note = Node(Text(NOTE, lines=True), title="", missing=colander.drop)


class RegisterBody(colander.MappingSchema):
    """Capacity and custodian of the boxes that descriptions name."""

    capacity = Node(Number(1, MOST), title="")
    custodian = Node(Text(100), title="")


class BoxesQuery(colander.MappingSchema):
    """Which boxes."""

    room = Node(Text(26), title="", missing="")
    after = Node(Text(26), title="", missing="")
    limit = Node(Number(1, 200), title="", missing=50)


class BoxAnswer(colander.MappingSchema):
    """A box; of ``records`` those that the caller may know of."""

    id = said()
    code = said()
    room = said()
    place = said()
    name = said()
    capacity = counted()
    custodian = said()
    note = said()
    closed = colander.SchemaNode(YesNo(), title="")
    records = Texts()


class BoxesAnswer(colander.MappingSchema):
    """Some boxes; ``next`` is what to send as ``after`` for more."""

    items = several(BoxAnswer())
    next = said(nullable=True)


class LabelAnswer(colander.MappingSchema):
    """What a code names: ``kind`` is ``record`` or ``box``; ``svg`` is its QR code."""

    code = said()
    kind = said()
    id = said()
    title = said()
    svg = said()
