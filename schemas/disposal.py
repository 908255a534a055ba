"""Disposals: opening a batch, opinions, decisions, objections, signatures; for pages and the API."""

from typing import Any

import colander
from deform.widget import SelectWidget

from onestop_records.i18n import _
from schemas.lookup import choices
from schemas.nodes import PARAGRAPH, Node, Number, Text, Words, YesNo
from schemas.person import FullDay

DECISIONS = {
    "destroy": _("Destroy"),
    "extend": _("Extend"),
    "permanent": _("Keep permanently"),
    "transfer": _("Transfer"),
}
MOST_ROWS = 20_000
LONGEST = 200  # characters


def reason() -> Node:
    """Why, in a few lines; the rules say when it is required."""
    return Node(Text(PARAGRAPH, lines=True), title="", missing="")


class RowNumbers(Words):
    """Sequence numbers of rows."""

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, (list, tuple)) and all(isinstance(n, int) for n in cstruct):
            cstruct = [str(number) for number in cstruct]
        if isinstance(cstruct, (list, tuple)) and len(cstruct) > MOST_ROWS:
            raise colander.Invalid(node, _("At most ${limit} entries, please", mapping={"limit": MOST_ROWS}))
        found = [] if cstruct in (colander.null, None, "") else list(cstruct)
        numbers = Number(1, MOST_ROWS)
        result = tuple(n for part in found if (n := numbers.deserialize(node, part)) is not colander.null)
        return result or colander.null


def row_numbers() -> Node:
    """Which rows; none given means what the act says."""
    return Node(RowNumbers(), title="", missing=None)


class OpenSchema(colander.MappingSchema):
    """The form: which due records a batch takes."""

    title = Node(Text(LONGEST), title=_("Title of the batch"))
    unit = Node(Text(12), title=_("Unit"), widget=choices("units"))
    category = Node(Text(20), title=_("Category"), missing="", widget=choices("categories"))
    year = Node(Number(1, 9999), title=_("Year"), missing=None)
    retention = Node(Text(10), title=_("Retention class"), missing="", widget=choices("retention"))


class OpenBody(colander.MappingSchema):
    """The API: ``records`` (ids), or all that is due of a unit, category, year, class."""

    title = Node(Text(LONGEST), title="")
    unit = Node(Text(12), title="")
    category = Node(Text(20), title="", missing="")
    year = Node(Number(1, 9999), title="", missing=None)
    retention = Node(Text(10), title="", missing="")
    records = Node(Words(), title="", missing=())


class Narrowing(colander.MappingSchema):
    """Which rows of a batch."""

    q = Node(Text(500), title=_("Search"), missing="")
    category = Node(Text(20), title=_("Category"), missing="")
    year = Node(Number(1, 9999), title=_("Year"), missing=None)
    retention = Node(Text(10), title=_("Retention class"), missing="")
    carrier = Node(Text(20), title=_("Carrier"), missing="")
    decision = Node(Text(20), title=_("Decision"), missing="")
    outcome = Node(Text(20), title=_("Outcome"), missing="")


class RowsQuery(Narrowing):
    """A page of rows."""

    after = Node(Number(0, MOST_ROWS), title="", missing=0)
    limit = Node(Number(1, 200), title="", missing=50)


class OpinionBody(Narrowing):
    """An opinion on ``rows``, or without them on all that the filters leave."""

    rows = row_numbers()
    decision = Node(
        Text(20), title=_("Decision"), validator=colander.OneOf(tuple(DECISIONS)), widget=SelectWidget()
    )
    until = Node(FullDay(10), title=_("Until"), missing=None)
    reason = reason()


class StepBody(colander.MappingSchema):
    """A transition: ``reason`` where it is required; ``rows`` are those that ``approve`` refuses."""

    reason = reason()
    rows = row_numbers()


class ObjectionBody(colander.MappingSchema):
    """An objection, to one record or to the whole batch."""

    reason = reason()
    record = Node(Text(26), title="", missing="")


class SettlementBody(colander.MappingSchema):
    """What a manager decides on an objection."""

    number = Node(Number(1, 100_000), title="")
    upheld = Node(YesNo(), title="")
    reason = reason()


class SignatureBody(colander.MappingSchema):
    """A witness signs with the password."""

    password = Node(Text(1000), title="")


class PaperBody(colander.MappingSchema):
    """How, when and where paper was destroyed; ``rows``, or all that wait."""

    method = Node(Text(LONGEST), title="", missing="")
    time = Node(Text(LONGEST), title="", missing="")
    place = Node(Text(LONGEST), title="", missing="")
    rows = row_numbers()
