"""A list of records: sorting, column choice, pages. Drawn by the part ``records``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.interfaces import IFinding
from onestop_records.models.record import Record
from onestop_records.models.search import SORTS, Question

COLUMNS = {
    "code": _("Reference code"),
    "title": _("Title"),
    "date": _("Date"),
    "creator": _("Creator"),
    "document_number": _("Document number"),
    "unit": _("Unit"),
    "retention": _("Retention"),
    "due": _("Due"),
    "ends": _("At the end"),
    "pages": _("Pages"),
    "classification": _("Classification"),
    "state": _("State"),
}
USUAL = ("code", "title", "date", "creator", "retention", "classification", "state")
SORTED_BY = {"code": "code", "title": "title", "date": "date", "due": "due"}
COOKIE = "columns"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Listing:
    """One page of records."""

    records: Sequence[Record]
    total: int
    sort: str = ""
    cursor: str | None = None
    lagging: bool = False
    columns: tuple[str, ...] = USUAL
    held: frozenset[str] = frozenset()  # ids, as far as the catalogue knows; a record's page asks the holds

    titles = COLUMNS

    def direction(self, column: str) -> str | None:
        """The value of ``aria-sort`` for a column."""
        if self.sort.lstrip("-") != SORTED_BY.get(column):
            return None
        return "descending" if self.sort.startswith("-") else "ascending"

    def sort_link(self, request: Request, column: str) -> str | None:
        """The address of the same list sorted by a column, the other way round on the second click."""
        name = SORTED_BY.get(column)
        if name is None or not self.sort:
            return None
        turned = f"-{name}" if self.sort == name and f"-{name}" in SORTS else name
        return request.layout.link(sort=turned, cursor=None)


def listing(request: Request, filters: Mapping[str, Sequence[str]], sort: str, limit: int) -> Listing:
    """The records that pass the filters and that the person may know of, one page of them."""
    wanted = request.GET.get("sort", sort)
    question = Question(
        filters=filters,
        sort=wanted if wanted in SORTS else sort,
        limit=limit,
        cursor=request.GET.get("cursor") or None,
        facets=(),
        passages=False,
    )
    results = request.find_service(IFinding).search(question)
    records = [hit.record for hit in results.items]
    held = frozenset(hit.record.id for hit in results.items if hit.held)
    columns = chosen_columns(request)
    return Listing(records, results.total, question.sort, results.cursor, results.lagging, columns, held)


def chosen_columns(request: Request) -> tuple[str, ...]:
    """The columns this browser has chosen; a new choice in the query is remembered."""
    asked = request.GET.getall("column")
    names = asked or request.cookies.get(COOKIE, "").split(".")
    found = tuple(name for name in COLUMNS if name in names)
    if asked and found:
        request.response.set_cookie(COOKIE, ".".join(found), max_age=YEAR, samesite="Lax", httponly=True)
    return found or USUAL
