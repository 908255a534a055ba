"""Giving records to an archives institution as one table (lifecycle, *A record may also be transferred*)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.transfer import Transfer
from onestop_records.permissions import Permission
from onestop_records.workflow.process import WORKER, Making, Process, Step, reasoned

ARCHIVIST, MANAGER = "role:archivist", "role:manager"


def not_own(transfer: Transfer, making: Making) -> Iterator[Violation]:
    """Nobody approves what they proposed."""
    proposed = transfer.moved("propose")
    if making.person in (transfer.opened_by, proposed.person if proposed else ""):
        yield Violation("approver", _("Nobody approves what they proposed"))


def known(transfer: Transfer, making: Making) -> Iterator[Violation]:
    """Nobody approves giving away what they may not know of."""
    records = making.site.records
    if not all(making.knows(records[row.record]) for row in transfer.rows()):
        yield Violation("approver", _("There are records in it that you are not cleared for"))


def receipted(transfer: Transfer, making: Making) -> Iterator[Violation]:
    """What the institution answered names number, day and who signed."""
    if not all(transfer.receipt):
        yield Violation("receipt", _("Enter number, day and signature of the receipt"))


def nothing_left(transfer: Transfer, making: Making) -> Iterator[Violation]:
    """Every row has been acted on."""
    if transfer.todo:
        yield Violation("rows", _("There are records left to act on"))


PROCESS = Process(
    name="transfer",
    initial="drafted",
    states=(
        "drafted",
        "awaiting-approval",
        "packing",
        "packed",
        "executing",
        "purging",
        "transferred",
        "cancelled",
    ),
    steps=(
        Step("propose", ("drafted",), "awaiting-approval", (ARCHIVIST,), Permission.TRANSFER_LEAD),
        Step(
            "approve",
            ("awaiting-approval",),
            "packing",
            (MANAGER,),
            Permission.TRANSFER_DECIDE,
            (not_own, known),
        ),
        Step(
            "return", ("awaiting-approval",), "drafted", (MANAGER,), Permission.TRANSFER_DECIDE, (reasoned,)
        ),
        Step("pack", ("packing",), "packed", (WORKER,)),
        Step("receive", ("packed",), "executing", (ARCHIVIST,), Permission.TRANSFER_LEAD, (receipted,)),
        Step("purge", ("executing",), "purging", (WORKER,), guards=(nothing_left,)),
        Step("finish", ("purging",), "transferred", (WORKER,), guards=(nothing_left,)),
        Step(
            "cancel",
            ("drafted", "awaiting-approval", "packing", "packed"),
            "cancelled",
            (ARCHIVIST, MANAGER),
            Permission.TRANSFER_CANCEL,
            (reasoned,),
        ),
    ),
)
