"""What a record contributes to each index."""

from typing import Any

from onestop_records.catalog.period import terms
from onestop_records.models.access import tokens
from onestop_records.models.folding import fold
from onestop_records.models.record import Record

VALUES = ("type", "category", "year", "retention", "classification", "unit", "keeping", "state")
SORT_FIELDS = ("date", "code", "title")
PLACE_PARTS = ("room", "cabinet", "shelf", "box")
PART = "\x1f"  # between the parts of a place; no printable text holds it
TITLE_BYTES = 120  # enough to order by, and the index stays small


def values(record: Record) -> dict[str, tuple[str, ...]]:
    """Field → values. ``token`` holds the reasons of ``models.access``, ``every`` one value for all.

    ``place`` is where the paper stands: room, cabinet, shelf and box joined by ``PART``.
    """
    found: dict[str, tuple[str, ...]] = {
        name: (str(getattr(record, name)),) for name in VALUES if name != "classification"
    }
    found["classification"] = (record.classification.code,)
    found["date"] = terms(str(record.date))
    found["token"] = tuple(sorted(tokens(record)))
    found["every"] = ("",)
    if any(record.place.get(part) for part in PLACE_PARTS):
        found["place"] = (PART.join(record.place.get(part) or "" for part in PLACE_PARTS),)
    return found


def sort_keys(record: Record) -> dict[str, Any]:
    """Field → key; None for a record that has none (no reference code before filing)."""
    return {"date": str(record.date), "code": record.reference_code, "title": title_key(record.title)}


def title_key(title: str) -> bytes:
    """Titles in the order of GB 18030, whose common characters stand by their pronunciation."""
    return fold(title).encode("gb18030", "replace")[:TITLE_BYTES]
