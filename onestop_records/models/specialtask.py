"""Special tasks (专项工作, S9.6): what the authority above has given the house to do, and its division."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from persistent import Persistent
from persistent.mapping import PersistentMapping

from onestop_records.models.casework import Casework
from onestop_records.models.deadline import Clock

CLOCK = "special-task"  # the setting of its limit, and the name of its clocks
RULE = "S9.6"
DONE, DROPPED = "done", "dropped"  # how a task ended
GIVEN = frozenset({"given", "running"})  # states of an item that somebody has to do
SETTLED = frozenset({"accepted", "dropped"})  # states of an item with which nothing is left to do


@dataclass(frozen=True)
class Progress:
    """How far an item is (实时填报办理进度、工作内容): ``percent`` None when only words were given."""

    percent: int | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Chase:
    """Somebody asked for what is overdue (督办): its cause, and until when it is to be done now."""

    cause: str
    by: str
    at: datetime
    until: datetime


class Timed(Persistent):
    """What a task and its items share: one clock, and whether an earlier one was missed."""

    clocks: Any
    missed = False  # it was reported late once, whatever became of it since

    @property
    def clock(self) -> Clock | None:
        """None before it starts."""
        found: Clock | None = self.clocks.get(CLOCK)
        return found

    @property
    def due(self) -> datetime | None:
        return self.clock.due if self.clock is not None else None

    def late(self, now: datetime) -> bool:
        """Overdue, or reported too late."""
        return self.missed or (self.clock is not None and self.clock.late(now))

    def overdue(self, now: datetime) -> bool:
        """Its term has passed and it still is to be done."""
        return self.clock is not None and self.clock.running and self.clock.late(now)


class SpecialItem(Timed):
    """One item of a task, numbered from 1: what ``unit`` does, and who there answers for it (``handler``).

    Until the head of the unit names somebody, the head answers for it. ``proof`` says where what proves the
    result is, ``papers`` are ids of the records in the file that came with its reports.
    """

    deadline_kind = "specialitem"
    state = "given"
    result = ""
    proof = ""
    papers: tuple[str, ...] = ()
    progress: tuple[Progress, ...] = ()
    chases: tuple[Chase, ...] = ()

    def __init__(self, task: "SpecialTask", number: int, title: str, unit: str, handler: str) -> None:
        self.__parent__ = task
        self.__name__ = str(number)
        self.number = number
        self.title = title
        self.unit = unit
        self.handler = handler
        self.clocks = PersistentMapping()

    @property
    def task(self) -> "SpecialTask":
        found: SpecialTask = self.__parent__
        return found

    @property
    def id(self) -> str:
        """``task id/number``."""
        return f"{self.task.id}/{self.number}"

    @property
    def address(self) -> str:
        return f"{self.task.address}/{self.number}"

    @property
    def open(self) -> bool:
        """Somebody has to do it now."""
        return self.state in GIVEN and not self.task.ended

    @property
    def percent(self) -> int:
        """How far it is, as last reported; 100 when it is done."""
        if self.state in ("reported", "accepted"):
            return 100
        told = (one.percent for one in reversed(self.progress) if one.percent is not None)
        return next(told, 0)


class SpecialTask(Timed, Casework):
    """One task (扎口登记). ``source`` is the authority that gave it, ``term`` the day it sets.

    ``handler`` answers for the whole: who registered it, and from its division on who divided it. ``told`` is
    what the authority was told in the end, ``outcome`` is ``done`` or ``dropped``.
    """

    folder = "specialtasks"
    file_type = "task_file"
    deadline_kind = "specialtask"
    title = ""
    source = ""
    document_number = ""
    document_date: date | None = None
    content = ""
    term: date | None = None
    registered_by = ""
    items: tuple[SpecialItem, ...] = ()
    told = ""
    outcome = ""

    def __getitem__(self, number: str) -> SpecialItem:
        found = next((item for item in self.items if item.__name__ == number), None)
        if found is None:
            raise KeyError(number)
        return found

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed or dropped, None while it is open."""
        move = self.moved("close") or self.moved("drop")
        return move.at if move else None

    @property
    def counted(self) -> tuple[SpecialItem, ...]:
        """Its items without those that were dropped."""
        return tuple(item for item in self.items if item.state != "dropped")

    @property
    def percent(self) -> int:
        """How far it is: the mean of its items."""
        found = [item.percent for item in self.counted]
        return sum(found) // len(found) if found else 0

    @property
    def open_items(self) -> Iterator[SpecialItem]:
        return (item for item in self.items if item.open)

    @property
    def people(self) -> frozenset[str]:
        """Who has something to do with it now."""
        return frozenset({self.handler, *(item.handler for item in self.open_items)})
