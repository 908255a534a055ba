"""Items of the four-property check that ask the files: each returns an outcome and a message."""

from pathlib import PurePath
from typing import Any

from onestop_records.errors import Damaged
from onestop_records.i18n import _
from onestop_records.models.component import Version
from onestop_records.models.rendition import Rendition
from onestop_records.models.report import Outcome
from onestop_records.services.checkcase import NOT_APPLICABLE, PASSED, Case, Found, failed, names

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


def digests(case: Case) -> Found:
    """Every version still has the bytes that came in."""
    if not case.versions:
        return NOT_APPLICABLE
    wrong = [version for version in case.versions if not _intact(case.storage, version)]
    if wrong:
        return failed(_("Missing, or not the bytes that came in: ${files}", mapping={"files": names(wrong)}))
    return PASSED


def _intact(storage: Any, version: Version) -> bool:
    try:
        return bool(storage.verify(version))
    except Damaged:
        return False


def signatures(case: Case) -> Found:
    """Electronic signatures are told; whether they hold is for the archivist to see."""
    signed = [v for v, rendition in case.renditions if rendition and rendition.technical.get("signatures")]
    if signed:
        return Outcome.PENDING, _(
            "Electronically signed; have the signature verified: ${files}", mapping={"files": names(signed)}
        )
    return _when_read(case, NOT_APPLICABLE)


def agreeing_names(case: Case) -> Found:
    """A name does not claim another format than the content has."""
    wrong = [version for version in case.current if _other_format(version)]
    if wrong:
        return failed(
            _(
                "The name claims another format than the content has: ${files}",
                mapping={"files": names(wrong)},
            )
        )
    return PASSED if case.current else NOT_APPLICABLE


def _other_format(version: Version) -> bool:
    expected = EXTENSIONS.get(PurePath(version.name).suffix.lower())
    return expected is not None and expected != version.media_type


def known_formats(case: Case) -> Found:
    """The formats are ones that the archive knows; others are kept as they are."""
    unknown = [version for version in case.current if version.media_type == UNKNOWN]
    if unknown:
        return failed(
            _("Unknown format, kept as it is and not readable: ${files}", mapping={"files": names(unknown)})
        )
    return PASSED if case.current else NOT_APPLICABLE


def opening(case: Case) -> Found:
    """Every file opens."""
    wrong = [version for version, rendition in case.renditions if rendition and _closed(rendition)]
    if wrong:
        return failed(_("Cannot be opened: ${files}", mapping={"files": names(wrong)}))
    return _when_read(case, PASSED)


def _closed(rendition: Rendition) -> bool:
    """Unknown formats are kept as they are, and told by ``known_formats``."""
    if rendition.status == "unreadable":
        return rendition.media_type != UNKNOWN
    return rendition.status in ("damaged", "too-long", "too-large")


def encryption(case: Case) -> Found:
    """No file needs a password, or restricts what may be done with it."""
    wrong = [version for version, rendition in case.renditions if rendition and _locked(rendition)]
    if wrong:
        return failed(_("Encrypted or protected: ${files}", mapping={"files": names(wrong)}))
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
        return failed(_("Programs are no records: ${files}", mapping={"files": names(wrong)}))
    return PASSED if case.current else NOT_APPLICABLE


def strays(case: Case) -> Found:
    """Nothing is here that did not come in by capture, or belongs to another record."""
    record, site = case.record, case.site
    wrong = [v for v in case.versions if record.id not in site.digests.get(v.sha256, ())]
    if wrong:
        return failed(_("Nobody brought these files in: ${files}", mapping={"files": names(wrong)}))
    items = [site.records.get(item) for item in record.items]
    if any(item is None or item.volume != record.id for item in items):
        return failed(_("Items stand here that do not belong to it"))
    return PASSED if case.versions or items else NOT_APPLICABLE


def viruses(case: Case) -> Found:
    """The antivirus command of the settings finds nothing."""
    if case.scan is None or not case.versions:
        return NOT_APPLICABLE
    wrong = [version for version in case.versions if case.scan(version) is False]
    if wrong:
        return failed(_("The scanner found a virus: ${files}", mapping={"files": names(wrong)}))
    return PASSED


def scanner(case: Case) -> Found:
    """The antivirus command can be run at all."""
    if case.scan is None or not case.versions:
        return NOT_APPLICABLE
    if any(case.scan(version) is None for version in case.versions):
        return failed(_("The virus scanner could not be run; ask the administrator"))
    return PASSED
