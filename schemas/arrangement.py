"""Arrangement and batches, as the API reads and answers them."""

from typing import Any

import colander

from schemas.answer import ViolationAnswer, counted, said, several
from schemas.nodes import PARAGRAPH, Node, Number, Text, Words, YesNo
from schemas.request import optional

MOST = 10_000  # records of a batch


def record_ids(**options: Any) -> Node:
    """Ids of records, in their order."""
    return Node(Words(most=MOST), name="records", title="", **options)


class OrderSchema(colander.MappingSchema):
    """``by`` orders anew (``date`` or ``affair``); ``records`` keeps the order given."""

    by = optional(20)
    records = record_ids(missing=())


class BatchSchema(colander.MappingSchema):
    """The records of a group, all of them in the order in which they were read, to be filed at once."""

    category = Node(Text(100), title="")
    year = Node(Number(1, 9999), title="")
    unit = Node(Text(100), title="")
    records = record_ids()
    override = optional(PARAGRAPH, lines=True)
    duplicates_accepted = Node(YesNo(), title="", missing=False)
    box = optional(60)


class GroupAnswer(colander.MappingSchema):
    """What waits of a category, year and unit."""

    category = said()
    year = counted()
    unit = said()
    count = counted()


class SeriesAnswer(colander.MappingSchema):
    """A series whose numbers have gaps or stand twice."""

    key = said()
    last = counted()
    missing = several(counted())
    duplicates = several(said())


class GroupsAnswer(colander.MappingSchema):
    """Everything that waits, and the series that need a look."""

    items = several(GroupAnswer())
    series = several(SeriesAnswer())


class WaitingAnswer(colander.MappingSchema):
    """A record that waits, the code it will get, and what stands against filing it."""

    id = said()
    title = said()
    date = said(nullable=True)
    reference_code = said()
    violations = several(ViolationAnswer())


class WaitingGroupAnswer(colander.MappingSchema):
    """One group, its records in the order arranged."""

    category = said()
    year = counted()
    unit = said()
    items = several(WaitingAnswer())


class ListedAnswer(colander.MappingSchema):
    """A line of the list that unit and archive sign."""

    id = said()
    reference_code = said()
    title = said()
    date = said(nullable=True)
    pages = counted()


class BatchAnswer(colander.MappingSchema):
    """归档移交清单: what was filed together."""

    id = said()
    category = said()
    unit = said()
    box = said()
    filed_by = said()
    filed_at = said()
    pages = counted()
    items = several(ListedAnswer())
