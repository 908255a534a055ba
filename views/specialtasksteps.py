"""Each step of a special task and of its items: a form of its own, shown and posted under the step's name."""

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from onestop_records.i18n import _
from onestop_records.interfaces import ISpecialTasks
from onestop_records.models import specialtaskwords as words
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.permissions import Permission
from schemas.specialtask import ITEM_STEPS, ITEM_WITH_FILES, STEPS, WITH_FILES
from views.form import Shape, handle
from views.received import received_files
from views.specialtask import FORM, framed

DECIDING = frozenset({"divide", "divide-more", "send-back", "close", "drop"})
ITEM_DECIDING = frozenset({"accept", "send-back", "drop"})
DIVIDING = frozenset({"divide", "divide-more"})
View = Callable[[Any, Request], Any]


def every_step(context: Any, names: Mapping[str, Any], deciding: frozenset[str]) -> Callable[[View], View]:
    """Register the view for each step, to see and to post it."""

    def decorate(view: View) -> View:
        for name in names:
            permission = Permission.SPECIALTASK_DECIDE if name in deciding else Permission.SPECIALTASK_ACT
            for method in ("GET", "POST"):
                config = {"name": name, "renderer": FORM, "request_method": method, "permission": permission}
                view = view_config(context=context, **config)(view)
        return view

    return decorate


@every_step(SpecialTask, STEPS, DECIDING)
def step(task: SpecialTask, request: Request) -> dict[str, Any] | Response:
    """The form of a step; what its table or a rule forbids is shown in it."""
    name, service = request.view_name, request.find_service(ISpecialTasks)

    def act(values: Mapping[str, Any]) -> str:
        service.make(task, name, values, received_files(request) if name in WITH_FILES else [])
        request.session.flash(_("Done."))
        return f"/{task.address}/divide-more" if "another" in request.POST else f"/{task.address}"

    title = words.STEPS[name]
    both = (("save", _("Give out")), ("another", _("Give out, and the next one")))
    buttons = both if name in DIVIDING else ()
    files = "files" if name in WITH_FILES else ""
    shape = Shape(button=title, cancel=f"/{task.address}", files=files, buttons=buttons)
    done = handle(request, STEPS[name](), act, {}, shape, task.revision)
    return framed(done, title, words.HINTS.get(name), task)


@every_step(SpecialItem, ITEM_STEPS, ITEM_DECIDING)
def item_step(item: SpecialItem, request: Request) -> dict[str, Any] | Response:
    """The same of an item."""
    name, service, task = request.view_name, request.find_service(ISpecialTasks), item.task

    def act(values: Mapping[str, Any]) -> str:
        service.make_item(item, name, values, received_files(request) if name in ITEM_WITH_FILES else [])
        request.session.flash(_("Done."))
        return f"/{task.address}" if request.knows(task) else "/specialtasks"

    title = words.ITEM_STEPS[name]
    files = "files" if name in ITEM_WITH_FILES else ""
    shape = Shape(button=title, cancel=f"/{task.address}", files=files)
    offered = {"percent": item.percent} if name == "progress" else {}
    done = handle(request, ITEM_STEPS[name](), act, offered, shape, task.revision)
    shown = framed(done, title, words.ITEM_HINTS.get(name), task)
    return shown if isinstance(shown, Response) else {**shown, "title": f"{item.number}. {item.title}"}
