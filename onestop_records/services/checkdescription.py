"""Items of the four-property check that ask the description: each returns an outcome and a message."""

from onestop_records.i18n import _
from onestop_records.models.code import split
from onestop_records.models.partialdate import PartialDate
from onestop_records.services.checkcase import NOT_APPLICABLE, PASSED, Case, Found, failed

REQUIRED = ("title", "date", "creator", "category", "year", "unit", "retention")
FIRST_YEAR = 1500


def ranges(case: Case) -> Found:
    """Dates and years are possible ones."""
    record = case.record
    if record.date and not isinstance(record.date, PartialDate):
        return failed(_("The date is not a date"))
    years = [year for year in (record.year, record.date.year if record.date else None) if year]
    if any(not FIRST_YEAR <= year <= case.this_year for year in years):
        return failed(_("The date or the year lies in the future or too far back"))
    return PASSED


def unique_code(case: Case) -> Found:
    """No other record bears the reference code, nor the one that filing would give."""
    code = case.code
    if not code:
        return NOT_APPLICABLE
    if case.site.codes.get(code) not in (None, case.record.id):
        return failed(_("Another record bears the reference code ${code}", mapping={"code": code}))
    return PASSED


def number_before(case: Case) -> Found:
    """The series has no gap before this number: the one before it was given, whatever became of it."""
    code = case.record.reference_code or ""
    parts = split(code)
    if parts is None or parts[1] < 2:
        return NOT_APPLICABLE
    key, number = parts
    before = f"{key}{number - 1:0{len(code) - len(key)}}"
    if before in case.site.codes:
        return PASSED
    return failed(_("The number before it, ${code}, is missing from the series", mapping={"code": before}))


def counts(case: Case) -> Found:
    """There is something to keep: files, or items, or paper."""
    record = case.record
    if record.files or record.items or record.carrier == "paper":
        return PASSED
    return failed(_("No file is attached"))


def version_rows(case: Case) -> Found:
    """The versions of every file are numbered without a gap."""
    for component in case.record.files:
        if [version.number for version in component.versions] != list(range(1, len(component.versions) + 1)):
            return failed(_("The versions have gaps: ${files}", mapping={"files": component.current.name}))
    return PASSED if case.record.files else NOT_APPLICABLE


def required(case: Case) -> Found:
    """What must always be known of a record (DA/T 18-2022)."""
    if all(case.record.get(name) for name in REQUIRED):
        return PASSED
    return failed(_("The description lacks what must be known before filing"))
