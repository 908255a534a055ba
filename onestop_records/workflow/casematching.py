"""Matching as a table of its own within a case (S6.2 to S6.4, 附录 B): assessed, passed on, tracked."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.case import ANSWERED, WRITTEN
from onestop_records.models.casematching import TELL, Matching
from onestop_records.permissions import Permission
from onestop_records.workflow.case import ACT, HOUSE, WORKING, acts_for, handles
from onestop_records.workflow.process import Guard, Making, Process, Step, reasoned

NEVER = WRITTEN | {"opinion"}  # what is answered by the house itself
BEFORE = ("to-match", "asked")


def leads(part: Matching, making: Making) -> Iterator[Violation]:
    """Who handles the case leads its matching (S7.2: 并负责跟踪)."""
    return handles(part.case, making)


def accepted(part: Matching, making: Making) -> Iterator[Violation]:
    """What is applied for is accepted first, then assessed (S7.3.2); a question is assessed at once."""
    case = part.case
    if case.kind in NEVER:
        yield Violation("kind", _("A case of this kind is not matched to others"))
    elif case.state not in WORKING and not (case.state == "received" and case.kind in ANSWERED):
        yield Violation("state", _("The case is accepted first, and has no result yet"))


def begun(part: Matching, making: Making) -> Iterator[Violation]:
    """What was not begun does not end."""
    if part.case.matching is None:
        yield Violation("state", _("Assess the need first"))


def own(part: Matching, making: Making) -> Iterator[Violation]:
    """What the house can serve itself, it serves itself (S6.2.1)."""
    if part.own is not True:
        yield Violation("own", _("Assess the need first: the house can serve it itself"))


def others(part: Matching, making: Making) -> Iterator[Violation]:
    """Only what the house cannot serve itself is passed on (S6.2.1)."""
    if part.own is not False:
        yield Violation("own", _("Assess the need first: the house cannot serve it itself"))


def answers(part: Matching, making: Making) -> Iterator[Violation]:
    """An own colleague answers for themselves; the answer of a provider is noted by who leads."""
    attempt = part.attempt
    if attempt is None or not attempt.handler:
        yield from handles(part.case, making)
    elif attempt.handler not in acts_for(part.case, making):
        yield Violation("handler", _("Who was asked answers themselves"))


def involved(part: Matching, making: Making) -> Iterator[Violation]:
    """Who leads, or the colleague who serves."""
    mine = acts_for(part.case, making)
    if not making.system and not any(task.responsible in mine for task in part.waiting):
        yield from handles(part.case, making)


def told(part: Matching, making: Making) -> Iterator[Violation]:
    """The client is told in time of each refusal (S6.2.3)."""
    if part.running_task(TELL) is not None:
        yield Violation("told", _("Tell the client first that the need was refused"))


def refused(part: Matching, making: Making) -> Iterator[Violation]:
    """Only a refusal is told."""
    if part.running_task(TELL) is None:
        yield Violation("told", _("There is no refusal that the client was not told of"))


def problems(part: Matching, making: Making) -> Iterator[Violation]:
    """There is a problem to tell of."""
    if not any(problem.untold for problem in part.problems):
        yield Violation("number", _("There is no problem that one side was not told of"))


def fed_back(part: Matching, making: Making) -> Iterator[Violation]:
    """Each problem is fed back to both sides (S6.3.2)."""
    for problem in part.problems:
        if problem.untold:
            message = _("Tell both sides first of problem ${number}", mapping={"number": problem.number})
            yield Violation("problems", message)


def _act(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    permission: Permission = ACT
    return Step(f"matching-{name}", sources, target, HOUSE, permission, guards)


PROCESS = Process(
    name="matching",
    initial="to-match",
    states=("to-match", "asked", "serving", "served", "unmatched"),
    steps=(
        _act("assess", ("to-match",), "", leads, accepted),
        _act("own", ("to-match",), "asked", leads, accepted, own),
        _act("consent", ("to-match", "asked", "serving"), "", leads, accepted, others),
        _act("pass-on", ("to-match",), "asked", leads, accepted, others),
        _act("accept", ("asked",), "serving", answers, accepted),
        _act("refuse", ("asked",), "to-match", answers, reasoned),
        _act("withdraw", ("asked",), "to-match", leads, reasoned),
        _act("tell", ("to-match", "asked", "serving"), "", leads, refused),
        _act("contact", ("serving",), "", involved),
        _act("problem", ("serving",), "", involved),
        _act("feedback", ("serving",), "", involved, problems),
        _act("end", ("serving",), "served", involved, told, fed_back),
        _act("again", ("served", "unmatched"), "to-match", leads, accepted, reasoned),
        _act("drop", BEFORE, "unmatched", leads, begun, told, reasoned),
    ),
)
