"""移交清册: read, printed, signed on paper, kept as a permanent record (lifecycle, *Custody handover*, 2)."""

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
    IHandoverRegisters,
    IResponsibilities,
    ISettings,
    IStorage,
)
from onestop_records.models.classification import Classification
from onestop_records.models.handover import (
    AS_IS,
    DAMAGED,
    DROPPED,
    GIVER,
    MISSING,
    PRESENT,
    RECEIVER,
    RECORD,
    SETTLED,
    SUPERVISOR,
    Handover,
    HandoverRow,
    Signature,
)
from onestop_records.models.record import Record
from onestop_records.models.tombstone import told_title
from onestop_records.services.batch import Maker, maker
from onestop_records.services.listing import BREAKS, Table
from onestop_records.services.register import BLANK, FONDS_FILE, XLSX, Register
from onestop_records.workflow.signing import receiving

CARRIERS = {"electronic": _("Electronic"), "paper": _("Paper"), "both": _("Paper and electronic")}
GRADES = {
    "public": _("Public"),
    "internal": _("Internal"),
    "confidential": _("Confidential"),
    "secret": _("Secret"),
    "top_secret": _("Top secret"),
}
FOUND = {"": _("Not checked"), PRESENT: _("Present"), MISSING: _("Missing"), DAMAGED: _("Damaged")}
REASONS = {
    "leaving": _("Leaves the house"),
    "post": _("Changes post"),
    "merger": _("Units are merged"),
    "return": _("Is given back"),
}
PARTS = {GIVER: _("Handed over by"), RECEIVER: _("Received by"), SUPERVISOR: _("Supervised by")}
COLUMNS = (
    (_("No."), 6),
    (_("Reference code"), 28),
    (_("Title"), 44),
    (_("Year"), 8),
    (_("Period"), 10),
    (_("Classification"), 10),
    (_("Pages"), 8),
    (_("Carrier"), 12),
    (_("Place"), 24),
    (_("State"), 10),
    (_("Remarks"), 28),
)


@implementer(IHandoverRegisters)
class HandoverRegisters:
    """For one reader, in the reader's language."""

    def __init__(
        self, maker: Maker, responsibilities: Any, capture: Any, filing: Any, storage: Any, limit: int
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.kinds = {kind.kind: kind.title for kind in responsibilities.kinds()}
        self.capture = capture
        self.filing = filing
        self.storage = storage
        self.limit = limit
        self.translate = maker.translate

    def register(self, handover: Handover, without: frozenset[int] = frozenset()) -> Register:
        title = self.translate(_("Register of a custody handover"))
        rows = [row for row in handover.rows() if row.sequence not in without]
        stays = [row for row in rows if row.outcome == DROPPED]
        shown = self._table(title, handover, [row for row in rows if row.outcome != DROPPED])
        left = self._table(self.translate(_("Stays with the giver")), handover, stays)
        cover, signatures = tuple(self._cover(handover, len(shown.rows))), tuple(self._signed(handover))
        return Register(title, cover, shown, left if stays else None, signatures)

    def _table(self, title: str, handover: Handover, rows: list[HandoverRow]) -> Table:
        widths = tuple(width for _heading, width in COLUMNS)
        headings = tuple(self.translate(heading) for heading, _width in COLUMNS)
        return Table(title, headings, widths, tuple(self.cells(handover, row) for row in rows))

    def cells(self, handover: Handover, row: HandoverRow) -> tuple[str, ...]:
        """A row as people read it; titles that only some may know of are neutral."""
        record = self.site.records.get(row.record) if row.record else None
        if record is not None and row.kind == RECORD:
            described = self._described(record)
        else:
            described = ("", self._titled(row, record), *("",) * 6)
        state = self.translate(FOUND[row.finding])
        cells = (str(row.sequence), *described, state, self._remarks(handover, row))
        return tuple(cell.translate(BREAKS) for cell in cells)

    def _described(self, record: Record) -> tuple[str, ...]:
        period = self.site.retention.get(record.retention)
        place = " / ".join(part for part in record.place.values() if part)
        return (
            record.reference_code or "",
            told_title(record),
            str(record.year or ""),
            period.title if period else record.retention,
            self.translate(GRADES[record.classification.code]),
            str(record.get("pages") or ""),
            self.translate(CARRIERS.get(record.carrier, record.carrier)),
            place,
        )

    def _titled(self, row: HandoverRow, record: Record | None) -> str:
        kind = self.translate(self.kinds.get(row.kind, row.kind))
        return f"{kind} · {row.title if record is None else told_title(record)}"

    def _remarks(self, handover: Handover, row: HandoverRow) -> str:
        parts = [row.note, row.decision_note]
        receiver = handover.receiver(row)
        if receiver is not None and len(handover.receivers) > 1:
            parts.append(self._name(receiver.person))
        if row.decision == AS_IS:
            parts.append(self.translate(_("passes as it is")))
        if handover.outcome(row) == SETTLED:
            parts.append(self.translate(_("filed, returned or done before the last signature")))
        return "; ".join(part for part in parts if part)

    def _cover(self, handover: Handover, count: int) -> Iterator[tuple[str, str]]:
        taking = "、".join(self._name(person) for person in receiving(handover))
        yield self.translate(_("Reason")), self.translate(REASONS[handover.reason])
        yield self.translate(_("Handed over by")), self._name(handover.giver)
        if handover.stand_in:
            why = handover.moved("stand-in")
            yield (
                self.translate(_("Stands in for who hands over")),
                f"{self._name(handover.stand_in)} {why.reason if why else ''}".strip(),
            )
        yield self.translate(_("Received by")), taking or BLANK
        if handover.until is not None:
            yield self.translate(_("Last day in the post")), handover.until.isoformat()
        yield self.translate(_("Number of things")), str(count)
        yield self.translate(_("Opened by")), self._day(handover.opened_by, handover.opened_at)
        yield (
            self.translate(_("Duty of confidence")),
            self.translate(_("Who hands over acknowledges that the duty of confidence goes on.")),
        )

    def _signed(self, handover: Handover) -> Iterator[tuple[str, str]]:
        """Who signed on screen stands there with the day; the other lines are for pen and paper."""
        for part, label in PARTS.items():
            people = receiving(handover) if part == RECEIVER else [""]
            for person in people or [""]:
                signature = handover.signature(part, person)
                words = self._signature(signature) if signature else f"{self._name(person)} {BLANK}".strip()
                yield self.translate(label), words

    def _signature(self, signature: Signature) -> str:
        words = [self._day(signature.person, signature.at)]
        if signature.day is not None:
            words = [f"{self._name(signature.person)} {signature.day.isoformat()}"]
            mapping = {"person": self._day(signature.recorded_by, signature.at)}
            words.append(self.translate(_("on paper, brought in by ${person}", mapping=mapping)))
        if signature.stands_for:
            mapping = {"person": self._name(signature.stands_for)}
            words.append(self.translate(_("for ${person}, who could not come", mapping=mapping)))
        if signature.acknowledged:
            words.append(self.translate(_("the duty of confidence is acknowledged")))
        return "; ".join(words)

    def _name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person else person_id

    def _day(self, person_id: str, at: datetime) -> str:
        return f"{self._name(person_id)} {self.maker.clock.local(at).date()}"

    def xlsx(self, register: Register) -> bytes:
        from onestop_records.services.registerbook import book  # takes memory that few processes need

        return book(register, self.translate(_("Cover")))

    def archive(self, handover: Handover) -> Record:
        kept = self.register(handover)
        files = [self.storage.receive(BytesIO(self.xlsx(kept)), kept.title + XLSX, self.limit)]
        if handover.scan is not None:
            files.append(handover.scan)
        mapping = {"register": kept.title, "person": self._name(handover.giver)}
        record: Record = self.capture.capture(
            {
                "type": "document",
                "title": self.translate(_("${register}: ${person}", mapping=mapping)),
                "date": self.maker.clock.today().isoformat(),
                "creator": self.site.title,
                "category": FONDS_FILE,
                "unit": self._unit(handover),
                "classification": Classification.INTERNAL.code,
                "retention": self._permanent(),
            },
            files,
        )
        if not self.site.fonds.category(record.category).direct_filing:
            self.filing.submit(record)
            self.filing.accept(record)
        self.filing.file(record, duplicates_accepted=True)
        handover.register, handover.problem = record.id, ""
        self.site.handovers.unarchived.remove(handover.id)
        return record

    def _unit(self, handover: Handover) -> str:
        """That of an archivist who opened it, or of the giver."""
        today = self.maker.clock.today()
        for person_id in (handover.opened_by, handover.giver):
            person = self.site.people.get(person_id)
            posts = person.appointments if person is not None else ()
            units = sorted(post.unit for post in posts if post.in_force(today)) or [p.unit for p in posts]
            if units:
                return units[0]
        return next(iter(self.site.units))

    def _permanent(self) -> str:
        return next(each.code for each in self.site.retention.values() if each.current.years is None)


def factory(context: object, request: Request) -> HandoverRegisters:
    return HandoverRegisters(
        maker(request),
        request.find_service(IResponsibilities),
        request.find_service(ICapture),
        request.find_service(IFiling),
        request.find_service(IStorage),
        request.find_service(ISettings).upload_limit,
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IHandoverRegisters)
