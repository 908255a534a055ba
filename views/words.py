"""The words on screen for codes: states, grades, roles, and what stands in the lists of the schemas."""

from onestop_records.i18n import _
from schemas.person import ROLES, SCOPES
from schemas.record import CARRIERS, CLASSIFICATIONS, DATA_CATEGORIES, ORIGINS

__all__ = ["CARRIERS", "DATA_CATEGORIES", "GRADES", "ORIGINS", "READING", "ROLES", "SCOPES", "STATES"]

GRADES = CLASSIFICATIONS
STATES = {
    "captured": _("Captured"),
    "submitted": _("Submitted"),
    "accepted": _("Accepted"),
    "filed": _("Filed"),
    "returned": _("Returned"),
    "withdrawn": _("Withdrawn"),
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
