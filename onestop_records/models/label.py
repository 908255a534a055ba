"""Codes on labels: short, without characters that are mistaken, with one that checks the others.

A code is a letter for the kind, ten characters of the thing's random id and a check character:
``RABC-DEFG-HJK5``. It follows from the id, so nothing has to be kept or counted for it. The check character
is that of the hybrid scheme of ISO/IEC 7064 (MOD 11,10 for digits, MOD 37,36 for letters), over the 32
characters of our ids: every single wrong character is found.
"""

import re
import unicodedata

from onestop_records.models.identity import ALPHABET

RECORD, BOX = "R", "B"
CHARACTERS = ALPHABET.upper()
SIZE = len(CHARACTERS)
TAKEN = 10  # characters of the id: 50 bits
SHAPE = re.compile(rf"[{RECORD}{BOX}][{CHARACTERS}]{{{TAKEN + 1}}}\Z")
MISREAD = str.maketrans("ILO", "110")


def check_character(text: str) -> str:
    """The character that follows these, each of ``CHARACTERS``."""
    rest = SIZE
    for character in text:
        rest = (rest + CHARACTERS.index(character)) % SIZE or SIZE
        rest = rest * 2 % (SIZE + 1)
    return CHARACTERS[(SIZE + 1 - rest) % SIZE]


def label_code(kind: str, thing_id: str) -> str:
    """The code of a record or box, without hyphens."""
    text = kind + thing_id[:TAKEN].upper()
    return text + check_character(text)


def spaced(code: str) -> str:
    """A code as people read it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain_code(text: str) -> str:
    """What was scanned or typed as a code without hyphens; empty when it has not the shape of one."""
    folded = unicodedata.normalize("NFKC", text).upper()
    code = re.sub(r"[\s-]", "", folded).translate(MISREAD)
    return code if SHAPE.match(code) else ""


def is_right(code: str) -> bool:
    """True when the check character of a plain code is the right one."""
    return check_character(code[:-1]) == code[-1]


def id_start(code: str) -> str:
    """What the id of the thing begins with."""
    return code[1 : 1 + TAKEN].lower()
