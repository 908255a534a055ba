"""Custody handover as one table (lifecycle, *Custody handover on staff change*; N71)."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.events import SYSTEM
from onestop_records.i18n import _
from onestop_records.models.handover import Handover, HandoverRow
from onestop_records.permissions import Permission
from onestop_records.workflow.process import WORKER, Guard, Making, Process, Step, reasoned
from onestop_records.workflow.signing import all_signed, may_sign

NAMED = 5  # row numbers in a message
ARCHIVIST, MANAGER = "role:archivist", "role:manager"
HOUSE = tuple(f"role:{name}" for name in ("staff", "clerk", "archivist", "head", "manager"))


def receives(handover: Handover, making: Making) -> Iterator[Violation]:
    """Things are checked by who takes them over."""
    if not handover.number(making.person):
        yield Violation("receiver", _("Only who takes things over checks them"))


def takes_part(handover: Handover, making: Making) -> Iterator[Violation]:
    """The list is completed by anybody who has to do with the handover."""
    person = making.site.people.get(making.person)
    roles = person.roles if person else frozenset()
    if making.person == SYSTEM or roles & {"archivist", "manager"} or making.person == handover.giver:
        return
    yield from receives(handover, making)


def impartial(handover: Handover, making: Making) -> Iterator[Violation]:
    """Nobody decides on what is missing from what they give or take."""
    if making.person in (handover.giver, *(receiver.person for receiver in handover.receivers)):
        yield Violation("decision", _("Giver and receivers do not decide on discrepancies"))


def stays(handover: Handover, making: Making) -> Iterator[Violation]:
    """Whoever leaves keeps nothing."""
    if handover.closing:
        yield Violation("rows", _("Who leaves hands over everything: nothing is taken from the list"))


def stands_in(handover: Handover, making: Making) -> Iterator[Violation]:
    """A manager who takes nothing over and is not the giver."""
    if making.person == handover.giver or handover.number(making.person):
        yield Violation("stand_in", _("Who gives or takes over cannot stand in for the giver"))
    if handover.stand_in:
        yield Violation("stand_in", _("Somebody stands in already"))


def complete(handover: Handover, making: Making) -> Iterator[Violation]:
    """Every row has a receiver and a finding, every discrepancy is decided, all is put aside."""
    homeless: list[HandoverRow] = []
    unchecked: list[HandoverRow] = []
    disputed: list[HandoverRow] = []
    for row in handover.rows():
        if not row.open:
            continue
        if not row.receiver:
            homeless.append(row)
        elif not row.finding:
            unchecked.append(row)
        elif row.discrepancy:
            disputed.append(row)
    for rows, message in (
        (homeless, _("${count} things have no receiver yet: No. ${rows}", mapping=_told(homeless))),
        (unchecked, _("${count} things are not checked yet: No. ${rows}", mapping=_told(unchecked))),
        (disputed, _("${count} discrepancies wait for a manager: No. ${rows}", mapping=_told(disputed))),
    ):
        if rows:
            yield Violation("rows", message)
    if handover.todo:
        mapping = {"count": len(handover.todo)}
        yield Violation("rows", _("${count} things are still being put aside", mapping=mapping))


def _told(rows: list[HandoverRow]) -> dict[str, object]:
    numbers = ", ".join(str(row.sequence) for row in rows[:NAMED])
    return {"count": len(rows), "rows": numbers + (" …" if len(rows) > NAMED else "")}


def _lead(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    return Step(name, sources, target, (ARCHIVIST, MANAGER), Permission.HANDOVER_LEAD, guards)


OPEN = ("checking", "signing")
PROCESS = Process(
    name="handover",
    initial="checking",
    states=("checking", "signing", "passed", "cancelled"),
    steps=(
        _lead("assign", ("checking",), ""),
        Step("check", ("checking",), "", HOUSE, Permission.HANDOVER_CHECK, (receives,)),
        Step("decide", ("checking",), "", (MANAGER,), Permission.HANDOVER_DECIDE, (reasoned, impartial)),
        _lead("drop", ("checking",), "", stays, reasoned),
        Step("refresh", OPEN, "", HOUSE, Permission.HANDOVER_CHECK, (takes_part,)),
        Step("stand-in", OPEN, "", (MANAGER,), Permission.HANDOVER_DECIDE, (reasoned, stands_in)),
        _lead("present", ("checking",), "signing", complete),
        _lead("return", ("signing",), "checking", reasoned),
        Step("sign", ("signing",), "", HOUSE, Permission.HANDOVER_SIGN, (may_sign,)),
        _lead("sign-paper", ("signing",), ""),
        Step("pass", ("signing",), "passed", (WORKER,), guards=(complete, all_signed)),
        Step("cancel", OPEN, "cancelled", (MANAGER,), Permission.HANDOVER_DECIDE, (reasoned,)),
    ),
)
