"""Argon2 hashes, and what makes a password acceptable."""

from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from translationstring import TranslationString
from zope.interface import implementer

from onestop_records.i18n import _
from onestop_records.interfaces import IPasswords

SHORTEST = 10
LONGEST = 200  # characters; more would only cost time


@cache
def bad_passwords() -> frozenset[str]:
    """The shipped list of passwords that everybody tries first, in lower case."""
    text = files(__package__).joinpath("bad_passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split() if line)


@implementer(IPasswords)
class Passwords:
    """``time_cost`` rounds over ``memory_cost`` KiB; the defaults follow OWASP (argon2id, 19 MiB)."""

    def __init__(self, time_cost: int = 2, memory_cost: int = 19 * 1024) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)
        self._nobody = ""

    def hash(self, password: str) -> str:
        """The hash to store."""
        return self._hasher.hash(_bytes(password))

    def verify(self, stored: str, password: str) -> bool:
        """True when it is the one; an empty ``stored`` costs the same time and is never right."""
        if not self._nobody:
            self._nobody = self.hash("nobody")
        try:
            return self._hasher.verify(stored or self._nobody, _bytes(password)) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False

    def problems(self, password: str, username: str) -> list[TranslationString]:
        """Too short, too long, known to everybody, or the username."""
        found = []
        folded = password.casefold()
        if len(password) < SHORTEST:
            found.append(_("A password has at least ${least} characters.", mapping={"least": SHORTEST}))
        if len(password) > LONGEST:
            found.append(_("A password has at most ${most} characters.", mapping={"most": LONGEST}))
        if folded in bad_passwords() or len(set(folded)) <= 2:
            found.append(_("This password is among those that are tried first."))
        if username and folded == username.casefold():
            found.append(_("The password must not be the username."))
        return found


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
