"""Lists of what is found, as a workbook or as CSV."""

from typing import Any

import colander
from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IListing
from onestop_records.permissions import Permission
from schemas.nodes import Node, Text
from schemas.request import SearchQuery
from views.api.call import api_call
from views.api.search import question_of
from views.export import TYPES, delivered, words_of


class ListQuery(SearchQuery):
    """A search, which list of its hits, and in which form."""

    list = Node(Text(20), title="", missing="results", choices=("results", "catalogue", "due"))
    form = Node(Text(10), title="", missing="xlsx", choices=TYPES, validator=colander.OneOf(tuple(TYPES)))


@api_call("/lists", "GET", "A list of records found", Permission.LISTS, query=ListQuery, answers="*/*")
def read_list(context: object, request: Request) -> Response:
    """The same lists as on the pages; taking one out is an entry of the audit trail."""
    values: dict[str, Any] = request.values
    form = values["form"]
    table = request.find_service(IListing).table(values["list"], question_of(values), form, words_of(request))
    return delivered(request, table, form)
