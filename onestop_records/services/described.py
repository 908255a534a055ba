"""Rules of a description that no schema can know: defaults, what filing fixes, who is shut out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.access import DRAFT_STATES
from onestop_records.models.classification import Classification
from onestop_records.models.record import Record
from onestop_records.models.site import Site

# What a field becomes when its value is taken away; all others become None.
EMPTY: Mapping[str, Any] = {
    "creator": "",
    "category": "",
    "year": 0,
    "unit": "",
    "retention": "",
    "place": {},
    "participants": (),
    "readers": (),
}
# Fields that decide who may know of a record.
RULING = frozenset(
    {"classification", "data_category", "unit", "participants", "readers", "complained_person"}
)
LONGEST_REASON = 2000  # characters
CLASSIFYING = ("classification", "classification_term", "classification_basis")
# The reference code and the retention period speak of these: filing fixes them.
FIXED_BY_FILING = (
    "category",
    "year",
    "unit",
    "retention",
    "retention_start",
    "validity_end",
    "closed",
    "group",
)
# What a case said of itself when it was closed; it stays in its file.
FIXED_BY_CASE = (
    "case",
    "matter",
    "enterprise",
    "applicant",
    "case_kind",
    "case_state",
    "in_time",
    "received",
    "closed",
    "outcome",
    "satisfaction",
)


def completed(site: Site, fields: Mapping[str, Any], person_id: str, today: date) -> dict[str, Any]:
    """Add what the filing scope, the matter, the category, the date and the person's unit suggest."""
    known = dict(fields)
    entry = site.scope.get(known.get("scope", ""))
    if entry is not None and entry.category:
        known.setdefault("category", entry.category)
    if entry is not None and entry.retention:
        known.setdefault("retention", entry.retention)
    by_matter = site.retention.for_matter(known.get("matter", ""))
    if by_matter:
        known.setdefault("retention", by_matter)
    category = site.fonds.category(known.get("category", ""))
    if category is not None and category.retention:
        known.setdefault("retention", category.retention)
    if "date" in known:
        known.setdefault("year", known["date"].year)
    person = site.people.get(person_id)
    units = sorted(person.units(today)) if person is not None else ()
    if units:
        known.setdefault("unit", units[0])
    return known


def fixed(record: Record, present: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[Violation]:
    """A violation for every change that the record's state doesn't allow any more."""
    if record.state not in DRAFT_STATES:
        for name in CLASSIFYING:
            if present.get(name) != fields.get(name) and (name, present.get(name)) != (
                "classification",
                None,
            ):
                yield Violation(name, _("Only the classifying officer changes the classification"))
    if record.casework and not record.growing:
        for name in FIXED_BY_CASE:
            if present.get(name) != fields.get(name):
                yield Violation(name, _("Fixed since the case was closed"))
    if record.filed:
        for name in FIXED_BY_FILING:
            if present.get(name) != fields.get(name):
                yield Violation(name, _("Fixed since filing"))
        if record.date is not None and getattr(fields.get("date"), "year", None) != record.date.year:
            yield Violation("date", _("The year is fixed since filing: the retention period runs from it"))


def shut_out(site: Site, record: Record) -> tuple[str, ...]:
    """The people complained of or reported, denied the file whatever else they hold (security)."""
    folder, __, case_id = record.casework.partition("/")
    case = site.cases.get(case_id) if folder == "cases" else None
    if case is not None and case.reported:
        return case.reported
    complaint = site.complaints.of_file(record.volume or record.id)
    if complaint is not None:
        return complaint.complained
    named = record.get("complained_person")
    volume = site.records.get(record.volume) if record.volume else None
    if volume is not None:
        named = volume.get("complained_person") or named
    if not named:
        return ()
    return tuple(p.id for p in site.people.values() if named in (p.id, p.username, p.name))


def reason_given(field: str, text: str) -> str:
    """The reason for an act, without white space around it. Raises Violations when it cannot be kept."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_REASON or not text.replace("\n", "").isprintable():
        message = _("At most ${limit} printable characters, please", mapping={"limit": LONGEST_REASON})
        raise Violations(Violation(field, message))
    return text


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON knows them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Classification):
        return value.code
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value
