"""Values of an account: compared as they are kept, and written into the audit trail as plain JSON."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from onestop_records.models.person import Appointment, Clearance, Person

CHANGEABLE = ("name", "email", "language", "roles", "clearance", "appointments")


def normal_username(username: str) -> str:
    """As it is kept and compared: half width, small letters."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def changed_values(person: Person, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``values`` that differ from the person's own, in the types in which they are kept."""
    wanted = {name: values[name] for name in CHANGEABLE if name in values}
    if "name" in wanted:
        wanted["name"] = wanted["name"].strip()
    if "roles" in wanted:
        wanted["roles"] = frozenset(wanted["roles"])
    if "appointments" in wanted:
        wanted["appointments"] = tuple(wanted["appointments"])
    return {name: value for name, value in wanted.items() if value != getattr(person, name)}


def plain(value: Any) -> Any:
    """A value as the audit trail keeps it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Appointment):
        return {
            "unit": value.unit,
            "post": value.post,
            "since": value.since.isoformat(),
            "until": _iso(value.until),
            "deputy": value.deputy,
        }
    if isinstance(value, Clearance):
        return {
            "grade": value.grade.code,
            "until": _iso(value.until),
            "granted_by": value.granted_by,
            "basis": value.basis,
        }
    return value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
