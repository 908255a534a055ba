"""What a record contributes to each index."""

from collections.abc import Sequence
from typing import Any

from onestop_records.catalog.period import terms
from onestop_records.models.access import tokens
from onestop_records.models.enterprise import key
from onestop_records.models.folding import fold
from onestop_records.models.record import Record

VALUES = ("type", "category", "year", "retention", "classification", "unit", "keeping", "state")
# What the file of a case or complaint says of it, and any other record of an enterprise or a matter.
CASEWORK = (
    "matter",
    "enterprise",
    "applicant",
    "case_kind",
    "case_state",
    "in_time",
    "received",
    "closed",
    "satisfaction",
)
NAMES = frozenset({"enterprise", "applicant"})
MONTHS = frozenset({"received", "closed"})  # days, kept by the month
FURTHER = ("growing", "item", "due", "period", "held", "hold", "date", "token", "place", "every")
SORT_FIELDS = ("date", "code", "title", "due")
PLACE_PARTS = ("room", "cabinet", "shelf", "box")
PART = "\x1f"  # between the parts of a place; no printable text holds it
TITLE_BYTES = 120  # enough to order by, and the index stays small


def values(record: Record, holds: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Field → values. ``token`` holds the reasons of ``models.access``, ``every`` one value for all.

    ``place`` is where the paper stands: room, cabinet, shelf and box joined by ``PART``. ``due`` is the day
    on which the period of a filed record ends, empty for an item, which goes with its volume; ``period`` what
    an edition of its class must know of it; ``holds`` are ids of what covers it.
    """
    found: dict[str, tuple[str, ...]] = {
        name: (str(getattr(record, name)),) for name in VALUES if name != "classification"
    }
    found["classification"] = (record.classification.code,)
    found["date"] = terms(str(record.date))
    found["token"] = tuple(sorted(tokens(record)))
    found["every"] = ("",)
    found["growing"] = ("yes" if record.growing else "no",)
    found["item"] = ("yes" if record.volume else "no",)
    found["due"] = (due,) if (due := due_day(record)) else ()
    found["period"] = period(record)
    found.update(held(holds))
    found.update(casework(record))
    if any(record.place.get(part) for part in PLACE_PARTS):
        found["place"] = (PART.join(record.place.get(part) or "" for part in PLACE_PARTS),)
    return found


def held(holds: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What being held adds."""
    return {"held": ("yes" if holds else "no",), "hold": tuple(holds)}


def casework(record: Record) -> dict[str, tuple[str, ...]]:
    """What the description says of a case; days by their month, ``2026-11``, or year when that is all."""
    told = ((name, str(record.description.get(name) or "")) for name in CASEWORK)
    return {name: (casework_value(name, value),) for name, value in told if value}


def casework_value(name: str, value: str) -> str:
    """A value as the index has it: names compare folded, see ``models.enterprise.key``."""
    if name in MONTHS:
        return value[:7]
    return key(value) if name in NAMES else value


def due_day(record: Record) -> str | None:
    """The day a record may be disposed of; None in a volume, when permanent, before filing."""
    if not record.filed or record.volume or record.retention_due is None:
        return None
    return record.retention_due.isoformat()


def period(record: Record) -> tuple[str, ...]:
    """``year|due|appraised`` of a filed record."""
    if not record.filed or record.retention_starts is None:
        return ()
    return (f"{record.retention_starts.year}|{record.retention_due or ''}|{record.appraised}",)


def sort_keys(record: Record) -> dict[str, Any]:
    """Field → key; None for a record that has none (no reference code before filing)."""
    return {
        "date": str(record.date),
        "code": record.reference_code,
        "title": title_key(record.title),
        "due": due_day(record),
    }


def title_key(title: str) -> bytes:
    """Titles in the order of GB 18030, whose common characters stand by their pronunciation."""
    return fold(title).encode("gb18030", "replace")[:TITLE_BYTES]
