"""Batches of records that were arranged and filed together, for the list signed on handing over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Batch:
    """What 归档移交清单 lists: the records in the order of their numbers, who filed them and when."""

    id: str
    records: tuple[str, ...]
    category: str
    unit: str
    filed_by: str
    filed_at: datetime
    box: str = ""


def group_key(category: str, year: int, unit: str) -> str:
    """The key of a group of waiting records in ``site.arrangements``."""
    return f"{category}/{year}/{unit}"
