"""A finding and its settlement (整改) as one table: settled by who answers for it, accepted by a manager."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.finding import Finding
from onestop_records.permissions import Permission
from onestop_records.workflow.process import Making, Process, Step, reasoned

ARCHIVIST, MANAGER = "role:archivist", "role:manager"
HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))


def settled(finding: Finding, making: Making) -> Iterator[Violation]:
    """Whoever settles says what was done; a defect of the room is settled with proof."""
    if not finding.settlement:
        yield Violation("settlement", _("Say what was done"))
    if finding.watched and not finding.proof:
        yield Violation("proof", _("A defect of the room is settled with proof: a record or a file"))


def not_own(finding: Finding, making: Making) -> Iterator[Violation]:
    """Nobody accepts what they settled themselves."""
    done = finding.moved("settle")
    if done is not None and done.person == making.person:
        yield Violation("finding", _("Nobody accepts their own settlement"))


PROCESS = Process(
    name="finding",
    initial="open",
    states=("open", "settled", "closed"),
    steps=(
        Step("assign", ("open",), "", (ARCHIVIST, MANAGER), Permission.FINDING_ASSIGN),
        Step("settle", ("open",), "settled", HOUSE, Permission.FINDING_SETTLE, (settled,)),
        Step("accept", ("settled",), "closed", (MANAGER,), Permission.FINDING_DECIDE, (not_own,)),
        Step("return", ("settled",), "open", (MANAGER,), Permission.FINDING_DECIDE, (reasoned, not_own)),
    ),
)
