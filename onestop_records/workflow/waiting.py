"""For whom a batch waits, and with which step: what the desk tells (design, *Frame*)."""

from onestop_records.models.disposal import Disposal
from onestop_records.models.transfer import Transfer
from onestop_records.workflow import disposal as disposals
from onestop_records.workflow import transfer as transfers
from onestop_records.workflow.duties import impartial, side
from onestop_records.workflow.process import Making

# The steps that somebody should make, the most urgent first; to object or to cancel is nobody's duty.
WANTED = ("decide", "sign", "mark-paper", "approve", "check", "execute", "opine", "propose", "appraise")
WANTED_OF_TRANSFER = ("approve", "receive", "propose")


def waits(disposal: Disposal, roles: frozenset[str], making: Making) -> str:
    """The step by which a batch waits for a person with these roles, empty when it waits for others."""
    allowed = disposals.PROCESS.allowed(disposal, roles)
    return next((n for n in WANTED if n in allowed and _is_due(disposal, n, making)), "")


def transfer_waits(transfer: Transfer, roles: frozenset[str], making: Making) -> str:
    """The same of a transfer."""
    allowed = transfers.PROCESS.allowed(transfer, roles)
    found = (n for n in WANTED_OF_TRANSFER if n in allowed)
    return next((n for n in found if n != "approve" or not any(transfers.not_own(transfer, making))), "")


def _is_due(disposal: Disposal, name: str, making: Making) -> bool:
    if name == "approve":  # its other guards read every row: told when it is made
        return not any(impartial(disposal, making))
    if name in ("opine", "propose"):
        own = side(making.site, disposal, making.person, making.today)
        return own in disposal.lacking if name == "opine" else bool(own) and not disposal.lacking
    if name == "sign":
        witness = disposal.witness(making.person)
        return witness is not None and witness.signed_at is None
    if name == "decide" and not disposal.open_objections or name == "mark-paper" and not disposal.unmarked:
        return False
    return not disposals.PROCESS.violations(disposal, name, making)
