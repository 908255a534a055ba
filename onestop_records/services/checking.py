"""What a four-property check asks of a record (DA/T 70-2018): one function an item, and their table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from onestop_records.errors import Damaged
from onestop_records.i18n import _
from onestop_records.models.component import Version
from onestop_records.models.partialdate import PartialDate
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.models.report import CheckItem, Outcome, Property
from onestop_records.models.site import Site

REQUIRED = ("title", "date", "creator", "category", "year", "unit", "retention")
FIRST_YEAR = 1500
UNKNOWN = "application/octet-stream"
PROGRAMS = frozenset(("application/vnd.microsoft.portable-executable", "application/x-executable"))
EXTENSIONS = {
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".jp2": "image/jp2",
    ".zip": "application/zip",
}
Found = tuple[Outcome, Any]  # an outcome and a message, empty when there is nothing to say
PASSED: Found = (Outcome.PASSED, "")
NOT_APPLICABLE: Found = (Outcome.NOT_APPLICABLE, "")


@dataclass(frozen=True)
class Case:
    """A record being checked, and whose help that needs; ``scan`` tells whether a file is clean."""

    record: Record
    site: Site
    storage: Any
    this_year: int
    scan: Callable[[Version], bool | None] | None

    @property
    def versions(self) -> list[Version]:
        """Every version of every file."""
        return [version for component in self.record.files for version in component.versions]

    @property
    def current(self) -> list[Version]:
        """The present version of every file."""
        return [component.current for component in self.record.files]

    @property
    def renditions(self) -> list[tuple[Version, Rendition | None]]:
        """Present versions with what was read from them, None while they wait."""
        return [(version, self.site.renditions.get(version.sha256)) for version in self.current]


def _failed(message: Any) -> Found:
    return Outcome.FAILED, message


def _names(versions: list[Version]) -> str:
    return "、".join(version.name for version in versions)


def digests(case: Case) -> Found:
    """Every version still has the bytes that came in."""
    if not case.versions:
        return NOT_APPLICABLE
    wrong = [version for version in case.versions if not _intact(case.storage, version)]
    if wrong:
        return _failed(
            _("Missing, or not the bytes that came in: ${files}", mapping={"files": _names(wrong)})
        )
    return PASSED


def _intact(storage: Any, version: Version) -> bool:
    try:
        return bool(storage.verify(version))
    except Damaged:
        return False


def ranges(case: Case) -> Found:
    """Dates and years are possible ones."""
    record = case.record
    if record.date and not isinstance(record.date, PartialDate):
        return _failed(_("The date is not a date"))
    years = [year for year in (record.year, record.date.year if record.date else None) if year]
    if any(not FIRST_YEAR <= year <= case.this_year for year in years):
        return _failed(_("The date or the year lies in the future or too far back"))
    return PASSED


def unique_code(case: Case) -> Found:
    """No other record bears the reference code."""
    code = case.record.reference_code
    if not code:
        return NOT_APPLICABLE
    if case.site.codes.get(code) not in (None, case.record.id):
        return _failed(_("Another record bears the reference code ${code}", mapping={"code": code}))
    return PASSED


def signatures(case: Case) -> Found:
    """Electronic signatures are told; whether they hold is for the archivist to see."""
    signed = [v for v, rendition in case.renditions if rendition and rendition.technical.get("signatures")]
    if signed:
        return Outcome.PENDING, _(
            "Electronically signed; have the signature verified: ${files}", mapping={"files": _names(signed)}
        )
    return _when_read(case, NOT_APPLICABLE)


def agreeing_names(case: Case) -> Found:
    """A name does not claim another format than the content has."""
    wrong = [version for version in case.current if _other_format(version)]
    if wrong:
        return _failed(
            _(
                "The name claims another format than the content has: ${files}",
                mapping={"files": _names(wrong)},
            )
        )
    return PASSED if case.current else NOT_APPLICABLE


def _other_format(version: Version) -> bool:
    expected = EXTENSIONS.get(PurePath(version.name).suffix.lower())
    return expected is not None and expected != version.media_type


def counts(case: Case) -> Found:
    """There is something to keep: files, or items, or paper."""
    record = case.record
    if record.files or record.items or record.carrier == "paper":
        return PASSED
    return _failed(_("No file is attached"))


def version_rows(case: Case) -> Found:
    """The versions of every file are numbered without a gap."""
    for component in case.record.files:
        if [version.number for version in component.versions] != list(range(1, len(component.versions) + 1)):
            return _failed(_("The versions have gaps: ${files}", mapping={"files": component.current.name}))
    return PASSED if case.record.files else NOT_APPLICABLE


def required(case: Case) -> Found:
    """What must always be known of a record (DA/T 18-2022)."""
    if all(case.record.get(name) for name in REQUIRED):
        return PASSED
    return _failed(_("The description lacks what must be known before filing"))


def known_formats(case: Case) -> Found:
    """The formats are ones that the archive knows; others are kept as they are."""
    unknown = [version for version in case.current if version.media_type == UNKNOWN]
    if unknown:
        return _failed(
            _("Unknown format, kept as it is and not readable: ${files}", mapping={"files": _names(unknown)})
        )
    return PASSED if case.current else NOT_APPLICABLE


def opening(case: Case) -> Found:
    """Every file opens."""
    bad = ("damaged", "too-long", "too-large")
    wrong = [version for version, rendition in case.renditions if rendition and rendition.status in bad]
    if wrong:
        return _failed(_("Cannot be opened: ${files}", mapping={"files": _names(wrong)}))
    return _when_read(case, PASSED)


def encryption(case: Case) -> Found:
    """No file needs a password, or restricts what may be done with it."""
    wrong = [version for version, rendition in case.renditions if rendition and _locked(rendition)]
    if wrong:
        return _failed(_("Encrypted or protected: ${files}", mapping={"files": _names(wrong)}))
    return _when_read(case, PASSED)


def _locked(rendition: Rendition) -> bool:
    return rendition.status == "encrypted" or bool(rendition.technical.get("protected"))


def _when_read(case: Case, found: Found) -> Found:
    """That, once the worker has read every file."""
    if not case.current:
        return NOT_APPLICABLE
    return found if all(rendition for _version, rendition in case.renditions) else (Outcome.PENDING, "")


def programs(case: Case) -> Found:
    """Nothing that runs stands among the files."""
    wrong = [version for version in case.current if version.media_type in PROGRAMS]
    if wrong:
        return _failed(_("Programs are no records: ${files}", mapping={"files": _names(wrong)}))
    return PASSED if case.current else NOT_APPLICABLE


def viruses(case: Case) -> Found:
    """The antivirus command of the settings finds nothing."""
    if case.scan is None or not case.versions:
        return NOT_APPLICABLE
    wrong = [version for version in case.versions if case.scan(version) is False]
    if wrong:
        return _failed(_("The scanner found a virus: ${files}", mapping={"files": _names(wrong)}))
    return PASSED


def scanner(case: Case) -> Found:
    """The antivirus command can be run at all."""
    if case.scan is None or not case.versions:
        return NOT_APPLICABLE
    if any(case.scan(version) is None for version in case.versions):
        return _failed(_("The virus scanner could not be run; ask the administrator"))
    return PASSED


@dataclass(frozen=True)
class Rule:
    """One item of every report. ``read`` marks those that need what the worker read from the files."""

    kind: Property
    name: str
    ask: Callable[[Case], Found]
    blocking: bool = False
    final: bool = False
    read: bool = False

    def item(self, case: Case) -> CheckItem:
        """Ask it of a record."""
        outcome, message = self.ask(case)
        values = {name: str(value) for name, value in (getattr(message, "mapping", None) or {}).items()}
        return CheckItem(self.kind, self.name, outcome, str(message), values, self.blocking, self.final)


RULES = (
    Rule(Property.AUTHENTICITY, "digest", digests, final=True),
    Rule(Property.AUTHENTICITY, "metadata-range", ranges, blocking=True),
    Rule(Property.AUTHENTICITY, "code-unique", unique_code, blocking=True),
    Rule(Property.AUTHENTICITY, "format-name", agreeing_names),
    Rule(Property.AUTHENTICITY, "signature", signatures, read=True),
    Rule(Property.INTEGRITY, "file-count", counts),
    Rule(Property.INTEGRITY, "version-row", version_rows, blocking=True),
    Rule(Property.INTEGRITY, "required-metadata", required, blocking=True),
    Rule(Property.USABILITY, "format-known", known_formats),
    Rule(Property.USABILITY, "opens", opening, read=True),
    Rule(Property.USABILITY, "not-encrypted", encryption, read=True),
    Rule(Property.SECURITY, "no-programs", programs, blocking=True),
    Rule(Property.SECURITY, "no-virus", viruses, final=True),
    Rule(Property.SECURITY, "scanner", scanner, blocking=True),
)


def examine(case: Case) -> Iterator[CheckItem]:
    """Every item."""
    return (rule.item(case) for rule in RULES)


def examine_again(case: Case, items: tuple[CheckItem, ...]) -> tuple[CheckItem, ...]:
    """The items with those that wait for reading asked again."""
    waiting = {rule.name: rule for rule in RULES if rule.read}
    return tuple(
        waiting[item.name].item(case) if item.outcome is Outcome.PENDING and item.name in waiting else item
        for item in items
    )
