"""Looking many up at once: reference codes or titles from a spreadsheet or a pasted list (批量查档)."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.interfaces import IFinding, ILookup
from onestop_records.models.folding import fold
from onestop_records.models.record import Record
from onestop_records.models.search import Question
from onestop_records.models.site import Site

MOST = 500  # lines
LONGEST = 300  # characters of a line
LARGEST = 5 * 1024 * 1024  # bytes of a file, and
UNPACKED = 20 * LARGEST  # of a workbook unpacked
OFFERED = 20  # records told of one line
HEADINGS = ("档号", "题名", "标题", "reference code", "code", "title")
CODE_SIGNS = "-·"


@dataclass(frozen=True)
class Answer:
    """A line and the records it means, as far as the reader may know of them."""

    text: str
    records: tuple[Record, ...]


@implementer(ILookup)
class Lookup:
    """For one reader."""

    def __init__(self, site: Site, finding: Any, knows: Any) -> None:
        self.site = site
        self.finding = finding
        self.knows = knows

    def read(self, content: bytes, name: str) -> list[str]:
        if len(content) > LARGEST:
            raise Violations(Violation("files", _("The file is too large for a list")))
        try:
            table = _workbook(content) if content.startswith(b"PK") else _table(_text(content))
        except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, csv.Error) as error:
            raise Violations(Violation("files", _("This is no workbook and no list of texts"))) from error
        return _column(table)

    def lines(self, text: str) -> list[str]:
        return _column(_table(text))

    def answers(self, lines: Iterable[str]) -> list[Answer]:
        asked = [line.strip()[:LONGEST] for line in lines if line.strip()]
        if len(asked) > MOST:
            message = _("At most ${most} lines at once", mapping={"most": MOST})
            raise Violations(Violation("lines", message))
        return [Answer(line, tuple(self._records(line))) for line in asked]

    def _records(self, line: str) -> list[Record]:
        record = self.site.records.get(self.site.codes.get(line, ""))
        if record is not None and self.knows(record):
            return [record]
        words = line.replace('"', " ")
        fields = ("title", "code") if any(sign in line for sign in CODE_SIGNS) else ("title",)
        for field in fields:
            found = self.finding.listed(Question(q=f'{field}:"{words}"'), OFFERED)
            exact = [record for record in found if fold(record.title) == fold(line)]
            if found:
                return exact or found
        return []


def _workbook(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED:
            raise ValueError("too large unpacked")
    from openpyxl import load_workbook  # takes memory that few processes need

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = islice(book.worksheets[0].iter_rows(values_only=True), MOST + 2)
    return [["" if value is None else str(value) for value in row[:50]] for row in rows]


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("no known encoding")


def _table(text: str) -> list[list[str]]:
    """Rows of cells: pasted from a spreadsheet with tabs, or CSV; a line without either is one cell."""
    first = text.split("\n", 1)[0]
    if "\t" in first or not any(f"{name}," in f"{first.lower()}," for name in HEADINGS):
        return [line.split("\t") for line in text.splitlines()]
    return list(islice(csv.reader(io.StringIO(text, newline="")), MOST + 2))


def _column(table: list[list[str]]) -> list[str]:
    """The column of codes or titles when a heading names one, else the first."""
    heads = [cell.strip().lower() for cell in table[0]] if table else []
    place = next((heads.index(name) for name in HEADINGS if name in heads), None)
    rows = table if place is None else table[1:]
    found = [row[place or 0].strip() for row in rows if len(row) > (place or 0)]
    return [cell for cell in found if cell]


def factory(context: object, request: Request) -> Lookup:
    return Lookup(request.site, request.find_service(IFinding), request.knows)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ILookup)
