"""Searches that a person keeps, and completions, as the API reads and answers them."""

import colander

from schemas.answer import Texts, said, several
from schemas.nodes import Node, Text
from schemas.request import optional


class SavedSearchSchema(colander.MappingSchema):
    """``query`` is what stands after the ``?`` of a search."""

    name = Node(Text(200), title="")
    query = Node(Text(5000), title="")


class SavedSearchAnswer(colander.MappingSchema):
    """A search that is kept."""

    id = said()
    name = said()
    query = said()
    saved_at = said()


class SavedSearchesAnswer(colander.MappingSchema):
    """All of them, oldest first."""

    items = several(SavedSearchAnswer())


class SuggestQuery(colander.MappingSchema):
    """What has been typed so far."""

    q = optional(60)


class SuggestionsAnswer(colander.MappingSchema):
    """Completions."""

    items = Texts()
