"""Unified social credit codes (统一社会信用代码, GB 32100-2015)."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
MODULUS = len(ALPHABET)  # 31
WEIGHTS = tuple(pow(3, place, MODULUS) for place in range(17))
LENGTH = 18


def normal(text: str) -> str:
    """As one compares it: half width, capitals, without the spaces and hyphens that forms are filled with."""
    return re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(first: str) -> str:
    """The last character for the first seventeen (GB 32100-2015, 5.5). Raises ValueError for strange ones."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first, WEIGHTS, strict=True))
    return ALPHABET[-total % MODULUS]


def shaped(code: str) -> bool:
    """True when it has the length and characters of a code."""
    return SHAPE.fullmatch(code) is not None


def valid(code: str) -> bool:
    """True for a code whose check character fits."""
    return shaped(code) and check_character(code[:-1]) == code[-1]
