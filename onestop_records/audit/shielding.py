"""What the trail keeps to itself: secrets and content never go into it (security, *Audit trail*).

Of records with sensitive personal information, complaint files first of all, it says which fields an act
changed and not what they say: neither who complained nor of whom stands in any entry.
"""

from collections.abc import Mapping
from typing import Any

from onestop_records.models.access import SENSITIVE, shut_out
from onestop_records.models.record import Record
from onestop_records.models.site import Site

SHIELDED = "***"
TOLD = frozenset(  # what says nothing of the content
    {
        "type",
        "state",
        "category",
        "year",
        "retention",
        "retention_starts",
        "retention_due",
        "reference_code",
        "sequence",
        "classification",
        "data_category",
        "keeping",
        "volume",
        "items",
        "case_state",
    }
)
OF_A_FILE = frozenset({"id", "version", "size", "sha256"})


def shielded(site: Site, subject: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changed fields of a subject as its trail may tell them."""
    record: Record | None = site.records.get(subject)
    if record is None or record.data_category != SENSITIVE:
        return values
    return {name: value if name in TOLD else _hidden(value) for name, value in values.items()}


def _hidden(value: Any) -> Any:
    """Digests and sizes of files stay: they prove that nothing was exchanged."""
    if isinstance(value, Mapping) and "sha256" in value:
        return {name: part if name in OF_A_FILE else SHIELDED for name, part in value.items()}
    if isinstance(value, (list, tuple)) and any(isinstance(part, Mapping) for part in value):
        return [_hidden(part) for part in value]
    return SHIELDED if value else value


def shut(site: Site, subject: str, principals: frozenset[str]) -> bool:
    """True when a subject is a complaint, a report of misconduct, or their file, that is shut to these."""
    complaint, case, record = site.complaints.get(subject), site.cases.get(subject), site.records.get(subject)
    if record is not None:
        return shut_out(record, principals)
    denied = complaint.complained if complaint is not None else case.reported if case is not None else ()
    return any(f"deny:{person}" in principals for person in denied)
