"""Columns of registers and of the appraisal report, filled from records or from their tombstones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as day
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.disposal import ARCHIVE, BUSINESS, Row
from onestop_records.models.record import Record
from onestop_records.models.tombstone import kept_title
from onestop_records.services.listing import BREAKS, Table

DECISIONS = {
    "destroy": _("Destroy"),
    "extend": _("Extend"),
    "permanent": _("Keep permanently"),
    "transfer": _("Transfer"),
}
OUTCOMES = {
    "": _("Waiting"),
    "destroyed": _("Destroyed"),
    "extended": _("Period extended"),
    "permanent": _("Kept permanently"),
    "transfer": _("To be transferred"),
    "transferred": _("Transferred"),
    "refused": _("Not approved, stays"),
    "held": _("Held, taken out"),
    "failed": _("Failed, stays"),
}


@dataclass(frozen=True)
class Line:
    """One record as a register tells of it; ``title`` is neutral when it is classified."""

    place: int
    row: Row
    title: str
    year: int
    document_number: str
    creator: str
    date: str
    code: str
    required: str
    starts: day | None
    due: day | None
    pages: int
    ended: day | None
    items: int
    volume: str  # its number within the series (卷号)
    years: str  # first and last year of what it holds (起止年度)

    def kept(self, today: day) -> int | None:
        """For how many years it has been kept since its period began to run."""
        return None if self.starts is None else max(0, (self.ended or today).year - self.starts.year - 1)


def line(
    place: int,
    row: Row,
    record: Record,
    items: Iterable[Record],
    required: str,
    dated: Callable[[Any], day],
) -> Line:
    """What a register says of a record with its ``items``, or of its tombstone when it is gone."""
    stone = record.tombstone
    secret = record.classification.classified
    if stone is not None:
        number, creator, pages = stone.document_number, stone.creator, stone.pages
    else:
        number = "" if secret else str(record.get("document_number") or "")
        creator, pages = "" if secret else record.creator, int(record.get("pages") or 0)
    return Line(
        place,
        row,
        stone.title if stone is not None else kept_title(record),
        record.year,
        number,
        creator,
        str(record.date),
        record.reference_code or "",
        required,
        record.retention_starts,
        record.retention_due,
        pages,
        dated(stone.at) if stone is not None else None,
        max(1, len(record.items)),
        "" if record.sequence is None else str(record.sequence),
        _years(record, items),
    )


def _years(record: Record, items: Iterable[Record]) -> str:
    found = {record.year, *(item.date.first_day.year for item in items if item.date is not None)}
    first, last = min(found), max(found)
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Column:
    """A heading (translatable), a width in characters, and the cell of a line."""

    heading: Any
    width: int
    value: Callable[[Line, "Speech"], str]


@dataclass(frozen=True)
class Speech:
    """How things are said: the day, the language, the names of people."""

    today: day
    translate: Callable[[Any], str]
    name: Callable[[str], str]

    def years(self, count: int | None) -> str:
        """A number of years in words."""
        return "" if count is None else self.translate(_("${count} years", mapping={"count": count}))


def _remarks(line: Line, speech: Speech) -> str:
    row = line.row
    paper = [row.paper.method, row.paper.time, row.paper.place] if row.paper else []
    return ", ".join([*paper, row.note] if row.note else paper)


def _opinions(side: str) -> Callable[[Line, Speech], str]:
    def cell(line: Line, speech: Speech) -> str:
        given = (o for o in line.row.opinions if o.side == side)
        return "; ".join(_said(opinion, speech) for opinion in given)

    return cell


def _said(opinion: Any, speech: Speech) -> str:
    words = [speech.translate(DECISIONS[opinion.decision])]
    words += [opinion.until.isoformat()] if opinion.until else []
    words += [opinion.reason] if opinion.reason else []
    return f"{speech.name(opinion.person)}: {' '.join(words)}"


PLACE = Column(_("No."), 6, lambda line, speech: str(line.place))
TITLE = Column(_("Title"), 44, lambda line, speech: line.title)
YEAR = Column(_("Year"), 8, lambda line, speech: str(line.year))
NUMBER = Column(_("Document number"), 18, lambda line, speech: line.document_number)
CREATOR = Column(_("Creator"), 18, lambda line, speech: line.creator)
DATE = Column(_("Date"), 12, lambda line, speech: line.date)
CODE = Column(_("Reference code"), 28, lambda line, speech: line.code)
REQUIRED = Column(_("Required period"), 10, lambda line, speech: line.required)
KEPT = Column(_("Kept for"), 10, lambda line, speech: speech.years(line.kept(speech.today)))
PAGES = Column(_("Pages"), 8, lambda line, speech: str(line.pages or ""))
ENDED = Column(_("Destroyed on"), 12, lambda line, speech: line.ended.isoformat() if line.ended else "")
GIVEN = Column(_("Transferred on"), 12, ENDED.value)
REMARKS = Column(_("Remarks"), 24, _remarks)
DUE = Column(_("Due"), 12, lambda line, speech: line.due.isoformat() if line.due else "")
DECISION = Column(
    _("Decision"), 12, lambda line, speech: speech.translate(DECISIONS.get(line.row.decision, ""))
)
OUTCOME = Column(_("Outcome"), 12, lambda line, speech: speech.translate(OUTCOMES[line.row.outcome]))
COPIES = Column(_("Number of volumes"), 8, lambda line, speech: str(line.items))
VOLUME = Column(_("Volume number"), 8, lambda line, speech: line.volume)
YEARS = Column(_("First and last year"), 12, lambda line, speech: line.years)

REGISTER = (PLACE, TITLE, YEAR, NUMBER, CREATOR, DATE, CODE, REQUIRED, KEPT, PAGES, ENDED, REMARKS)
# 会计档案管理办法 第十八条 names these columns.
ACCOUNTS = (PLACE, TITLE, VOLUME, COPIES, YEARS, CODE, REQUIRED, KEPT, ENDED, REMARKS)
GIVEN_AWAY = (PLACE, TITLE, YEAR, NUMBER, CREATOR, DATE, CODE, REQUIRED, PAGES, GIVEN, REMARKS)
REPORT = (
    PLACE,
    TITLE,
    YEAR,
    CODE,
    REQUIRED,
    DUE,
    Column(_("Opinion of the archive"), 28, _opinions(ARCHIVE)),
    Column(_("Opinion of the business unit"), 28, _opinions(BUSINESS)),
    DECISION,
    OUTCOME,
)
TAKEN_OUT = (PLACE, TITLE, YEAR, CODE, OUTCOME, REMARKS)


def table(title: str, columns: Iterable[Column], lines: Iterable[Line], speech: Speech) -> Table:
    """The table of these lines."""
    columns = tuple(columns)
    return Table(
        title,
        tuple(speech.translate(column.heading) for column in columns),
        tuple(column.width for column in columns),
        tuple(tuple(column.value(line, speech).translate(BREAKS) for column in columns) for line in lines),
    )
