"""What stands on the list of a handover: collected from every kind of duty, narrowed, completed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onestop_records.models.duty import Duty
from onestop_records.models.handover import RECORD, Handover, HandoverRow, key
from onestop_records.models.person import Person
from onestop_records.models.record import Record
from onestop_records.services.batch import Maker
from onestop_records.services.kept import Kept

FIELDS = ("kind", "category", "carrier", "place")
PLACE_PARTS = ("room", "cabinet", "shelf", "box")


class HandoverList:
    """Collects for one unit of work."""

    def __init__(self, maker: Maker, responsibilities: Any, kept: Kept) -> None:
        self.maker = maker
        self.site = maker.site
        self.responsibilities = responsibilities
        self.kept = kept

    def fill(self, handover: Handover, exact: bool = False) -> int:
        """Put everything on it that is not; return how many rows came. See ``missing``."""
        count = 0
        added = handover.size > 0
        for sequence, row in enumerate(self.missing(handover, exact), handover.size + 1):
            handover.add(replace(row, sequence=sequence, added=added))
            count += 1
        return count

    def missing(self, handover: Handover, exact: bool = False) -> Iterator[HandoverRow]:
        """Rows, without a number, of what the giver answers for and the list does not know.

        ``exact`` asks every record there is, else the catalogue and what it may not know.
        """
        giver = self.site.people[handover.giver]
        for row in (*self._records(handover, giver, exact), *self._others(handover, giver)):
            if self._wanted(handover, row):
                yield row

    def current(self, giver: Person) -> Mapping[str, Duty]:
        """Everything but records that a person answers for, by ``key``."""
        return {key(duty.kind, duty.id): duty for duty in self._duties(giver)}

    def _records(self, handover: Handover, giver: Person, exact: bool) -> list[HandoverRow]:
        held = self.site.held(giver)
        ids = {record.id for record in self.kept.all(held)} if exact else self.kept.ids(held)
        fresh = (self.site.records[each] for each in ids if handover.row_of(RECORD, each) is None)
        return [row_of(record) for record in sorted(fresh, key=_order)]

    def _others(self, handover: Handover, giver: Person) -> Iterator[HandoverRow]:
        for duty in self._duties(giver):
            if handover.row_of(duty.kind, duty.id) is None:
                title = self.maker.translate(duty.title)
                yield HandoverRow(0, duty.kind, duty.id, duty.record, title, duty.address)

    def _duties(self, giver: Person) -> Iterator[Duty]:
        for kind in self.responsibilities.kinds():
            if kind.kind != RECORD:
                yield from kind.of(giver)

    def _wanted(self, handover: Handover, row: HandoverRow) -> bool:
        """What is given back is what came by an earlier handover, and nothing else."""
        earlier = self.site.handovers.get(handover.earlier) if handover.earlier else None
        return earlier is None or earlier.row_of(row.kind, row.id) is not None


def row_of(record: Record) -> HandoverRow:
    """A record as a row without a number."""
    return HandoverRow(
        0,
        RECORD,
        record.id,
        record.id,
        category=record.category,
        year=record.year,
        carrier=record.carrier,
        place=place_of(record),
    )


def place_of(record: Record) -> str:
    """Where the paper stands, in one line; empty for what is electronic."""
    return " / ".join(part for name in PLACE_PARTS if (part := record.place.get(name)))


def _order(record: Record) -> tuple[str, int, str, str]:
    return (record.category, record.year, record.reference_code or "￿", record.id)


def passes(handover: Handover, row: HandoverRow, narrowed: Mapping[str, Any]) -> bool:
    """True when a row is what was asked for."""
    if any(narrowed.get(name) and getattr(row, name) != narrowed[name] for name in FIELDS):
        return False
    if narrowed.get("year") and row.year != int(narrowed["year"]):
        return False
    if narrowed.get("receiver"):
        receiver = handover.receiver(row)
        if (receiver.person if receiver else "none") != narrowed["receiver"]:
            return False
    wanted = narrowed.get("finding")
    if wanted == "discrepancy":
        return row.discrepancy
    return not wanted or (row.finding or "none") == wanted
