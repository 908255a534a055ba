"""Transfers to an archives institution; for pages and the API."""

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from schemas.disposal import LONGEST, reason
from schemas.nodes import Node, Text, Words


class TransferSchema(colander.MappingSchema):
    """The form: what goes to whom."""

    title = Node(Text(LONGEST), title=_("Title of the transfer"))
    receiver = Node(Text(LONGEST), title=_("Archives institution"))
    records = Node(
        Words(),
        title=_("Records"),
        description=_("Reference codes or ids, one a line"),
        widget=TextAreaWidget(rows=8),
    )


class TransferBody(colander.MappingSchema):
    """The API: ids or reference codes of the records."""

    title = Node(Text(LONGEST), title="")
    receiver = Node(Text(LONGEST), title="")
    records = Node(Words(), title="")


class TransferStepBody(colander.MappingSchema):
    """A transition; ``receive`` wants number, day and signature of the receipt."""

    reason = reason()
    receipt = Node(Text(LONGEST), title="", missing="")
    day = Node(Text(10), title="", missing="")
    signed_by = Node(Text(LONGEST), title="", missing="")
