"""A record being checked, and the words in which an item answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onestop_records.models.component import Version
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.models.report import Outcome
from onestop_records.models.site import Site

Found = tuple[Outcome, Any]  # an outcome and a message, empty when there is nothing to say
PASSED: Found = (Outcome.PASSED, "")
NOT_APPLICABLE: Found = (Outcome.NOT_APPLICABLE, "")


@dataclass(frozen=True)
class Case:
    """A record being checked, and whose help that needs; ``scan`` tells whether a file is clean.

    ``code`` is the reference code that the record bears or, at filing, would get.
    """

    record: Record
    site: Site
    storage: Any
    this_year: int
    scan: Callable[[Version], bool | None] | None
    code: str = ""

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


def failed(message: Any) -> Found:
    """What is wrong."""
    return Outcome.FAILED, message


def names(versions: list[Version]) -> str:
    """The names of files, for a message."""
    return "、".join(version.name for version in versions)
