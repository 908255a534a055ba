"""How an edition of a retention class comes into force: previewed, then confirmed (lifecycle)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.retention import Proposal
from onestop_records.permissions import Permission
from onestop_records.workflow.process import Making, Process, Step, reasoned

ARCHIVIST, MANAGER = "role:archivist", "role:manager"


def overseen(proposal: Proposal, making: Making) -> Iterator[Violation]:
    """Nobody shortens a running period unseen: a manager confirms, not the proposer, and says why."""
    if not proposal.shorter:
        return
    person = making.site.people.get(making.person)
    if person is None or "manager" not in person.roles:
        yield Violation("", _("It shortens running periods: a manager confirms it"))
    if making.person == proposal.proposed_by:
        yield Violation("", _("Nobody confirms what they proposed themselves"))
    yield from reasoned(proposal, making)


def dated(proposal: Proposal, making: Making) -> Iterator[Violation]:
    """It takes effect in the future, or today."""
    if proposal.edition.since is None or proposal.edition.since < making.today:
        yield Violation("since", _("The day from which it is in force has passed: propose it anew"))


PROCESS = Process(
    name="retention",
    initial="proposed",
    states=("proposed", "confirmed", "refused"),
    steps=(
        Step(
            "confirm",
            ("proposed",),
            "confirmed",
            (ARCHIVIST, MANAGER),
            Permission.RETENTION_CONFIRM,
            guards=(overseen, dated),
        ),
        Step(
            "refuse",
            ("proposed",),
            "refused",
            (ARCHIVIST, MANAGER),
            Permission.RETENTION_CONFIRM,
            guards=(reasoned,),
        ),
    ),
)
