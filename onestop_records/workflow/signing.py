"""Who signs a handover (移交人, 接收人, 监交人): giver, receivers, supervisor, all different people."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.handover import GIVER, RECEIVER, SUPERVISOR, Handover, Signature
from onestop_records.models.person import Person
from onestop_records.workflow.process import Making

SUPERVISORS = frozenset({"archivist", "head", "manager"})  # who may watch a handover


def part_of(handover: Handover, person: Person) -> str:
    """In which part a person may sign: ``giver``, ``receiver``, ``supervisor``, or empty for none.

    A manager who stands in for the giver has the giver's part and no other.
    """
    if person.id == (handover.stand_in or handover.giver):
        return GIVER
    if person.id == handover.giver:
        return ""  # somebody stands in: the giver cannot be the third one as well
    if handover.number(person.id):
        return RECEIVER
    return SUPERVISOR if person.roles & SUPERVISORS else ""


def may_sign(handover: Handover, making: Making) -> Iterator[Violation]:
    """A part of one's own, and not signed yet."""
    person = making.site.people.get(making.person)
    part = part_of(handover, person) if person is not None and not person.closed else ""
    if not part:
        yield Violation("signature", _("You have no part in this handover"))
    elif handover.signature(part, making.person if part == RECEIVER else ""):
        yield Violation("signature", _("This part is signed already"))


def lacking(handover: Handover) -> list[tuple[str, str]]:
    """Pairs (part, person) of the signatures that are not there; of the supervisor nobody is named."""
    found = []
    if handover.signature(GIVER) is None:
        found.append((GIVER, handover.stand_in or handover.giver))
    found += [
        (RECEIVER, person) for person in receiving(handover) if handover.signature(RECEIVER, person) is None
    ]
    if handover.signature(SUPERVISOR) is None:
        found.append((SUPERVISOR, ""))
    return found


def receiving(handover: Handover) -> list[str]:
    """The receivers to whom anything on the list goes."""
    numbers = handover.taking if handover.state in ("signing", "passed") else taking(handover)
    return [handover.receivers[number - 1].person for number in numbers]


def taking(handover: Handover) -> tuple[int, ...]:
    """Their numbers, asked of every row."""
    return tuple(sorted({row.receiver for row in handover.rows() if row.open and row.receiver}))


def all_signed(handover: Handover, making: Making) -> Iterator[Violation]:
    """Giver, every receiver and supervisor have signed, each of them another person."""
    yield from unlike(handover.signatures)
    if lacking(handover):
        yield Violation("signature", _("Giver, receivers and supervisor sign before anything passes"))


def unlike(signatures: tuple[Signature, ...]) -> Iterator[Violation]:
    """Nobody signs in two parts."""
    people = [signature.person for signature in signatures]
    if len(set(people)) != len(people):
        yield Violation("signature", _("The signatures are those of different people"))
