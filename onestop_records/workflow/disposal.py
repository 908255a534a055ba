"""Appraisal and destruction as one table (lifecycle, *Appraisal and destruction*; N70)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.disposal import Disposal
from onestop_records.permissions import Permission
from onestop_records.workflow.duties import (
    impartial,
    is_witness,
    may_appraise,
    may_witness,
    witnessed,
)
from onestop_records.workflow.process import WORKER, Making, Process, Step, reasoned

NAMED = 5  # row numbers in a message
ARCHIVIST, MANAGER = "role:archivist", "role:manager"
HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))
SIGNING = ("awaiting-approval", "approved", "executing", "purging")  # until the register is kept for good
BEFORE = ("drafted", "returned", "appraising", "awaiting-approval", "approved")


def not_empty(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """A batch holds records."""
    if not disposal.size:
        yield Violation("records", _("There is no record in this batch"))


def decided(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """At least two opinions on each row, one of each side, and all of them the same."""
    lacking, differing = [], []
    for row in disposal.rows():
        if not row.complete:
            lacking.append(str(row.sequence))
        elif not row.decision:
            differing.append(str(row.sequence))
    if lacking:
        message = _(
            "${count} records lack an opinion of the archive or of the business unit: No. ${rows}",
            mapping={"count": len(lacking), "rows": _named(lacking)},
        )
        yield Violation("rows", message)
    if differing:
        message = _(
            "On ${count} records the opinions differ: No. ${rows}",
            mapping={"count": len(differing), "rows": _named(differing)},
        )
        yield Violation("rows", message)


def _named(numbers: list[str]) -> str:
    return ", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")


def known(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Nobody approves the destruction of what they may not know of."""
    records = making.site.records
    if not all(making.knows(records[row.record]) for row in disposal.rows()):
        yield Violation("approver", _("There are records in it that you are not cleared for"))


def cooled(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """The cooling off is over (step 5)."""
    if disposal.cooling_until is None or making.now < disposal.cooling_until:
        yield Violation("cooling_off", _("The cooling-off period is not over"))


def unopposed(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Every objection is decided."""
    if disposal.open_objections:
        yield Violation("objections", _("An objection is not decided yet"))


def checked(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Both witnesses have checked before."""
    yield from witnessed(disposal)


def signed(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Both witnesses have signed after (step 6)."""
    if not disposal.witnesses or any(w.signed_at is None for w in disposal.witnesses):
        yield Violation("witness", _("Both witnesses sign before the register says destroyed"))


def nothing_left(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Every row has been acted on."""
    if disposal.todo or disposal.unmarked:
        yield Violation("rows", _("There are records left to act on"))


def is_concerned(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """An objection says why."""
    yield from reasoned(disposal, making)


def not_own(disposal: Disposal, making: Making) -> Iterator[Violation]:
    """Nobody decides on an objection of their own."""
    if any(o.person == making.person for o in disposal.open_objections):
        yield Violation("objections", _("Nobody decides on their own objection"))


PROCESS = Process(
    name="disposal",
    initial="drafted",
    states=(
        "drafted",
        "appraising",
        "awaiting-approval",
        "approved",
        "executing",
        "purging",
        "destroyed",
        "returned",
        "rejected",
        "cancelled",
        "settled",
    ),
    steps=(
        Step("drop", ("drafted", "returned"), "", (ARCHIVIST,), Permission.DISPOSAL_LEAD, (reasoned,)),
        Step(
            "appraise",
            ("drafted", "returned"),
            "appraising",
            (ARCHIVIST,),
            Permission.DISPOSAL_LEAD,
            (not_empty,),
        ),
        Step("opine", ("appraising",), "", HOUSE, Permission.DISPOSAL_APPRAISE, (may_appraise,)),
        Step(
            "propose",
            ("appraising",),
            "awaiting-approval",
            (ARCHIVIST,),
            Permission.DISPOSAL_LEAD,
            (decided,),
        ),
        Step(
            "approve",
            ("awaiting-approval",),
            "approved",
            (MANAGER,),
            Permission.DISPOSAL_DECIDE,
            (impartial, known, decided),
        ),
        Step(
            "return",
            ("awaiting-approval",),
            "returned",
            (MANAGER,),
            Permission.DISPOSAL_DECIDE,
            (reasoned,),
        ),
        Step(
            "reject",
            ("awaiting-approval",),
            "rejected",
            (MANAGER,),
            Permission.DISPOSAL_DECIDE,
            (reasoned, impartial),
        ),
        Step("object", ("approved",), "", HOUSE, Permission.DISPOSAL_OBJECT, (is_concerned,)),
        Step("decide", ("approved",), "", (MANAGER,), Permission.DISPOSAL_DECIDE, (reasoned, not_own)),
        Step("check", ("approved",), "", HOUSE, Permission.DISPOSAL_WITNESS, (may_witness,)),
        Step("attach", SIGNING, "", (ARCHIVIST,), Permission.DISPOSAL_LEAD),
        Step(
            "execute",
            ("approved",),
            "executing",
            (ARCHIVIST,),
            Permission.DISPOSAL_LEAD,
            (cooled, unopposed, checked),
        ),
        Step("mark-paper", ("executing",), "", HOUSE, Permission.DISPOSAL_WITNESS, (is_witness,)),
        Step("sign", ("purging",), "", HOUSE, Permission.DISPOSAL_WITNESS, (is_witness,)),
        Step("purge", ("executing",), "purging", (WORKER,), guards=(nothing_left,)),
        Step("finish", ("purging",), "destroyed", (WORKER,), guards=(signed,)),
        Step("settle", ("approved", "executing"), "settled", (WORKER,), guards=(nothing_left,)),
        Step(
            "cancel",
            BEFORE,
            "cancelled",
            (ARCHIVIST, MANAGER),
            Permission.DISPOSAL_CANCEL,
            (reasoned,),
        ),
    ),
)
