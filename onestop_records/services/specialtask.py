"""Special tasks (专项工作, S9.6): registered, divided, reported on, chased, closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import (
    RecordFiled,
    SettingsChanged,
    SpecialTaskMoved,
    SpecialTaskRegistered,
)
from onestop_records.i18n import _
from onestop_records.interfaces import ICaseFiles, IDeadlines, INotices, INumbers, ISpecialTasks
from onestop_records.models.component import Received
from onestop_records.models.disposal import Move
from onestop_records.models.identity import new_id
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.models.specialtaskwords import MADE
from onestop_records.services.batch import Maker, maker
from onestop_records.services.casehistory import Speech, speech
from onestop_records.services.specialitemacts import ACTS as ITEM_ACTS
from onestop_records.services.specialtaskacting import Acting, standing
from onestop_records.services.specialtaskacts import ACTS
from onestop_records.services.specialtaskpaper import division, facts
from onestop_records.workflow.process import WORKER, Process
from onestop_records.workflow.specialtask import ITEMS, PROCESS

MOST_SAID = 200  # characters of a step in the history
TEXTS = ("title", "source", "document_number", "content")


@implementer(ISpecialTasks)
class SpecialTasks:
    """Of one archive, for one actor."""

    def __init__(
        self, maker: Maker, speech: Speech, files: Any, numbers: Any, deadlines: Any, notices: Any
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.specialtasks
        self.speech = speech
        self.files = files
        self.numbers = numbers
        self.deadlines = deadlines
        self.notices = notices

    def reserve(self) -> None:
        self.numbers.reserve([self._series()])

    def register(self, values: Mapping[str, Any], files: Sequence[Received] = ()) -> SpecialTask:
        acting = self._acting(values, files)
        Violations.check(_wrong(values))
        term, today = acting.day("term"), acting.making.today
        person = self.site.people[acting.making.person]
        task = SpecialTask(new_id(), acting.making.now)
        task.number = f"ZX{today.year}-{self.numbers.next(self._series()):03}"
        task.state = PROCESS.initial
        for name in TEXTS:
            setattr(task, name, acting.text(name))
        task.document_date, task.term = values.get("document_date"), term
        task.registered_by = task.handler = person.id
        task.unit = next(iter(sorted(person.units(today))), "")
        task.moves = (Move("register", person.id, acting.making.now),)
        self.files.begin(task, self._described(task))
        if files:
            number = task.document_number or task.number
            title = self.speech.translate(_("Letter ${number}", mapping={"number": number}))
            acting.keep(task, title, _("Letter"), files)
        self.folder.add(task)
        after = {"number": task.number, "state": task.state}
        self.maker.notify(SpecialTaskRegistered(self.maker.actor, task.id, "specialtask", after=after))
        acting.start(task, term)
        acting.describe(task)
        managers = [p.id for p in self.site.people.values() if "manager" in p.roles and not p.closed]
        acting.tell(task, managers, _("A special task is to be divided"))
        return task

    def make(
        self,
        task: SpecialTask,
        name: str,
        values: Mapping[str, Any] | None = None,
        files: Sequence[Received] = (),
    ) -> SpecialTask:
        acting = self._acting(values or {}, files)
        before = task.people
        self.maker.check(PROCESS, task, name, acting.making)
        ACTS[name](acting, task)
        self.maker.move(PROCESS, task, name, acting.making, SpecialTaskMoved)
        self.folder.concern(task, before)
        if task.ended:
            self._close(acting, task)
        else:
            acting.describe(task)
        return task

    def make_item(
        self,
        item: SpecialItem,
        name: str,
        values: Mapping[str, Any] | None = None,
        files: Sequence[Received] = (),
    ) -> SpecialItem:
        acting, task = self._acting(values or {}, files), item.task
        before, state, held = task.people, item.state, item.handler
        self.maker.check(ITEMS, item, name, acting.making)
        said = "：".join(
            each for each in (f"{item.number}. {item.title}", ITEM_ACTS[name](acting, item)) if each
        )
        item.state = ITEMS.by_name[name].target or state
        if task.state == "divided" and name in ("progress", "finish"):
            self.maker.move(PROCESS, task, "begin", replace(acting.making, reason=""))
        move = Move(f"item-{name}", acting.making.person, acting.making.now, said[:MOST_SAID])
        task.moves = (*task.moves, move)
        task.revision += 1
        self.folder.concern(task, before)
        told = (
            {"state": state, "handler": held},
            {"state": item.state, "handler": item.handler, "step": f"item-{name}"},
        )
        subject = "specialtask"
        self.maker.notify(SpecialTaskMoved(self.maker.actor, task.id, subject, acting.making.reason, *told))
        acting.describe(task)
        return item

    def steps(self, task: SpecialTask) -> tuple[str, ...]:
        return tuple(self._open(PROCESS, task))

    def item_steps(self, item: SpecialItem) -> tuple[str, ...]:
        return tuple(self._open(ITEMS, item))

    def change_terms(self, values: Mapping[str, Any]) -> None:
        terms = self.folder.terms
        given = {name: values.get(name) or "" for name in ("category", "retention")}
        before = {name: getattr(terms, name) for name in given if getattr(terms, name) != given[name]}
        if not before:
            return
        for name in before:
            setattr(terms, name, given[name])
        terms.revision += 1
        after = {name: given[name] for name in before}
        told = SettingsChanged(self.maker.actor, "specialtasks", "settings", before=before, after=after)
        self.maker.notify(told)

    def _open(self, process: Process, subject: Any) -> Iterator[str]:
        making = replace(self.maker.making(), reason="-")  # a reason is asked for when the step is made
        for name in process.allowed(subject, self.maker.roles()):
            step = process.by_name[name]
            if WORKER not in step.who and not process.violations(subject, name, making):
                yield name

    def _acting(self, values: Mapping[str, Any], files: Sequence[Received]) -> Acting:
        making = self.maker.making(values.get("reason") or "")
        return Acting(
            self.maker, making, self.speech, self.files, self.deadlines, self.notices, values, tuple(files)
        )

    def _series(self) -> str:
        return f"specialtask/{self.maker.clock.today().year}"

    def _described(self, task: SpecialTask) -> dict[str, Any]:
        """How its file is described on the first day."""
        terms = self.folder.terms
        words = {
            "title": task.title,
            "document_number": task.document_number,
            "abstract": task.content,
            "classification": "internal",
            "category": terms.category if self.site.fonds.category(terms.category) is not None else "",
            "retention": terms.retention,
            "case_state": task.state,
            "in_time": "running",
        }
        return {name: value for name, value in words.items() if value}

    def _close(self, acting: Acting, task: SpecialTask) -> None:
        paper = division(acting, task)
        acting.keep(task, f"{paper.title} {task.number}", paper.title, text=paper.page())
        told = acting.speech.say(_("Dropped")) if task.outcome == "dropped" else task.told
        values = {"case_state": task.state, "in_time": standing(task), "outcome": told}
        self.files.close(task, values, [pair for pair in facts(acting, task) if pair[1]], MADE)


def _wrong(values: Mapping[str, Any]) -> Iterator[Violation]:
    for name in ("title", "source"):
        if not str(values.get(name) or "").strip():
            yield Violation(name, _("This is required"))


def archiving(site: Any, clock: Any) -> Any:
    """When the file of a special task is filed the task has reached its end."""

    def listen(event: Any) -> None:
        record = site.records.get(event.subject) if isinstance(event, RecordFiled) else None
        if record is None or not record.casework.startswith(f"{SpecialTask.folder}/"):
            return
        task = site.specialtasks.get(record.casework.partition("/")[2])
        if task is not None and task.file == record.id and task.state == "closed":
            task.state = PROCESS.by_name["archive"].target
            task.moves = (*task.moves, Move("archive", event.actor.person, clock.now()))
            task.revision += 1

    return listen


def factory(context: object, request: Request) -> SpecialTasks:
    names = (ICaseFiles, INumbers, IDeadlines, INotices)
    services = (request.find_service(each) for each in names)
    return SpecialTasks(maker(request), speech(request), *services)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ISpecialTasks)
    config.add_event_listener(archiving)
