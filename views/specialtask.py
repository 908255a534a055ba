"""Special tasks: what waits and what is late first, registering one, its page, the settings of the files."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IListing, ISpecialTasks
from onestop_records.models import specialtaskwords as words
from onestop_records.models.specialtask import SpecialTask
from onestop_records.models.specialtaskfolder import SpecialTaskFolder
from onestop_records.permissions import Permission
from schemas.specialtask import TaskBody, TermsSchema
from views.export import TYPES, delivered
from views.form import Group, Shape, form_page, handle
from views.received import received_files
from views.stepper import Step

FORM = "templates/specialtask/form.pt"
SHOWN = 50  # closed ones of the list
GROUPS = (
    Group(_("What is to be done"), ("title", "content", "term")),
    Group(_("Who gave it"), ("source", "document_number", "document_date")),
)
WAY = (
    ("registered", ("register",)),
    ("divided", ("divide",)),
    ("in-progress", ("begin",)),
    ("reported", ("report",)),
    ("closed", ("close", "drop")),
    ("archived", ("archive",)),
)
HEADINGS = (
    _("Number"),
    _("Task"),
    _("Given by"),
    _("State"),
    _("Due"),
    _("How far, per cent"),
    _("Item"),
    _("Unit"),
    _("Responsible"),
    _("State of the item"),
    _("Item due"),
    _("Item, per cent"),
    _("Late"),
    _("Chased by a superior"),
)


def listed(request: Request, folder: SpecialTaskFolder) -> tuple[list[SpecialTask], list[SpecialTask]]:
    """Open ones, overdue first, then by term; the newest closed ones. Only those that one may know of."""
    now = request.find_service(IClock).now()
    running = [task for task in folder.opened() if request.knows(task)]
    running.sort(key=lambda task: (not any_overdue(task, now), task.due or now, task.number))
    return running, [task for task in folder.ended(SHOWN) if request.knows(task)]


def any_overdue(task: SpecialTask, now: datetime) -> bool:
    """The task, or an item of it, should be done and is not."""
    return task.overdue(now) or any(item.overdue(now) for item in task.open_items)


@view_config(
    context=SpecialTaskFolder, renderer="templates/specialtask/all.pt", permission=Permission.SPECIALTASKS
)
def specialtasks(folder: SpecialTaskFolder, request: Request) -> Any:
    """All that one may know of, with how far each is; ``form=xlsx|csv|print`` as a list of their items."""
    running, ended = listed(request, folder)
    form = request.GET.get("form", "")
    if form in (*TYPES, "print"):
        return _list(request, [*running, *ended], form)
    now = request.find_service(IClock).now()
    counts = Counter(task.state for task in (*running, *ended))
    late = sum(any_overdue(task, now) for task in running)
    return {
        "running": running,
        "ended": ended,
        "counts": [(words.STATES[state], counts[state]) for state in words.STATES if counts[state]],
        "late": late,
        "now": now,
        "any_overdue": any_overdue,
        "words": words,
    }


@form_page(
    SpecialTaskFolder,
    "register",
    FORM,
    Permission.SPECIALTASK_REGISTER_FORM,
    Permission.SPECIALTASK_REGISTER,
)
def register(folder: SpecialTaskFolder, request: Request) -> dict[str, Any] | Response:
    """All tasks from above are registered here, in one series of numbers (扎口登记)."""

    def act(values: Mapping[str, Any]) -> str:
        service = request.find_service(ISpecialTasks)
        service.reserve()
        task = service.register(values, received_files(request))
        mapping = {"number": task.number}
        request.session.flash(_("Special task ${number} is registered.", mapping=mapping))
        return f"/{task.address}"

    shape = Shape(button=_("Register"), groups=GROUPS, files="files", cancel="/specialtasks")
    done = handle(request, TaskBody(), act, {}, shape)
    return framed(done, _("Register a special task"), _("Attach the letter; the managers divide the task."))


@form_page(SpecialTaskFolder, "terms", FORM, Permission.SPECIALTASK_TERMS_FORM, Permission.SPECIALTASK_TERMS)
def terms(folder: SpecialTaskFolder, request: Request) -> dict[str, Any] | Response:
    """Category and retention class of the files."""

    def act(values: Mapping[str, Any]) -> str:
        request.find_service(ISpecialTasks).change_terms(values)
        request.session.flash(_("Saved; files of tasks registered from now on begin with it."))
        return "/specialtasks"

    present = {name: getattr(folder.terms, name) or None for name in ("category", "retention")}
    done = handle(request, TermsSchema(), act, present, Shape(cancel="/specialtasks"), folder.terms.revision)
    return framed(done, _("Settings of special tasks"), _("Left empty, the archivist chooses when filing."))


def framed(
    done: dict[str, Any] | Response, title: Any, lead: Any = None, task: SpecialTask | None = None
) -> dict[str, Any] | Response:
    """What the template of a form wants besides the form."""
    return done if isinstance(done, Response) else {**done, "title": title, "lead": lead, "crumb": task}


@view_config(
    context=SpecialTask,
    request_method="GET",
    renderer="templates/specialtask/task.pt",
    permission=Permission.SPECIALTASK_VIEW,
)
def one(task: SpecialTask, request: Request) -> dict[str, Any]:
    """Its way, its items with how far they are, what may be done next."""
    service = request.find_service(ISpecialTasks)
    file = request.site.records[task.file]
    found = (request.site.records[each] for each in file.items)
    return {
        "task": task,
        "steps": list(_way(task)),
        "names": service.steps(task),
        "item_names": {item.number: service.item_steps(item) for item in task.items},
        "now": request.find_service(IClock).now(),
        "file": file,
        "papers": [record for record in found if request.knows(record)],
        "records": request.site.records,
        "words": words,
    }


def _way(task: SpecialTask) -> Any:
    here = [state for state, __ in WAY].index(task.state)
    for place, (state, names) in enumerate(WAY):
        move = next((m for name in names if (m := task.moved(name))), None)
        if task.outcome == "dropped" and move is None and place < here:
            continue
        standing = "now" if place == here else "done" if place < here else "ahead"
        reached = move is not None and place <= here
        title = words.OUTCOMES["dropped"] if state == "closed" and task.outcome == "dropped" else None
        person, at = (move.person, move.at) if move is not None and reached else ("", None)
        yield Step(title or words.STATES[state], standing, person, at)


def _list(request: Request, tasks: list[SpecialTask], form: str) -> Response:
    """A row for each item, and one for a task that has none yet."""
    say, layout = request.localizer.translate, request.layout
    now = request.find_service(IClock).now()
    late = say(_("late"))
    rows = []
    for task in tasks:
        state = say(words.STATES[task.state])
        first = (task.number, task.title, task.source, state, layout.local(task.due), str(task.percent))
        for item in task.items:
            rows.append(
                (
                    *first,
                    f"{item.number} {item.title}",
                    layout.unit(item.unit),
                    layout.name(item.handler),
                    say(words.ITEM_STATES[item.state]),
                    layout.local(item.due),
                    str(item.percent),
                    late if item.late(now) or task.late(now) else "",
                    str(len(item.chases)),
                )
            )
        if not task.items:
            rows.append((*first, *[""] * 6, late if task.late(now) else "", ""))
    headings = tuple(say(each) for each in HEADINGS)
    table = request.find_service(IListing).found(say(_("Special tasks")), headings, tuple(rows), form)
    return delivered(request, table, form)
