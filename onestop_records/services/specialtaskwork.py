"""Special tasks in what waits for people, in what they answer for, and in what their clocks say."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation
from onestop_records.events import SpecialTaskMoved
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    IClock,
    IDeadlineListener,
    INotifier,
    IPosts,
    IResponsibility,
)
from onestop_records.models.disposal import Move
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.models.waiting import Waiting
from onestop_records.services.superior import superiors

TASK, ITEM = "specialtask", "specialitem"
REPORTED = _("Special task: close when the authority above accepts it")
READY = _("Special task: report the result to the authority above")


def waiting(request: Request) -> Callable[[Person], Iterable[Waiting]]:
    """Tasks to divide, items to give out, do or accept, results to report, each until its own end."""
    site: Site = request.site
    clock: Clock = request.find_service(IClock)

    def of(person: Person) -> Iterator[Waiting]:
        for task in site.specialtasks.of(person.id):
            if task.handler == person.id:
                yield from _leading(task, person.id)
            for item in task.open_items:
                if item.handler == person.id:
                    head = item.state == "given" and "head" in person.roles
                    words = _("Special task: name who does it") if head else _("Special task: do and report")
                    yield _waiting(ITEM, task, item, words, person.id, clock)
        if "manager" in person.roles:
            for task in site.specialtasks.undivided():
                words = _("Special task: divide it among the units")
                yield _waiting(TASK, task, task, words, person.id, clock, shared=True)

    def _leading(task: SpecialTask, person: str) -> Iterator[Waiting]:
        for item in task.items:
            if item.state == "reported" and not task.ended:
                words = _("Special task: accept an item, or send it back")
                yield _waiting(TASK, task, task, words, person, clock, title=item.title)
        if task.state == "reported":
            yield _waiting(TASK, task, task, REPORTED, person, clock)
        elif task.state == "in-progress" and all(i.state in ("accepted", "dropped") for i in task.items):
            yield _waiting(TASK, task, task, READY, person, clock)

    return of


def _waiting(
    kind: str,
    task: SpecialTask,
    subject: SpecialTask | SpecialItem,
    words: Any,
    person: str,
    clock: Clock,
    title: str = "",
    shared: bool = False,
) -> Waiting:
    running = subject.clock if subject.clock is not None and subject.clock.running else None
    return Waiting(
        kind,
        words,
        f"{task.number} {title or subject.title}",
        f"/{task.address}",
        person,
        running.due if running is not None else None,
        bool(running and running.provisional),
        bool(running and running.warned),
        subject.overdue(clock.now()),
        record=task.file,
        shared=shared,
    )


class Held:
    """What both kinds of responsibility share."""

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.clock: Clock = request.find_service(IClock)
        self.actor = request.actor
        self.notify: Callable[[Any], None] = request.find_service(INotifier)
        self.request = request

    def passed(self, task: SpecialTask, before: frozenset[str], giver: Person, receiver: Person) -> None:
        """Note it; who receives it may read its file."""
        task.moves = (*task.moves, Move("handover", self.actor.person, self.clock.now()))
        task.revision += 1
        self.site.specialtasks.concern(task, before)
        files, volume = self.request.find_service(ICaseFiles), self.site.records[task.file]
        files.describe(task, {"readers": tuple(dict.fromkeys((*volume.readers, receiver.id)))})
        if task.handler == receiver.id:
            files.entrust(task)
        sides = {"handler": giver.id}, {"handler": receiver.id, "step": "handover"}
        self.notify(SpecialTaskMoved(self.actor, task.id, TASK, "", *sides))


@implementer(IResponsibility)
class TasksHeld(Held):
    """Open tasks that a person answers for as a whole."""

    kind = TASK
    title = _("Special tasks")

    def of(self, person: Person) -> Iterator[Duty]:
        for task in self.site.specialtasks.of(person.id):
            if task.handler == person.id:
                title = f"{task.number} {task.title}"
                yield Duty(TASK, task.id, title, f"/{task.address}", task.file, task.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        task = self.site.specialtasks.get(duty_id)
        if task is None or task.ended:
            raise Missing(duty_id)
        if task.handler != giver.id:
            raise Refused(Violation("", _("Somebody else answers for this task")))
        before, task.handler = task.people, receiver.id
        self.passed(task, before, giver, receiver)


@implementer(IResponsibility)
class ItemsHeld(Held):
    """Items that a person has to do."""

    kind = ITEM
    title = _("Items of special tasks")

    def of(self, person: Person) -> Iterator[Duty]:
        for task in self.site.specialtasks.of(person.id):
            for item in task.open_items:
                if item.handler == person.id:
                    title = f"{task.number} {item.title}"
                    yield Duty(ITEM, item.id, title, f"/{task.address}", task.file, item.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        item = find_item(self.site, duty_id)
        if item is None or not item.open:
            raise Missing(duty_id)
        if item.handler != giver.id:
            raise Refused(Violation("", _("Somebody else has this item")))
        before, item.handler = item.task.people, receiver.id
        self.passed(item.task, before, giver, receiver)


def find_item(site: Site, item_id: str) -> SpecialItem | None:
    """The item of an id, None when there is none."""
    task_id, __, number = item_id.partition("/")
    task = site.specialtasks.get(task_id)
    return None if task is None else next((i for i in task.items if str(i.number) == number), None)


@implementer(IDeadlineListener)
class TaskClocks:
    """The clock of a task tells who answers for it; what is late says so in its file."""

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.posts = request.find_service(IPosts)
        self.request = request

    def find(self, subject_id: str) -> SpecialTask | None:
        return self.site.specialtasks.get(subject_id)

    def title(self, subject: SpecialTask) -> Any:
        return _("Special task ${number}", mapping={"number": subject.number})

    def address(self, subject: SpecialTask) -> str:
        return f"/{subject.address}"

    def handlers(self, subject: SpecialTask, name: str) -> list[str]:
        return [self.posts.acting(self.site.people[subject.handler])]

    def superiors(self, subject: SpecialTask, name: str, step: int) -> list[str]:
        return self._managers()

    def told(self, subject: SpecialTask, name: str, what: str) -> None:
        if what == "overdue" and not subject.ended:
            self.request.find_service(ICaseFiles).describe(subject, {"in_time": "no"})

    def _managers(self) -> list[str]:
        return [p.id for p in self.site.people.values() if "manager" in p.roles and not p.closed]


class ItemClocks(TaskClocks):
    """The clock of an item tells who has it, then the head of the unit, then the managers (S9.6.2)."""

    def find(self, subject_id: str) -> Any:
        item = find_item(self.site, subject_id)
        return item if item is not None and item.open else None

    def title(self, subject: Any) -> Any:
        return _("Item of special task ${number}", mapping={"number": subject.task.number})

    def address(self, subject: Any) -> str:
        return f"/{subject.task.address}"

    def superiors(self, subject: Any, name: str, step: int) -> list[str]:
        heads = superiors(self.site, subject.unit, self.posts.clock.today())
        return heads if step == 2 else list(dict.fromkeys((*heads, *self._managers())))

    def told(self, subject: Any, name: str, what: str) -> None:
        """That an item is late stands with the item; the file says it of the whole."""


def includeme(config: Configurator) -> None:
    config.add_waiting(waiting)
    config.add_responsibility(TasksHeld)
    config.add_responsibility(ItemsHeld)
    config.add_deadline_listener(TASK, TaskClocks)
    config.add_deadline_listener(ITEM, ItemClocks)
