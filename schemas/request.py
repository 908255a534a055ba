"""What API calls read, apart from descriptions of records."""

import colander

from onestop_records.i18n import _
from onestop_records.models.search import SORTS
from schemas.nodes import PARAGRAPH, Node, Number, Text, YesNo


def optional(limit: int = 500, lines: bool = False) -> Node:
    """A text that may be left out."""
    return Node(Text(limit, lines), title="", missing="")


class Nothing(colander.MappingSchema):
    """A call that is told nothing but its address."""


class Credentials(colander.MappingSchema):
    """Who wants a token."""

    username = Node(Text(100), title="")
    password = Node(Text(1000), title="")


class Reason(colander.MappingSchema):
    """What a transition may be told: a reason, an override of a failed check.

    Without ``duplicates_accepted`` filing is refused where the same bytes are on file, saying where.
    """

    reason = optional(PARAGRAPH, lines=True)
    override = optional(PARAGRAPH, lines=True)
    duplicates_accepted = Node(YesNo(), title="", missing=False)


class VersionQuery(colander.MappingSchema):
    """Which version of a file."""

    version = Node(Number(1, 100_000), title="", missing=None)


class Paging(colander.MappingSchema):
    """Which part of a list."""

    limit = Node(Number(1, 200), title="", missing=50)
    cursor = optional(500)


class SearchQuery(colander.MappingSchema):
    """A search. Filters take one value or several, separated by commas."""

    q = Node(Text(2000), title="", missing="", description=_("Words to find; empty for all"))
    type = optional()
    category = optional()
    year = optional()
    retention = optional()
    classification = optional()
    unit = optional()
    custodian = optional()
    state = optional()
    held = optional()
    growing = optional()
    item = optional()
    hold = optional()
    matter = optional()
    enterprise = Node(
        Text(500), title="", missing="", description=_("Code or name; merged ones are found too")
    )
    applicant = optional(500)
    case_kind = optional()
    case_state = optional()
    in_time = optional()
    satisfaction = optional()
    received = Node(Text(500), title="", missing="", description="2026-11")
    closed = Node(Text(500), title="", missing="", description="2026-11")
    due = Node(Text(500), title="", missing="", description="2026-01-01..2026-12-31")
    since = Node(Text(10), name="from", title="", missing="")
    until = Node(Text(10), name="to", title="", missing="")
    sort = Node(Text(20), title="", missing="relevance", choices=SORTS)
    limit = Node(Number(1, 200), title="", missing=20)
    cursor = optional(500)
