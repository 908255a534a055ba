"""Joint handling as a table of its own within a case (C7): who leads, who answers, when it is settled."""

from collections.abc import Iterator

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.casejoint import Joint
from onestop_records.permissions import Permission
from onestop_records.workflow.case import ACT, HOUSE, WORKING, acts_for, handles
from onestop_records.workflow.process import Guard, Making, Process, Step, reasoned

RUNNING = ("copied", "called", "met")


def leads(part: Joint, making: Making) -> Iterator[Violation]:
    """The lead is who handles the case (主办窗)."""
    return handles(part.case, making)


def accepted(part: Joint, making: Making) -> Iterator[Violation]:
    """One window accepts, for all (一门受理)."""
    if part.case.kind != "joint":
        yield Violation("kind", _("This is no case of joint handling"))
    elif part.case.state not in WORKING:
        yield Violation("state", _("One window accepts the case first"))


def of_joint(part: Joint, making: Making) -> Iterator[Violation]:
    """Only what is handled jointly, or was to be, is dropped."""
    if part.case.joint is None and part.case.kind != "joint":
        yield Violation("kind", _("This is no case of joint handling"))


def has_others(part: Joint, making: Making) -> Iterator[Violation]:
    """Two or more units handle it."""
    if not part.others:
        yield Violation("tasks", _("Name the co-handlers first"))


def takes_part(part: Joint, making: Making) -> Iterator[Violation]:
    """Each answers for their own task, the lead for the lead's."""
    mine = acts_for(part.case, making)
    if not any(task.responsible in mine for task in part.waiting):
        yield Violation("handler", _("No task of this joint handling waits for you"))


def once_visited(part: Joint, making: Making) -> Iterator[Violation]:
    """One visit to the site, by all together (联合勘察)."""
    if part.visit is not None:
        yield Violation("day", _("The site has been visited: there is one joint visit"))


def once_told(part: Joint, making: Making) -> Iterator[Violation]:
    """All fees are told once (一次性告知)."""
    if part.fees_told_at is not None:
        yield Violation("fees", _("The client has been told of all fees: they are told once"))


def answered(part: Joint, making: Making) -> Iterator[Violation]:
    """It is settled when everybody has answered, or counts as accepting."""
    for task in part.waiting:
        yield Violation("tasks", _("Not answered yet: ${title}", mapping={"title": task.title}))


def over(part: Joint, making: Making) -> Iterator[Violation]:
    """A meeting is noted after it was held."""
    if part.meeting is not None and making.now < part.meeting.at:
        yield Violation("state", _("The meeting has not been held yet"))


def _act(name: str, sources: tuple[str, ...], target: str, *guards: Guard) -> Step:
    permission: Permission = ACT
    return Step(f"joint-{name}", sources, target, HOUSE, permission, guards)


PROCESS = Process(
    name="joint",
    initial="planned",
    states=("planned", "copied", "called", "met", "settled", "dropped"),
    steps=(
        _act("add", ("planned",), "", leads, accepted),
        _act("copy", ("planned",), "copied", leads, accepted, has_others),
        _act("call", ("planned", "called", "met"), "called", leads, accepted, has_others),
        _act("meet", ("called",), "met", leads, over),
        _act("answer", RUNNING, "", takes_part),
        _act("refuse", RUNNING, "", leads, reasoned),
        _act("visit", RUNNING, "", leads, once_visited),
        _act("fees", RUNNING, "", leads, once_told),
        _act("settle", ("copied", "met"), "settled", leads, answered),
        _act("drop", ("planned", *RUNNING), "dropped", leads, of_joint, reasoned),
    ),
)
