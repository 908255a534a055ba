"""An agency service as a table of its own within a case (N chapter 7, C15): commissioned, led on, ended."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.case import MATTER_LIMIT
from onestop_records.models.caseagency import Agency
from onestop_records.permissions import Permission
from onestop_records.workflow.case import ACT, BEFORE_RESULT, HOUSE, WORKING, acts_for, handles
from onestop_records.workflow.process import Guard, Making, Process, Step, reasoned

RUNNING = ("commissioned", "running")


def leads(part: Agency, making: Making) -> Iterator[Violation]:
    """The window that took the case decides on its agency (C15 第一条)."""
    return handles(part.case, making)


def carries(part: Agency, making: Making) -> Iterator[Violation]:
    """The agent acts, or who handles the case and answers for it."""
    mine = acts_for(part.case, making)
    if not making.system and not mine & {part.agent, part.case.handler, part.case.entrusted}:
        yield Violation("handler", _("Only the agent or who handles this case may do this"))


def fits(part: Agency, making: Making) -> Iterator[Violation]:
    """What cannot be settled at once (不能即时办理的项目, N chapter 7), before it has a result."""
    if part.case.kind not in MATTER_LIMIT:
        yield Violation("kind", _("What is settled at once or merely answered needs no agency"))
    elif part.case.state not in BEFORE_RESULT:
        yield Violation("state", _("The case has its result already"))


def escalated(part: Agency, making: Making) -> Iterator[Violation]:
    """The window names who reports what it has accepted to the authority above (C15 第一条)."""
    if part.case.kind != "escalated":
        yield Violation("kind", _("Only what goes to the authority above needs no power of attorney"))
    else:
        yield from accepted(part, making)


def accepted(part: Agency, making: Making) -> Iterator[Violation]:
    """Notice, collecting and acceptance come before distribution (N chapter 7)."""
    if part.case.state not in WORKING:
        yield Violation("state", _("Accept the case first, with all its materials"))


def wanted(part: Agency, making: Making) -> Iterator[Violation]:
    """Only what was to be commissioned is dropped."""
    if part.case.agency is None and part.case.kind not in ("agency", "escalated"):
        yield Violation("kind", _("Nobody has asked for an agency service"))


def takes_part(part: Agency, making: Making) -> Iterator[Violation]:
    """The agent notes what came of a step; a colleague says so of their own."""
    mine = acts_for(part.case, making)
    if not any(step.open for step in part.steps):
        yield Violation("number", _("No step is open"))
    elif not any(step.open and step.responsible in mine for step in part.steps):
        yield from carries(part, making)


def some_open(part: Agency, making: Making) -> Iterator[Violation]:
    """What is not open is not chased."""
    if not any(step.open for step in part.steps):
        yield Violation("number", _("No step is open"))


def all_done(part: Agency, making: Making) -> Iterator[Violation]:
    """It is done when every step is; the client has been told what is to be paid (N chapter 7)."""
    if not part.steps:
        yield Violation("tasks", _("Nothing has been sent to a department or body yet"))
    for step in part.steps:
        if step.open:
            yield Violation("tasks", _("Not answered yet: ${title}", mapping={"title": step.title}))
    if part.fees_told_at is None:
        yield Violation("fees", _("Tell the client of the fees first, or that nothing is to be paid"))


def _act(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    permission: Permission = ACT
    return Step(f"agency-{name}", sources, target, HOUSE, permission, guards)


PROCESS = Process(
    name="agency",
    initial="offered",
    states=("offered", "commissioned", "running", "finished", "ending", "ended", "uncommissioned"),
    steps=(
        _act("form", ("offered", "uncommissioned"), "offered", leads, fits),
        _act("commission", ("offered", "uncommissioned"), "commissioned", leads, fits),
        _act("appoint", ("offered", "uncommissioned"), "commissioned", leads, escalated),
        _act("drop", ("offered",), "uncommissioned", leads, wanted, reasoned),
        _act("agent", (*RUNNING, "ending"), "", leads, reasoned),
        _act("distribute", RUNNING, "running", carries, accepted),
        _act("result", ("running",), "", takes_part),
        _act("chase", ("running",), "", carries, some_open),
        _act("fees", RUNNING, "", carries, accepted),
        _act("tell", (*RUNNING, "finished", "ending"), "", carries),
        _act("finish", ("running",), "finished", carries, all_done),
        _act("resume", ("finished",), "running", leads, accepted, reasoned),
        _act("end", RUNNING, "ending", carries, reasoned),
        _act("close", ("ending",), "ended", carries),
    ),
)
