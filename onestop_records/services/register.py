"""Appraisal report, destruction register (销毁清册) and transfer register, to be read, printed and kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.events import RegisterScanned
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IFiling, IRegisters, ISettings, IStorage
from onestop_records.models.component import Received
from onestop_records.models.disposal import ACCOUNTING, ARCHIVE, BUSINESS, Disposal, Row
from onestop_records.models.record import Record
from onestop_records.models.transfer import Transfer
from onestop_records.services.batch import Maker, maker
from onestop_records.services.listing import Table
from onestop_records.services.registertable import (
    ACCOUNTS,
    DECISIONS,
    GIVEN_AWAY,
    REGISTER,
    REPORT,
    TAKEN_OUT,
    Line,
    Speech,
    line,
    table,
)
from onestop_records.workflow.disposal import PROCESS

BLANK = "____________________"
FONDS_FILE = "WS"  # the category in which the papers about the archive itself are kept
XLSX = ".xlsx"
MOST_SAID = 3  # opinions of one person on a cover; the report has all


@dataclass(frozen=True)
class Register:
    """``cover`` and ``signatures`` are pairs (what, words); ``taken_out`` lists what stays, and why."""

    title: str
    cover: tuple[tuple[str, str], ...]
    table: Table
    taken_out: Table | None
    signatures: tuple[tuple[str, str], ...]


@implementer(IRegisters)
class Registers:
    """For one reader, in the reader's language."""

    def __init__(self, maker: Maker, capture: Any, filing: Any, storage: Any, limit: int) -> None:
        self.maker = maker
        self.site = maker.site
        self.capture = capture
        self.filing = filing
        self.storage = storage
        self.limit = limit
        self.speech = Speech(maker.clock.today(), maker.translate, self._name)

    def report(self, disposal: Disposal) -> Register:
        lines = self._lines(disposal.rows())
        title = self.speech.translate(_("Appraisal report"))
        cover = [*self._cover(disposal, len(lines)), *self._tally(lines)]
        shown = table(title, REPORT, lines, self.speech)
        return Register(title, tuple(cover), shown, None, tuple(self._appraised(disposal)))

    def register(self, batch: Disposal | Transfer) -> Register:
        if isinstance(batch, Transfer):
            return self._given_away(batch)
        rows = list(batch.rows())
        lines = self._lines(row for row in rows if row.to_destroy or row.outcome == "destroyed")
        out = self._lines(r for r in rows if r.decision == "destroy" and not self._in(r))
        accounts = batch.form == ACCOUNTING
        title = self.speech.translate(
            _("Destruction register of accounting records") if accounts else _("Destruction register")
        )
        left = table(self.speech.translate(_("Taken out of the register")), TAKEN_OUT, out, self.speech)
        return Register(
            title,
            tuple(self._cover(batch, len(lines))),
            table(title, ACCOUNTS if accounts else REGISTER, lines, self.speech),
            left if out else None,
            tuple(self._signed(batch)),
        )

    def _in(self, row: Row) -> bool:
        return row.to_destroy or row.outcome == "destroyed"

    def _given_away(self, transfer: Transfer) -> Register:
        title = self.speech.translate(_("Transfer register"))
        rows = list(transfer.rows())
        lines = self._lines(row for row in rows if row.outcome in ("", "transferred"))
        out = self._lines(row for row in rows if row.outcome not in ("", "transferred"))
        left = table(self.speech.translate(_("Taken out of the register")), TAKEN_OUT, out, self.speech)
        cover = [
            *self._pairs((_("Fonds"), transfer.fonds), (_("Batch"), transfer.title)),
            *self._pairs((_("Given to"), transfer.receiver), (_("Number of records"), str(len(lines)))),
            *self._pairs((_("SHA-256 of the package"), transfer.package_sha256 or BLANK)),
        ]
        number, day, signed_by = transfer.receipt
        signatures = self._pairs(
            (_("Handed over by"), self._signature(transfer.opened_by, transfer.opened_at)),
            (_("Approved by"), self._signature(transfer.approved_by, transfer.approved_at)),
            (_("Received by"), f"{signed_by} {day} {number}".strip() or BLANK),
        )
        shown = table(title, GIVEN_AWAY, lines, self.speech)
        return Register(title, tuple(cover), shown, left if out else None, tuple(signatures))

    def _lines(self, rows: Iterable[Row]) -> list[Line]:
        """The lines of the rows that the reader may know of; commands and the worker know all."""
        found: list[Line] = []
        for row in rows:
            record = self.site.records[row.record]
            if self.maker.knows(record):
                items = [self.site.records[each] for each in record.items]
                told = line(len(found) + 1, row, record, items, self._period(record), self._day)
                found.append(told)
        return found

    def _period(self, record: Record) -> str:
        found = self.site.retention.get(record.retention)
        return found.title if found else record.retention

    def _day(self, instant: datetime) -> date:
        return self.maker.clock.local(instant).date()

    def _name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person else person_id

    def _pairs(self, *pairs: tuple[Any, str]) -> Iterator[tuple[str, str]]:
        return ((self.speech.translate(label), value) for label, value in pairs)

    def _cover(self, disposal: Disposal, count: int) -> Iterator[tuple[str, str]]:
        fonds = self.site.fonds._fonds.get(disposal.fonds)
        unit = self.site.units.get(disposal.unit)
        yield from self._pairs(
            (_("Fonds"), f"{disposal.fonds} {fonds.title if fonds else ''}".strip()),
            (_("Batch"), disposal.title),
            (_("Unit"), unit.title if unit else disposal.unit),
            (_("Number of records"), str(count)),
            (_("Opened by"), self._signature(disposal.opened_by, disposal.opened_at)),
        )

    def _tally(self, lines: list[Line]) -> Iterator[tuple[str, str]]:
        for decision, words in DECISIONS.items():
            count = sum(line.row.decision == decision for line in lines)
            if count:
                yield self.speech.translate(words), str(count)

    def _signature(self, person: str, at: datetime | None, opinion: str = "") -> str:
        signed = f"{self._name(person)} {self._day(at).isoformat()}" if person and at else BLANK
        return f"{signed} {opinion}".strip()

    def _appraised(self, disposal: Disposal) -> Iterator[tuple[str, str]]:
        for side, label in ((ARCHIVE, _("For the archive")), (BUSINESS, _("For the business unit"))):
            people: dict[str, datetime] = {}
            said: dict[str, dict[str, None]] = {}  # by person, what was said, each once
            for opinion in (o for row in disposal.rows() for o in row.opinions if o.side == side):
                people[opinion.person] = max(opinion.at, people.get(opinion.person, opinion.at))
                words = f"{self.speech.translate(DECISIONS[opinion.decision])} {opinion.reason}".strip()
                said.setdefault(opinion.person, {})[words] = None
            signed = [
                self._signature(p, at, "、".join(list(said[p])[:MOST_SAID])) for p, at in people.items()
            ]
            yield self.speech.translate(label), "; ".join(signed) or BLANK
        yield from self._pairs((_("Leader of the appraisal group"), BLANK))

    def _signed(self, disposal: Disposal) -> Iterator[tuple[str, str]]:
        """Who signed on screen stands there with the day; the other lines are for pen and paper."""
        accounts = disposal.form == ACCOUNTING
        moved = disposal.moved("approve")
        agreed = self.speech.translate(_("Agreed"))
        opinion = f"{agreed} {moved.reason}" if moved and disposal.approved_by else ""
        approved = self._signature(disposal.approved_by, disposal.approved_at, opinion)
        if accounts:  # 会计档案管理办法 第十八条
            yield from self._pairs(
                (_("Head of the institution"), approved),
                (_("Head of the archive"), BLANK),
                (_("Head of accounting"), BLANK),
            )
        else:
            yield from self._pairs(
                (_("Leader of the appraisal group"), BLANK),
                (_("Head of the archive"), BLANK),
                (_("Head of the business unit"), BLANK),
            )
        handlers = (_("Handler, archive"), _("Handler, accounting") if accounts else _("Handler, unit"))
        for label, (_side, words) in zip(handlers, self._appraised(disposal), strict=False):
            yield self.speech.translate(label), words
        if not accounts:
            yield from self._pairs((_("Approved by"), approved))
        for side, label in ((ARCHIVE, _("Witness, archive")), (BUSINESS, _("Witness, business unit"))):
            witness = next((w for w in disposal.witnesses if w.side == side), None)
            signed = self._signature(witness.person, witness.signed_at) if witness else BLANK
            yield self.speech.translate(label), signed
        if accounts and any(row.carrier != "paper" for row in disposal.rows()):
            yield from self._pairs((_("Witness, information systems"), BLANK))  # 第十八条 (四)

    def attach(self, disposal: Disposal, received: Received) -> None:
        self.maker.check(PROCESS, disposal, "attach", self.maker.making())
        disposal.scans = (*disposal.scans, received)
        disposal.revision += 1
        after = {"number": len(disposal.scans), "size": received.size, "sha256": received.sha256}
        self.maker.notify(RegisterScanned(self.maker.actor, disposal.id, "disposal", after=after))

    def xlsx(self, register: Register) -> bytes:
        from onestop_records.services.registerbook import book  # takes memory that few processes need

        return book(register, self.speech.translate(_("Cover")))

    def archive(self, batch: Disposal | Transfer) -> Record:
        kept = [self.register(batch)]
        if isinstance(batch, Disposal):
            kept.append(self.report(batch))
        files = [
            self.storage.receive(BytesIO(self.xlsx(each)), each.title + XLSX, self.limit) for each in kept
        ]
        files += batch.scans if isinstance(batch, Disposal) else ()
        mapping = {"register": kept[0].title, "batch": batch.title}
        record: Record = self.capture.capture(
            {
                "type": "document",
                "title": self.speech.translate(_("${register}: ${batch}", mapping=mapping)),
                "date": self.maker.clock.today().isoformat(),
                "creator": self.site.title,
                "category": self._category(batch),
                "unit": self._unit(batch),
                "retention": self._permanent(),
            },
            files,
        )
        if not self.site.fonds.category(record.category).direct_filing:
            self.filing.submit(record)
            self.filing.accept(record)
        self.filing.file(record, duplicates_accepted=True)
        batch.register, batch.problem = record.id, ""
        self.site.unarchived.remove(batch.id)
        return record

    def _category(self, batch: Disposal | Transfer) -> str:
        found = self.site.fonds.category(FONDS_FILE)
        same = found is not None and found.__parent__.number == batch.fonds
        return FONDS_FILE if same else f"{batch.fonds}/{FONDS_FILE}"

    def _unit(self, batch: Disposal | Transfer) -> str:
        """The archivist's own: the register is a paper of the archive."""
        person = self.site.people.get(batch.opened_by)
        units = sorted(person.units(self.speech.today)) if person else []
        return units[0] if units else next(iter(self.site.units))

    def _permanent(self) -> str:
        return next(each.code for each in self.site.retention.values() if each.current.years is None)


def factory(context: object, request: Request) -> Registers:
    return Registers(
        maker(request),
        request.find_service(ICapture),
        request.find_service(IFiling),
        request.find_service(IStorage),
        request.find_service(ISettings).upload_limit,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IRegisters)
