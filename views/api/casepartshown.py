"""Parts of a case as the API answers them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onestop_records.models.case import Case
from onestop_records.models.casepart import CasePart, CaseTask

HIDDEN = frozenset({"case", "tasks", "part", "clocks", "clock_name"})


def parts_json(case: Case) -> dict[str, Any]:
    """Name of the part → its fields and tasks."""
    return {part.name: _part(part) for part in case.parts}


def _part(part: CasePart) -> dict[str, Any]:
    told = {name: _plain(value) for name, value in vars(part).items() if name not in HIDDEN}
    return {"state": part.state, **told, "tasks": [_task(task) for task in part.tasks]}


def _task(task: CaseTask) -> dict[str, Any]:
    told = {name: _plain(value) for name, value in vars(task).items() if name not in HIDDEN}
    clock = task.clock
    times = {"due": _plain(clock.due) if clock else None, "in_time": clock.in_time if clock else None}
    return {**told, "handler": task.responsible, **times}


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
