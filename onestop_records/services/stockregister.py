"""The register of a stock-taking (清点登记): read, printed, kept as a permanent record."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICapture,
    IFiling,
    ISettings,
    IStockRegisters,
    IStocktakings,
    IStorage,
)
from onestop_records.models.access import SENSITIVE
from onestop_records.models.classification import Classification
from onestop_records.models.label import plain_code, spaced
from onestop_records.models.record import Record
from onestop_records.models.stocktaking import RESULTS, Line, Stocktaking
from onestop_records.models.tombstone import NEUTRAL, kept_title
from onestop_records.services.batch import Maker, maker
from onestop_records.services.finding import ARCHIVE_PAPERS
from onestop_records.services.listing import BREAKS, Table
from onestop_records.services.register import BLANK, XLSX, Register

COLUMNS = (
    (_("No."), 6),
    (_("Result"), 14),
    (_("Reference code"), 28),
    (_("Title"), 44),
    (_("Year"), 8),
    (_("Place by the catalogue"), 30),
    (_("Found in"), 30),
    (_("Label code"), 16),
)


@implementer(IStockRegisters)
class StockRegisters:
    """For one reader, in the reader's language."""

    def __init__(
        self, maker: Maker, stocktakings: Any, capture: Any, filing: Any, storage: Any, limit: int
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.stocktakings = stocktakings
        self.capture = capture
        self.filing = filing
        self.storage = storage
        self.limit = limit
        self.translate = maker.translate

    def register(self, stocktaking: Stocktaking) -> Register:
        title = self.translate(_("Register of a stock-taking"))
        lines = self.stocktakings.lines(stocktaking)
        widths = tuple(width for _heading, width in COLUMNS)
        headings = tuple(self.translate(heading) for heading, _width in COLUMNS)
        order = sorted(lines, key=lambda line: (list(RESULTS).index(line.result), line.expected, line.code))
        rows = tuple(self._row(number, line) for number, line in enumerate(order, 1))
        cover = tuple(self._cover(stocktaking, lines))
        table = Table(title, headings, widths, rows)
        return Register(title, cover, table, None, tuple(self._signatures(stocktaking)))

    def _row(self, number: int, line: Line) -> tuple[str, ...]:
        record, box = self.site.records.get(line.record), self.site.boxes.get(line.box)
        code, title, year = "", "", ""
        if record is not None:
            code, title, year = record.reference_code or "", neutral_title(record), str(record.year or "")
        elif box is not None:
            title = box.title
        result = self.translate(RESULTS[line.result])
        label = spaced(line.code) if plain_code(line.code) else line.code
        cells = (str(number), result, code, title, year, line.expected, line.found, label)
        return tuple(cell.translate(BREAKS) for cell in cells)

    def _cover(self, stocktaking: Stocktaking, lines: list[Line]) -> Iterator[tuple[str, str]]:
        yield self.translate(_("Room")), self.site.rooms[stocktaking.room].name
        yield self.translate(_("Stock-taking")), stocktaking.title
        for result, words in RESULTS.items():
            yield self.translate(words), str(sum(line.result == result for line in lines))

    def _signatures(self, stocktaking: Stocktaking) -> Iterator[tuple[str, str]]:
        closed = stocktaking.moved("close")
        opened = self._signed(stocktaking.opened_by, stocktaking.opened_at)
        yield self.translate(_("Begun by")), opened
        yield self.translate(_("Closed by")), self._signed(closed.person, closed.at) if closed else BLANK
        custodian = self.site.people.get(self.site.rooms[stocktaking.room].custodian)
        name = custodian.name if custodian is not None else ""
        yield self.translate(_("Custodian of the room")), f"{name} {BLANK}".strip()

    def _signed(self, person_id: str, at: datetime) -> str:
        person = self.site.people.get(person_id)
        return f"{person.name if person else person_id} {self.maker.clock.local(at).date()}"

    def xlsx(self, register: Register) -> bytes:
        from onestop_records.services.registerbook import book  # takes memory that few processes need

        return book(register, self.translate(_("Cover")))

    def archive(self, stocktaking: Stocktaking) -> Record:
        kept = self.register(stocktaking)
        received = self.storage.receive(BytesIO(self.xlsx(kept)), kept.title + XLSX, self.limit)
        mapping = {"register": kept.title, "batch": stocktaking.title}
        record: Record = self.capture.capture(
            {
                "type": "document",
                "title": self.translate(_("${register}: ${batch}", mapping=mapping)),
                "date": self.maker.clock.today().isoformat(),
                "creator": self.site.title,
                "category": ARCHIVE_PAPERS,
                "unit": self._unit(stocktaking),
                "classification": Classification.INTERNAL.code,
                "retention": self._permanent(),
            },
            [received],
        )
        if not self.site.fonds.category(record.category).direct_filing:
            self.filing.submit(record)
            self.filing.accept(record)
        self.filing.file(record, duplicates_accepted=True)
        stocktaking.register, stocktaking.problem = record.id, ""
        self.site.stocktakings.unarchived.remove(stocktaking.id)
        return record

    def _unit(self, stocktaking: Stocktaking) -> str:
        person = self.site.people.get(stocktaking.opened_by)
        units = sorted(person.units(self.maker.clock.today())) if person is not None else []
        return units[0] if units else next(iter(self.site.units))

    def _permanent(self) -> str:
        return next(each.code for each in self.site.retention.values() if each.current.years is None)


def neutral_title(record: Record) -> str:
    """What a register says that many read: no title of what only some may know of."""
    return NEUTRAL if record.data_category == SENSITIVE else kept_title(record)


def factory(context: object, request: Request) -> StockRegisters:
    return StockRegisters(
        maker(request),
        request.find_service(IStocktakings),
        request.find_service(ICapture),
        request.find_service(IFiling),
        request.find_service(IStorage),
        request.find_service(ISettings).upload_limit,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IStockRegisters)
