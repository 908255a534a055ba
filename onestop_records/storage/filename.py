"""Names of files as they come in: kept as given, refused when they could mislead a person or a program."""

import unicodedata

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _

LONGEST = 255  # characters
# Characters that turn the order of reading around, so that ``exe.fdp`` looks like ``pdf.exe``.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def kept_name(name: str) -> str:
    """Return the name to keep: NFC, no white space around it. Raises Violations with all that is wrong."""
    name = unicodedata.normalize("NFC", name).strip()
    Violations.check(Violation("file", message) for message in _wrong(name))
    return name


def _wrong(name: str) -> list[str]:
    wrong = []
    if name in ("", ".", ".."):
        wrong.append(_("The file has no name."))
    if "/" in name or "\\" in name:
        wrong.append(_("The file name holds a path; give the name alone."))
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name):
        wrong.append(_("The file name holds control or invalid characters."))
    if TURNING.intersection(name):
        wrong.append(_("The file name holds characters that turn the reading direction."))
    if len(name) > LONGEST:
        wrong.append(_("The file name is longer than ${count} characters.", mapping={"count": LONGEST}))
    return wrong
