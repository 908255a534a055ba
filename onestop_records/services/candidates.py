"""Which records a batch may be opened from: what is due, free and not held (lifecycle, step 1)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.disposal import ACCOUNTS
from onestop_records.models.record import Record
from onestop_records.models.site import Site

MOST = 20_000  # records of a batch


def undue(record: Record, today: date) -> Iterator[Violation]:
    """Only what is filed and whose period has ended is disposed of (N70)."""
    if not record.filed:
        yield Violation("state", _("It is not on file"))
    elif record.retention_due is None:
        yield Violation("retention", _("It is kept permanently"))
    elif record.retention_due > today:
        mapping = {"due": record.retention_due.isoformat()}
        yield Violation("retention", _("It is not due before ${due}", mapping=mapping))


def unfit(
    site: Site, record: Record, impediments: Callable[[Record], Iterable[Violation]], today: date
) -> Iterator[Violation]:
    """Everything that keeps a record out of a new batch; ``impediments`` are asked of its items too."""
    yield from undue(record, today)
    if record.volume:
        yield Violation("volume", _("It stands in a volume and goes with it"))
    if record.id in site.disposals.disposing:
        yield Violation("record", _("It is in another batch already"))
    for one in (record, *(site.records[item] for item in record.items)):
        yield from impediments(one)


def fonds_of(site: Site, record: Record) -> str:
    """The number of the fonds in which the record is filed."""
    category = site.fonds.category(record.category)
    return category.__parent__.number if category is not None else ""


def together(site: Site, records: list[Record], unit: str) -> Iterator[Violation]:
    """A batch holds records of one fonds and one unit, and accounting records alone."""
    if any(record.unit != unit for record in records):
        yield Violation("records", _("A batch holds the records of one unit: its people appraise and watch"))
    if len({fonds_of(site, record) for record in records}) > 1:
        yield Violation("records", _("A batch holds the records of one fonds"))
    if len({accounting(record) for record in records}) > 1:
        yield Violation("records", _("Accounting records form a batch of their own"))


def accounting(record: Record) -> bool:
    """True for a record of the accounts (会计档案)."""
    return record.category.rpartition("/")[2] == ACCOUNTS


def wanted(values: Mapping[str, Any], record: Record) -> bool:
    """True when the record is what was asked for."""
    asked = ((name, values.get(name)) for name in ("unit", "category", "year", "retention"))
    return all(not value or getattr(record, name) == value for name, value in asked)
