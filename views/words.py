"""The words on screen for codes: states, grades, roles, and what stands in the lists of the schemas."""

from onestop_records.i18n import _
from schemas.person import ROLES, SCOPES
from schemas.record import CARRIERS, CLASSIFICATIONS, DATA_CATEGORIES, ORIGINS
from schemas.retention import ACTIONS as ENDS

__all__ = ["CARRIERS", "DATA_CATEGORIES", "ENDS", "GRADES", "ORIGINS", "READING", "ROLES", "SCOPES", "STATES"]

GRADES = CLASSIFICATIONS
STATES = {
    "captured": _("Captured"),
    "submitted": _("Submitted"),
    "accepted": _("Accepted"),
    "filed": _("Filed"),
    "returned": _("Returned"),
    "withdrawn": _("Withdrawn"),
    "destroyed": _("Destroyed"),
    "transferred": _("Transferred"),
}
READING = {  # what became of reading a file's text
    "read": _("Text read and searchable"),
    "empty": _("No text in it"),
    "unreadable": _("Not readable"),
    "encrypted": _("Encrypted"),
    "damaged": _("Damaged"),
    "too-long": _("Reading took too long and was stopped"),
    "too-large": _("Too large to read"),
}
CHECKED = {  # the four properties (DA/T 70-2018)
    "authenticity": _("Authenticity"),
    "integrity": _("Integrity"),
    "usability": _("Usability"),
    "security": _("Security"),
}
CHECKS = {
    "digest": _("Digest of every file"),
    "metadata-range": _("Dates and years are possible"),
    "code-unique": _("Reference code is unique"),
    "format-name": _("Names agree with formats"),
    "signature": _("Electronic signatures"),
    "file-count": _("Number of files"),
    "version-row": _("Row of versions"),
    "required-metadata": _("Required description"),
    "format-known": _("Format is allowed"),
    "opens": _("Files open"),
    "not-encrypted": _("Not encrypted"),
    "number-gap": _("No gap before the number"),
    "no-strays": _("Nothing that does not belong here"),
    "no-programs": _("No programs"),
    "no-virus": _("No virus"),
    "scanner": _("Virus scanner works"),
}
OUTCOMES = {
    "passed": _("passed"),
    "failed": _("failed"),
    "pending": _("waits"),
    "not-applicable": _("does not apply"),
}
OCCASIONS = {
    "filing": _("at filing"),
    "manual": _("on request"),
    "scheduled": _("on schedule"),
}
