"""What may go wrong, in the words of the field. Messages are translatable."""

from collections.abc import Iterable
from dataclasses import dataclass

from translationstring import TranslationString


@dataclass(frozen=True)
class Violation:
    """One rule that was not met: the field it concerns (empty for the whole) and what to do."""

    field: str
    message: TranslationString | str


class Refused(Exception):
    """An act that the rules forbid; carries every violation, never only the first."""

    def __init__(self, *violations: Violation) -> None:
        super().__init__("; ".join(_sentence(violation) for violation in violations))
        self.violations = violations


def _sentence(violation: Violation) -> str:
    """For logs and the command line: in English, with its values filled in."""
    message = violation.message
    text = message.interpolate() if isinstance(message, TranslationString) else message
    return f"{violation.field}: {text}" if violation.field else text


class Violations(Refused):
    """The content of a request breaks one or more rules (HTTP 422)."""

    @classmethod
    def check(cls, violations: Iterable[Violation]) -> None:
        """Raise if there is any violation."""
        found = tuple(violations)
        if found:
            raise cls(*found)


class Unmarkable(Refused):
    """A classified file cannot bear the mark of its reader; it is not delivered without (HTTP 422)."""


class Conflict(Refused):
    """Somebody else was faster, or the state does not allow the act any more (HTTP 409 or 412)."""


class Missing(LookupError):
    """There is no such thing, or it may not be known of; both look the same (HTTP 404)."""


class Damaged(Exception):
    """Stored content is missing or differs from its digest."""


class Unavailable(Exception):
    """The store cannot be reached just now (HTTP 503)."""
