"""What each step of a joint handling does besides leading its state on (C7)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.casejoint import ANSWERS, CLOCK, Joint, JointTask, Meeting, Visit
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.casepartfees import fees_told
from onestop_records.services.casepartlimit import task_limit
from onestop_records.services.casepassing import let_in
from onestop_records.workflow.case import acts_for

CALL = "joint-call"  # the setting that says how early a meeting is called


def add(acting: Acting, part: Joint) -> None:
    """A co-handler with their task, or the one that is left out again."""
    person = acting.person()
    kept = tuple(task for task in part.others if task.handler != person.id)
    if acting.values.get("leave_out"):
        part.tasks = kept
        return
    if person.id == part.case.handler:
        raise Violations(Violation("person", _("This colleague handles it already")))
    unit = next(iter(sorted(person.units(acting.making.today))), "")
    number = max((task.number for task in part.tasks), default=0) + 1
    task = JointTask(part, number, acting.required("task"), person.id, unit, CLOCK)
    task.days = acting.values.get("days")
    part.tasks = (*kept, task)


def copy(acting: Acting, part: Joint) -> None:
    """抄告制: all get the notice, the materials and their task, and work at the same time."""
    part.mode = "copying"
    _give_out(acting, part)
    acting.issue(part.case, "joint", acting.text("remarks"))


def call(acting: Acting, part: Joint) -> None:
    """联审制: all are called to a meeting; a later call may follow one that settled nothing."""
    at = acting.values.get("at")
    now = acting.making.now
    if not isinstance(at, datetime) or at <= now:
        raise Violations(Violation("at", _("Say when the meeting will be, later than now")))
    part.mode = "meeting"
    days = acting.deadlines.working_days
    early = acting.site.limits[CALL].limit
    duly = days.deadline(now, early).at < at
    part.meeting = Meeting(at, acting.required("place"), now, duly)
    _give_out(acting, part)
    acting.issue(part.case, "joint", acting.text("remarks"))


def meet(acting: Acting, part: Joint) -> None:
    """What was agreed; who was duly called and stayed away counts as accepting it."""
    part.agreed, part.memo = acting.required("agreed"), acting.text("memo")
    present = set(acting.values.get("present") or ())
    known = {task.handler for task in part.others}
    if not present <= known:
        raise Violations(Violation("present", _("Only co-handlers take part in the meeting")))
    if part.meeting is not None and part.meeting.duly:
        for task in part.others:
            if task.open and task.handler not in present:
                _answer(acting, task, "absent", part.agreed)


def answer(acting: Acting, part: Joint) -> None:
    """A co-handler's own opinion; when it comes late it is merely overdue."""
    mine = acts_for(part.case, acting.making)
    open_tasks = [task for task in part.waiting if task.responsible in mine]
    stance = acting.text("stance")
    if stance not in ANSWERS and stance != "refuses":
        raise Violations(Violation("stance", _("Say whether your unit approves")))
    task = open_tasks[0]
    if stance == "refuses" and not task.number:
        raise Violations(Violation("stance", _("The lead cannot refuse to take part")))
    _answer(acting, task, stance, acting.required("text"))
    if task.number:
        tell(acting, part.case, part.case.handler, _("A co-handler has answered"))


def refuse(acting: Acting, part: Joint) -> None:
    """The lead notes that somebody refuses to take part or to be coordinated."""
    task = part.task(acting.values.get("number"))
    if task is None or not task.number or not task.open:
        raise Violations(Violation("number", _("There is no open task of that number")))
    _answer(acting, task, "refuses", acting.making.reason)
    tell(acting, part.case, task.handler, _("You count as accepting what was agreed"))


def visit(acting: Acting, part: Joint) -> None:
    day = acting.values.get("day")
    if day is None or day > acting.making.today:
        raise Violations(Violation("day", _("Say on which day it was")))
    part.visit = Visit(day, acting.making.person, acting.required("result"))


def fees(acting: Acting, part: Joint) -> None:
    part.fees = fees_told(acting)
    part.fees_told_at = acting.making.now
    acting.issue(part.case, "fees")


def settle(acting: Acting, part: Joint) -> None:
    """What was agreed stands, for those too who count as accepting it."""
    part.agreed = acting.text("agreed") or part.agreed
    if not part.agreed:
        raise Violations(Violation("agreed", _("Say what was agreed")))


def drop(acting: Acting, part: Joint) -> None:
    for task in part.waiting:
        acting.deadlines.stop(task, CLOCK)


def _give_out(acting: Acting, part: Joint) -> None:
    """Each a task and a clock, the lead too; all within the limit of the case."""
    if part.task(0) is None:
        title = acting.text("task") or acting.papers.speech.translate(_("Lead, and gather all opinions"))
        part.tasks = (JointTask(part, 0, title, "", part.case.unit, CLOCK), *part.tasks)
    for task in part.tasks:
        if task.clock is None:
            acting.deadlines.start(task, CLOCK, limit=task_limit(acting, part.case, CLOCK, task.days))
        if task.number:
            let_in(acting, part.case, acting.site.people[task.handler])
            tell(acting, part.case, task.handler, _("You handle a case together with others"))


def _answer(acting: Acting, task: JointTask, stance: str, text: str) -> None:
    task.stance, task.text = stance, text
    task.answered_at, task.answered_by = acting.making.now, acting.making.person
    acting.deadlines.stop(task, CLOCK)


ACTS: Mapping[str, Callable[[Acting, Joint], None]] = {
    "joint-add": add,
    "joint-copy": copy,
    "joint-call": call,
    "joint-meet": meet,
    "joint-answer": answer,
    "joint-refuse": refuse,
    "joint-visit": visit,
    "joint-fees": fees,
    "joint-settle": settle,
    "joint-drop": drop,
}
PAPERS = {"joint-copy": ("joint",), "joint-call": ("joint",), "joint-fees": ("fees",)}
