"""What remains of a record that was destroyed or given away (已销毁注明; lifecycle, step 8)."""

from dataclasses import dataclass
from datetime import date as day
from datetime import datetime

from onestop_records.models.access import SENSITIVE
from onestop_records.models.record import Record

NEUTRAL = "（密件，题名从略）"  # the title of a classified record is not kept


@dataclass(frozen=True)
class Tombstone:
    """``outcome`` is ``destroyed`` or ``transferred``; ``batch`` the id of the disposal or transfer.

    People are ids. ``digests`` are those of all versions of all files; of a classified record neither title
    nor document number is kept. ``paper`` says how the paper was destroyed, ``receiver`` who got it.
    """

    outcome: str
    batch: str
    at: datetime
    reference_code: str
    title: str
    date: str
    year: int
    creator: str
    category: str
    unit: str
    retention: str
    starts: day | None
    due: day | None
    classification: str
    document_number: str
    pages: int
    digests: tuple[str, ...]
    proposed_by: str
    appraised_by: tuple[str, ...] = ()
    approved_by: str = ""
    approved_at: datetime | None = None
    witnessed_by: tuple[str, ...] = ()
    paper: str = ""
    receiver: str = ""


def kept_title(record: Record) -> str:
    """The title that a register and a tombstone may show for good."""
    return NEUTRAL if record.classification.classified else record.title


def told_title(record: Record) -> str:
    """The title as a list that many read may have it: neutral for sensitive personal information as well."""
    return NEUTRAL if record.data_category == SENSITIVE else kept_title(record)
