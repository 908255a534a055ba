"""Lists that leave the system: the result of a search, and 归档文件目录 (DA/T 22-2015)."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import Actor, ListExported
from onestop_records.i18n import _
from onestop_records.interfaces import IFinding, IListing, INotifier
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.models.site import Site
from onestop_records.services.notifier import Notifier

MOST = 10_000  # rows of a list
WIDTH = 28  # characters of a column of free texts
# A spreadsheet would calculate what begins so; those of Chinese systems take full-width signs too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
Words = Mapping[str, Mapping[str, Any]]  # a set of words → code → its word, translatable
BREAKS = str.maketrans({"\r": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True)
class Column:
    """A heading (translatable), a width in characters, and what a record shows there.

    ``words`` names the set of words in which a code is put.
    """

    heading: Any
    width: int
    value: Callable[[int, Record], str]
    words: str = ""


@dataclass(frozen=True)
class List:
    """A kind of list; ``filed`` when it holds filed records alone, in the order ``sort``."""

    name: str
    title: Any
    columns: tuple[Column, ...]
    filed: bool = False
    sort: str = "code"


def _described(name: str) -> Callable[[int, Record], str]:
    return lambda place, record: str(record.description.get(name) or "")


PLACE = Column(_("No."), 6, lambda place, record: str(place))
CODE = Column(_("Reference code"), 32, lambda place, record: record.reference_code or "")
NUMBER = Column(_("Document number"), 22, _described("document_number"))
CREATOR = Column(_("Creator"), 22, lambda place, record: record.creator)
TITLE = Column(_("Title"), 60, lambda place, record: record.title)
DATE = Column(_("Date"), 12, lambda place, record: str(record.date))
PAGES = Column(_("Pages"), 8, _described("pages"))
REMARKS = Column(_("Remarks"), 24, _described("remarks"))
CLASSIFICATION = Column(
    _("Classification"), 10, lambda place, record: record.classification.code, "classification"
)
RETENTION = Column(_("Retention class"), 10, lambda place, record: record.retention, "retention")
DUE = Column(_("Due"), 12, lambda place, record: str(record.retention_due or ""))
ENDS = Column(_("At the end"), 16, lambda place, record: record.retention, "ends")
STATE = Column(_("State"), 10, lambda place, record: record.state, "state")

LISTS = {
    each.name: each
    for each in (
        List(
            "results",
            _("List of records found"),
            (PLACE, CODE, TITLE, CREATOR, DATE, NUMBER, CLASSIFICATION, RETENTION, STATE),
        ),
        List(
            "catalogue",
            _("Catalogue of filed documents"),
            (PLACE, CODE, NUMBER, CREATOR, TITLE, DATE, PAGES, REMARKS),
            filed=True,
        ),
        List(
            "due",
            _("List of records falling due"),
            (PLACE, CODE, TITLE, CREATOR, DATE, RETENTION, DUE, ENDS, PAGES, CLASSIFICATION, REMARKS),
            filed=True,
            sort="due",
        ),
    )
}


@dataclass(frozen=True)
class Table:
    """A list filled in: all cells are texts as people read them; ``widths`` in characters."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@implementer(IListing)
class Listing:
    """Lists for one reader, in the reader's language."""

    def __init__(
        self, site: Site, actor: Actor, finding: Any, notify: Notifier, translate: Callable[[Any], str]
    ) -> None:
        self.site = site
        self.actor = actor
        self.finding = finding
        self.notify = notify
        self.translate = translate

    def table(self, name: str, question: Question, form: str, words: Words) -> Table:
        kind = LISTS.get(name)
        if kind is None:
            raise Violations(Violation("list", _("There is no such list.")))
        if kind.filed:
            question = replace(question, filters={**question.filters, "state": ("filed",)}, sort=kind.sort)
        records = self.finding.listed(question, MOST)
        self._note(name, form, len(records))
        return self.fill(kind, records, words)

    def chosen(self, name: str, records: Sequence[Record], form: str, words: Words) -> Table:
        kind = LISTS.get(name)
        if kind is None:
            raise Violations(Violation("list", _("There is no such list.")))
        self._note(name, form, len(records))
        return self.fill(kind, records, words)

    def found(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> Table:
        self._note("lookup", form, len(rows))
        cells = tuple(tuple(cell.translate(BREAKS) for cell in row) for row in rows)
        return Table(title, tuple(headings), (WIDTH,) * len(headings), cells)

    def fill(self, kind: List, records: Iterable[Record], words: Words) -> Table:
        """The table of these records."""
        columns = kind.columns
        return Table(
            self.translate(kind.title),
            tuple(self.translate(column.heading) for column in columns),
            tuple(column.width for column in columns),
            tuple(self._row(columns, place, record, words) for place, record in enumerate(records, 1)),
        )

    def _row(self, columns: Iterable[Column], place: int, record: Record, words: Words) -> tuple[str, ...]:
        cells = ((column, column.value(place, record).translate(BREAKS)) for column in columns)
        return tuple(self.translate(words.get(column.words, {}).get(cell, cell)) for column, cell in cells)

    def _note(self, name: str, form: str, rows: int) -> None:
        after = {"list": name, "form": form, "records": rows}
        self.notify(ListExported(self.actor, self.actor.person, kind="person", after=after))

    def xlsx(self, table: Table) -> bytes:
        from onestop_records.services.spreadsheet import workbook  # takes memory that few processes need

        return workbook(table.headings, table.widths, table.rows)

    def csv(self, table: Table) -> bytes:
        stream = StringIO()
        writer = csv.writer(stream)
        writer.writerow(table.headings)
        writer.writerows([_harmless(text) for text in row] for row in table.rows)
        return stream.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _harmless(text: str) -> str:
    """CSV has no types: an apostrophe keeps spreadsheets from calculating."""
    return f"'{text}" if text.startswith(FORMULA) else text


def listing_factory(context: object, request: Request) -> Listing:
    return Listing(
        request.site,
        request.actor,
        request.find_service(IFinding),
        request.find_service(INotifier),
        request.localizer.translate,
    )


def includeme(config: Configurator) -> None:
    """Register lists."""
    config.register_service_factory(listing_factory, IListing)
