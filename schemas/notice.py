"""Notices as the API reads and answers them."""

import colander

from schemas.answer import counted, said, several
from schemas.nodes import Node, Text, YesNo


class NoticesQuery(colander.MappingSchema):
    """Only new ones, or all."""

    unread = Node(YesNo(), title="", missing=False)


class Ids(colander.SequenceSchema):
    """Ids of notices."""

    id = Node(Text(60), title="")


class ReadBody(colander.MappingSchema):
    """Which notices have been read."""

    ids = Ids(validator=colander.Length(max=1000))


class NoticeAnswer(colander.MappingSchema):
    """A notice."""

    id = said()
    at = said()
    subject = said()
    text = said()
    address = said()
    read_at = said(nullable=True)


class NoticesAnswer(colander.MappingSchema):
    """Notices, and how many are new in all."""

    items = several(NoticeAnswer())
    unread = counted()
