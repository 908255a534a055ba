"""Special tasks through the API: register, list, read, every step of both tables as a transition."""

from collections.abc import Callable
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from onestop_records.interfaces import IClock, ISpecialTasks, IUploads
from onestop_records.models import specialtaskwords as words
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.permissions import Permission
from schemas.specialtask import (
    ITEM_STEPS,
    ITEM_WITH_FILES,
    STEPS,
    WITH_FILES,
    TaskAnswer,
    TaskBody,
    TasksAnswer,
    TermsAnswer,
    TermsSchema,
    api_body,
)
from views.api.call import api_call
from views.api.revised import Revised, same_revision
from views.specialtask import listed
from views.specialtasksteps import DECIDING, ITEM_DECIDING

ALL, ONE = "/specialtasks", "/specialtasks/{id}"
ITEM, ITEM_PLACE = f"{ONE}/items/{{item}}", f"{ONE}/{{item}}"


def instant(value: Any) -> str | None:
    """An instant or a day as ISO text."""
    return value.isoformat() if value is not None else None


def task_json(task: SpecialTask, request: Request) -> dict[str, Any]:
    """A task with its items."""
    service, now = request.find_service(ISpecialTasks), request.find_service(IClock).now()
    names = (
        *("id", "number", "state", "revision", "title", "source", "document_number", "content"),
        *("registered_by", "handler", "percent", "told", "file"),
    )
    return {
        **{name: getattr(task, name) for name in names},
        "document_date": instant(task.document_date),
        "received_at": instant(task.received_at),
        "due": instant(task.due),
        "late": task.late(now),
        "outcome": task.outcome or None,
        "items": [_item(item, service, now) for item in task.items],
        "transitions": list(service.steps(task)),
    }


def _item(item: SpecialItem, service: Any, now: Any) -> dict[str, Any]:
    names = ("number", "title", "unit", "handler", "state", "percent", "result", "proof")
    return {
        **{name: getattr(item, name) for name in names},
        "due": instant(item.due),
        "late": item.late(now),
        "papers": list(item.papers),
        "progress": [
            {"percent": one.percent, "text": one.text, "by": one.by, "at": instant(one.at)}
            for one in item.progress
        ],
        "chases": [
            {"cause": one.cause, "by": one.by, "at": instant(one.at), "until": instant(one.until)}
            for one in item.chases
        ],
        "transitions": list(service.item_steps(item)),
    }


TASK = Revised(ONE, SpecialTask, TaskAnswer, task_json)


@api_call(ALL, "GET", "List special tasks", Permission.SPECIALTASKS, answer=TasksAnswer)
def list_specialtasks(context: object, request: Request) -> dict[str, Any]:
    """Open ones, what is overdue first; then the newest closed ones."""
    running, ended = listed(request, request.site.specialtasks)
    return {"items": [task_json(task, request) for task in (*running, *ended)]}


@api_call(
    ALL,
    "POST",
    "Register a special task",
    Permission.SPECIALTASK_REGISTER,
    body=api_body(TaskBody, True),
    answer=TaskAnswer,
    status=201,
)
def register_specialtask(context: object, request: Request) -> Response:
    """``uploads`` names the letter, sent ahead."""
    service = request.find_service(ISpecialTasks)
    service.reserve()
    return TASK.made(service.register(request.values, _files(request)), request)


@api_call(
    "/specialtasks/terms",
    "PUT",
    "Set category and retention class of the files of special tasks",
    Permission.SPECIALTASK_TERMS,
    body=TermsSchema,
    answer=TermsAnswer,
    bound=True,
)
def put_terms(context: object, request: Request) -> dict[str, Any]:
    """For tasks that are registered from now on."""
    request.find_service(ISpecialTasks).change_terms(request.values)
    terms = request.site.specialtasks.terms
    return {"category": terms.category, "retention": terms.retention}


@api_call(
    ONE,
    "GET",
    "Read a special task",
    Permission.SPECIALTASK_VIEW,
    answer=TaskAnswer,
    context=SpecialTask,
    traverse=ONE,
)
def read_specialtask(context: SpecialTask, request: Request) -> Response:
    """With its items, their reports and chases."""
    return TASK.shown(context, request)


def _files(request: Request) -> list[Any]:
    found: list[Any] = request.find_service(IUploads).take(list(request.values.get("uploads") or ()))
    return found


def _permission(name: str, deciding: frozenset[str]) -> Permission:
    return Permission.SPECIALTASK_DECIDE if name in deciding else Permission.SPECIALTASK_ACT


def _step(name: str, body: Callable[[], Any]) -> None:
    """Declare ``POST specialtasks/{id}/transitions/{name}``."""
    files = name in WITH_FILES

    def act(context: SpecialTask, request: Request) -> None:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        service = request.find_service(ISpecialTasks)
        service.make(context, name, dict(request.values), _files(request) if files else [])

    act.__module__ = __name__
    act.__name__ = f"{name.replace('-', '_')}_specialtask"
    summary = f"A special task: {words.STEPS[name]}"
    declared = TASK.transition(name, _permission(name, DECIDING), summary, api_body(body, files))
    globals()[act.__name__] = declared(act)


def _item_step(name: str, body: Callable[[], Any]) -> None:
    """Declare ``POST specialtasks/{id}/items/{item}/transitions/{name}``."""
    files = name in ITEM_WITH_FILES

    def view(context: SpecialItem, request: Request) -> Response:
        """409 when the state does not allow the step, 422 with the rule that forbids it."""
        same_revision(context.task, request)
        service = request.find_service(ISpecialTasks)
        service.make_item(context, name, dict(request.values), _files(request) if files else [])
        return TASK.shown(context.task, request)

    view.__module__ = __name__
    view.__name__ = f"{name.replace('-', '_')}_specialitem"
    globals()[view.__name__] = api_call(
        f"{ITEM}/transitions/{name}",
        "POST",
        f"An item of a special task: {words.ITEM_STEPS[name]}",
        _permission(name, ITEM_DECIDING),
        body=api_body(body, files),
        answer=TaskAnswer,
        headers=("If-Match",),
        context=SpecialItem,
        traverse=ITEM_PLACE,
    )(view)


for _name, _body in STEPS.items():
    _step(_name, _body)
for _name, _body in ITEM_STEPS.items():
    _item_step(_name, _body)
