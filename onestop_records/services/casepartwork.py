"""Tasks within cases: what waits for people, what they answer for, whom their clocks tell."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation
from onestop_records.events import Actor, CaseMoved
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    IClock,
    IDeadlineListener,
    INotifier,
    IPosts,
    IResponsibility,
)
from onestop_records.models.case import Case
from onestop_records.models.casematchingwords import TASK_WORDS
from onestop_records.models.casepart import CaseTask
from onestop_records.models.disposal import Move
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.services.superior import superiors

TASKS = {
    "joint": _("Answer as a co-handler"),
    "agency": _("Agency service: carry it on"),
    "agency-step": _("Agency service: follow what was sent"),
    "agency-chase": _("Agency service: chase it and note the cause"),
    "agency-result": _("Agency service: do your step"),
    "agency-finish": _("Agency service: all is done, tell the client"),
    "agency-close": _("Agency service: do the closing formality"),
    **TASK_WORDS,
}


def waiting(request: Request) -> Callable[[Person], Iterable[Waiting]]:
    """Tasks in the parts of cases, each until its own end."""
    site: Site = request.site

    def of(person: Person) -> Iterator[Waiting]:
        for case in site.cases.of(person.id):
            for task in _tasks(case, person.id):
                yield _waiting(case, task, person.id)

    return of


def _tasks(case: Case, person: str) -> Iterator[CaseTask]:
    return (task for part in case.parts for task in part.waiting if task.responsible == person)


def _waiting(case: Case, task: CaseTask, person: str) -> Waiting:
    clock = task.clock
    due: datetime | None = clock.due if clock is not None and not clock.paused else None
    title = f"{case.number} {case.asker} {task.title}"
    warned = bool(clock and clock.warned)
    provisional = bool(clock and clock.provisional)
    where = f"/{case.address}"
    return Waiting(
        "case-task", TASKS[task.doing], title, where, person, due, provisional, warned, record=case.file
    )


@implementer(IResponsibility)
class TasksHeld:
    """Tasks that are a person's own; what is with the handler of the case passes with the case."""

    kind = "case-task"
    title = _("Tasks in cases of others")

    def __init__(
        self, site: Site, clock: Clock, actor: Actor, notify: Callable[[Any], None], files: Callable[[], Any]
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notify
        self.files = files

    def of(self, person: Person) -> Iterator[Duty]:
        for case in self.site.cases.of(person.id):
            for task in _tasks(case, person.id):
                if task.handler:
                    title = f"{case.number} {task.title}"
                    yield Duty(self.kind, task.id, title, f"/{case.address}", case.file, task.part.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        task = find_task(self.site, duty_id)
        if task is None:
            raise Missing(duty_id)
        if task.handler != giver.id:
            raise Refused(Violation("", _("Somebody else handles this task")))
        case: Case = task.part.case
        before = case.people
        task.handler = receiver.id
        case.moves = (*case.moves, Move("handover", self.actor.person, self.clock.now()))
        case.revision += 1
        self.site.cases.concern(case, before)
        volume = self.site.records[case.file]
        self.files().describe(case, {"readers": tuple(dict.fromkeys((*volume.readers, receiver.id)))})
        sides = {"handler": giver.id}, {"handler": receiver.id, "step": "handover"}
        self.notify(CaseMoved(self.actor, case.id, "case", "", *sides))


def find_task(site: Site, task_id: str) -> CaseTask | None:
    """The task of an id, None when there is none or nothing of it is to be done any more."""
    case_id, __, rest = task_id.partition("/")
    name, __, number = rest.partition("/")
    case = site.cases.get(case_id)
    if case is None or case.ended:
        return None
    return next(
        (t for part in case.parts if part.name == name for t in part.waiting if str(t.number) == number), None
    )


@implementer(IDeadlineListener)
class TaskClocks:
    """The clock of a task tells who has it and their own superiors; the lateness stays with the task."""

    def __init__(self, site: Site, posts: Any) -> None:
        self.site = site
        self.posts = posts

    def find(self, subject_id: str) -> CaseTask | None:
        return find_task(self.site, subject_id)

    def title(self, subject: CaseTask) -> Any:
        return _("Task in case ${number}", mapping={"number": subject.part.case.number})

    def address(self, subject: CaseTask) -> str:
        return f"/{subject.part.case.address}"

    def handlers(self, subject: CaseTask, name: str) -> list[str]:
        return [self.posts.acting(self.site.people[subject.responsible])]

    def superiors(self, subject: CaseTask, name: str, step: int) -> list[str]:
        unit = subject.unit or subject.part.case.unit
        heads = superiors(self.site, unit, self.posts.clock.today())
        managers = [p.id for p in self.site.people.values() if "manager" in p.roles and not p.closed]
        return heads if step == 2 else list(dict.fromkeys((*heads, *managers)))

    def told(self, subject: CaseTask, name: str, what: str) -> None:
        """Late is late and nothing else: nobody counts as accepting by it (C7)."""


def includeme(config: Configurator) -> None:
    config.add_waiting(waiting)
    config.add_responsibility(
        lambda request: TasksHeld(
            request.site,
            request.find_service(IClock),
            request.actor,
            request.find_service(INotifier),
            lambda: request.find_service(ICaseFiles),
        )
    )
    config.add_deadline_listener(
        "case-task", lambda request: TaskClocks(request.site, request.find_service(IPosts))
    )
