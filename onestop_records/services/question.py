"""Is a question well put?"""

from collections.abc import Iterator

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.search import FILTERS, SORTS, Question, days
from onestop_records.services.cursor import Cursor

LARGEST_PAGE = 200
LONGEST = 1000  # characters of a query
NEWEST = ("date", True)  # the order when nothing else tells


def check(question: Question) -> Cursor:
    """Where to begin; raises Violations with all that is wrong."""
    Violations.check(_wrong(question))
    return Cursor.read(question.cursor, question.sort) if question.cursor else Cursor(question.sort)


def _wrong(question: Question) -> Iterator[Violation]:
    if len(question.q) > LONGEST:
        yield Violation("q", _("At most ${limit} characters.", mapping={"limit": LONGEST}))
    for name in question.filters:
        if name not in FILTERS:
            yield Violation(name, _("There is no such filter."))
    for text in question.filters.get("due", ()):
        if not _is_range(text):
            yield Violation("due", _("A range of days is 2026-01-01..2026-12-31."))
    for name, text in (("from", question.since), ("to", question.until)):
        if text and not _is_date(text):
            yield Violation(name, _("A date is 2021, 2021-03 or 2021-03-05."))
    if _ends_before_it_begins(question.since, question.until):
        yield Violation("to", _("The period ends before it begins."))
    if not 1 <= question.limit <= LARGEST_PAGE:
        yield Violation("limit", _("From 1 to ${limit}.", mapping={"limit": LARGEST_PAGE}))
    if question.sort not in SORTS:
        yield Violation("sort", _("There is no such order."))
    elif question.cursor and not _is_cursor(question):
        yield Violation("cursor", _("This is not a cursor of this search."))


def _ends_before_it_begins(since: str, until: str) -> bool:
    """Compared as far as both say: a period may begin on a day of the month in which it ends."""
    length = min(len(since), len(until))
    return until[:length] < since[:length]


def _is_date(text: str) -> bool:
    try:
        PartialDate(text)
    except ValueError:
        return False
    return True


def _is_range(text: str) -> bool:
    try:
        days(text)
    except ValueError:
        return False
    return True


def _is_cursor(question: Question) -> bool:
    try:
        Cursor.read(question.cursor or "", question.sort)
    except ValueError:
        return False
    return True


def order(sort: str) -> tuple[str, bool]:
    """Field and direction for the catalogue."""
    return NEWEST if sort == "relevance" else (sort.removeprefix("-"), sort.startswith("-"))
