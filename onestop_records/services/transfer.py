"""Transfers to an archives institution (移交进馆): opening them, leading them to their end."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import TransferMoved, TransferOpened
from onestop_records.i18n import _
from onestop_records.interfaces import IImpediments, ITransfers
from onestop_records.models.disposal import Row
from onestop_records.models.identity import new_id
from onestop_records.models.record import Record
from onestop_records.models.transfer import Transfer
from onestop_records.services.batch import Maker, maker
from onestop_records.services.candidates import MOST, fonds_of
from onestop_records.workflow.transfer import PROCESS
from onestop_records.workflow.waiting import transfer_steps_wanted

LONGEST = 200  # characters of title, receiver and receipt


@implementer(ITransfers)
class Transfers:
    """For one actor."""

    def __init__(self, maker: Maker, impediments: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.impediments = impediments

    def open(self, values: Mapping[str, Any]) -> Transfer:
        title, receiver = ((values.get(name) or "").strip() for name in ("title", "receiver"))
        found = [*_short("title", title), *_short("receiver", receiver)]
        ids = list(dict.fromkeys(values.get("records") or ()))
        chosen = [record for record_id in ids if (record := self._named(record_id, found)) is not None]
        if not 1 <= len(ids) <= MOST:
            found.append(Violation("records", _("Name 1 to ${most} records", mapping={"most": MOST})))
        if len({fonds_of(self.site, record) for record in chosen}) > 1:
            found.append(Violation("records", _("A batch holds the records of one fonds")))
        Violations.check(found)
        transfer = Transfer(new_id(), title, fonds_of(self.site, chosen[0]), receiver)
        transfer.opened_by, transfer.opened_at = self.maker.actor.person, self.maker.clock.now()
        for sequence, record in enumerate(chosen, 1):
            known = (record.category, record.year, record.retention, record.carrier)
            transfer.add(Row(sequence, record.id, *known))
            self.site.disposals.disposing[record.id] = transfer.id
            transfer.size = sequence
        self.site.transfers.add(transfer)
        after = {"title": title, "receiver": receiver, "records": transfer.size}
        self.maker.notify(TransferOpened(self.maker.actor, transfer.id, "transfer", after=after))
        return transfer

    def _named(self, record_id: str, found: list[Violation]) -> Record | None:
        record = self.site.records.get(record_id)
        if record is None or not self.maker.knows(record):
            found.append(Violation("records", _("There is no record ${id}", mapping={"id": record_id})))
            return None
        for violation in self._unfit(record):
            code = record.reference_code or record_id
            mapping = {"code": code, "message": self.maker.translate(violation.message)}
            found.append(Violation("records", _("${code}: ${message}", mapping=mapping)))
        return record

    def _unfit(self, record: Record) -> Iterator[Violation]:
        if not record.filed:
            yield Violation("state", _("It is not on file"))
        if record.volume:
            yield Violation("volume", _("It stands in a volume and goes with it"))
        if record.id in self.site.disposals.disposing:
            yield Violation("record", _("It is in another batch already"))
        yield from self.impediments(record)

    def visible(self) -> list[Transfer]:
        return sorted(self.site.transfers.values(), key=lambda each: each.opened_at, reverse=True)

    def rows(self, transfer: Transfer, after: int = 0, limit: int = 50) -> tuple[list[Row], int]:
        records = self.site.records
        known = (row for row in transfer.rows(after) if self.maker.knows(records[row.record]))
        found = list(islice(known, limit + 1))
        return found[:limit], found[limit - 1].sequence if len(found) > limit else 0

    def steps(self, transfer: Transfer) -> tuple[str, ...]:
        making = self.maker.making("-")
        told_when_made = {"approve", "receive"}
        return tuple(
            name
            for name in PROCESS.allowed(transfer, self.maker.roles())
            if name in told_when_made or not PROCESS.violations(transfer, name, making)
        )

    def waits(self, transfer: Transfer) -> str:
        return next(transfer_steps_wanted(transfer, self.site.people[self.maker.actor.person]), "")

    def make(
        self, transfer: Transfer, name: str, reason: str = "", receipt: tuple[str, str, str] | None = None
    ) -> Transfer:
        making = self.maker.making(reason)
        PROCESS.check_state(transfer, name)
        if name == "receive":
            transfer.receipt = self._receipt(receipt or ("", "", ""))
        self.maker.check(PROCESS, transfer, name, making)
        if name == "approve":
            transfer.approved_by, transfer.approved_at = making.person, making.now
        elif name == "receive":
            transfer.todo.update(row.sequence for row in transfer.rows())
        elif name == "cancel":
            self._release(transfer)
        self.maker.move(PROCESS, transfer, name, making, TransferMoved)
        return transfer

    def _receipt(self, receipt: tuple[str, str, str]) -> tuple[str, str, str]:
        number, day, signed_by = (part.strip() for part in receipt)
        found = [*_short("receipt", number), *_short("signed_by", signed_by)]
        try:
            if date.fromisoformat(day) > self.maker.clock.today():
                found.append(Violation("day", _("The receipt is not of the future")))
        except ValueError:
            found.append(Violation("day", _("Give the day of the receipt as 2026-11-22")))
        Violations.check(found)
        return number, day, signed_by

    def _release(self, transfer: Transfer) -> None:
        transfer.package = None
        for row in transfer.rows():
            if self.site.disposals.disposing.get(row.record) == transfer.id:
                del self.site.disposals.disposing[row.record]
        self.site.transfers.active.remove(transfer.id)


def _short(field: str, text: str) -> Iterator[Violation]:
    if not text or len(text) > LONGEST or not text.isprintable():
        message = _("1 to ${limit} printable characters, please", mapping={"limit": LONGEST})
        yield Violation(field, message)


def factory(context: object, request: Request) -> Transfers:
    return Transfers(maker(request), request.find_service(IImpediments))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ITransfers)
