"""Reports of the four-property check (四性检测, DA/T 70-2018), kept with the record in ``site.reports``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from persistent import Persistent
from translationstring import TranslationString

from onestop_records.errors import Violation
from onestop_records.i18n import DOMAIN


class Property(StrEnum):
    """真实性, 完整性, 可用性, 安全性."""

    AUTHENTICITY = "authenticity"
    INTEGRITY = "integrity"
    USABILITY = "usability"
    SECURITY = "security"


class Outcome(StrEnum):
    """How one item of a check ended; *pending* waits until the files have been read."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class CheckItem:
    """One thing that was checked. ``message`` is a msgid with ``values`` to put in, empty when all is well.

    A failure that is ``blocking`` stops filing unless an archivist overrides it with a reason; one that is
    ``final`` nobody overrides. What fails after filing is a task for the archivist (``site.check_tasks``).
    """

    kind: Property
    name: str
    outcome: Outcome
    message: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    blocking: bool = False
    final: bool = False

    @property
    def failed(self) -> bool:
        return self.outcome is Outcome.FAILED

    @property
    def text(self) -> TranslationString:
        """The message, to be translated for whoever reads it."""
        return TranslationString(self.message, domain=DOMAIN, mapping=dict(self.values))


class CheckReport(Persistent):
    """One run over one record; ``occasion`` is ``filing``, ``manual`` or ``scheduled``, ``by`` a person."""

    def __init__(self, occasion: str, at: datetime, by: str, items: tuple[CheckItem, ...]) -> None:
        self.occasion = occasion
        self.at = at
        self.by = by
        self.items = items

    @property
    def outcome(self) -> Outcome:
        """Of the whole: failed if any item is, else pending if any is, else passed."""
        outcomes = {item.outcome for item in self.items}
        for worse in (Outcome.FAILED, Outcome.PENDING):
            if worse in outcomes:
                return worse
        return Outcome.PASSED

    @property
    def failures(self) -> list[Violation]:
        """What stops filing without an override."""
        return [Violation(i.name, i.text) for i in self.items if i.failed and (i.blocking or i.final)]

    @property
    def final(self) -> list[Violation]:
        """What stops filing whoever wants it: a digest that differs, a virus."""
        return [Violation(i.name, i.text) for i in self.items if i.failed and i.final]

    @property
    def tasks(self) -> list[CheckItem]:
        """Failures for the archivist to look after: they stop nothing, or were overridden."""
        return [item for item in self.items if item.failed]
