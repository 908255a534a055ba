"""What a four-property check asks of a record (DA/T 70-2018): the table of its items."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onestop_records.models.report import CheckItem, Outcome, Property
from onestop_records.services import checkdescription as description
from onestop_records.services import checkfiles as files
from onestop_records.services.checkcase import Case, Found


@dataclass(frozen=True)
class Rule:
    """One item of every report. ``read`` marks those that need what the worker read from the files."""

    kind: Property
    name: str
    ask: Callable[[Case], Found]
    blocking: bool = False
    final: bool = False
    read: bool = False

    def item(self, case: Case) -> CheckItem:
        """Ask it of a record."""
        outcome, message = self.ask(case)
        values = {name: str(value) for name, value in (getattr(message, "mapping", None) or {}).items()}
        return CheckItem(self.kind, self.name, outcome, str(message), values, self.blocking, self.final)


RULES = (
    Rule(Property.AUTHENTICITY, "digest", files.digests, final=True),
    Rule(Property.AUTHENTICITY, "metadata-range", description.ranges, blocking=True),
    Rule(Property.AUTHENTICITY, "code-unique", description.unique_code, blocking=True),
    Rule(Property.AUTHENTICITY, "format-name", files.agreeing_names, blocking=True),
    Rule(Property.AUTHENTICITY, "signature", files.signatures, read=True),
    Rule(Property.INTEGRITY, "file-count", description.counts, blocking=True),
    Rule(Property.INTEGRITY, "version-row", description.version_rows, blocking=True),
    Rule(Property.INTEGRITY, "required-metadata", description.required, blocking=True),
    Rule(Property.INTEGRITY, "number-gap", description.number_before),
    Rule(Property.USABILITY, "format-known", files.known_formats, blocking=True),
    Rule(Property.USABILITY, "opens", files.opening, blocking=True, read=True),
    Rule(Property.USABILITY, "not-encrypted", files.encryption, blocking=True, read=True),
    Rule(Property.SECURITY, "no-programs", files.programs, blocking=True),
    Rule(Property.SECURITY, "no-strays", files.strays, blocking=True),
    Rule(Property.SECURITY, "no-virus", files.viruses, final=True),
    Rule(Property.SECURITY, "scanner", files.scanner, blocking=True),
)


def examine(case: Case) -> Iterator[CheckItem]:
    """Every item."""
    return (rule.item(case) for rule in RULES)


def examine_again(case: Case, items: tuple[CheckItem, ...]) -> tuple[CheckItem, ...]:
    """The items with those that wait for reading asked again."""
    waiting = {rule.name: rule for rule in RULES if rule.read}
    return tuple(
        waiting[item.name].item(case) if item.outcome is Outcome.PENDING and item.name in waiting else item
        for item in items
    )
