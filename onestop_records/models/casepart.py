"""What may run within a case beside its own steps: a part with a state and tasks, each with its clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from persistent import Persistent
from persistent.mapping import PersistentMapping

from onestop_records.models.deadline import Clock


@dataclass(frozen=True)
class FeeTold:
    """A fee that the client was told of: 种类、标准、依据、金额; ``cents`` in fen."""

    title: str
    standard: str
    basis: str
    cents: int
    payee: str = ""  # the window where it is paid


@dataclass(frozen=True)
class Chased:
    """Why something was late, asked for and noted (C15)."""

    cause: str
    by: str
    at: datetime
    due: datetime | None = None  # the term of this chase
    way: str = ""


class CaseTask(Persistent):
    """One task within a part, numbered from 0; ``handler`` empty: it is with who handles the case.

    Its ``clocks`` hold one clock, named ``clock_name`` after the setting of its limit.
    """

    deadline_kind = "case-task"
    answered_at: datetime | None = None
    answered_by = ""
    text = ""  # what was answered
    chased: tuple[Chased, ...] = ()

    def __init__(
        self,
        part: "CasePart",
        number: int,
        title: str,
        handler: str = "",
        unit: str = "",
        clock_name: str = "",
    ) -> None:
        self.part = part
        self.number = number
        self.title = title
        self.handler = handler
        self.unit = unit
        self.clock_name = clock_name
        self.clocks = PersistentMapping()

    @property
    def id(self) -> str:
        """``case id/name of the part/number``."""
        return f"{self.part.case.id}/{self.part.name}/{self.number}"

    @property
    def responsible(self) -> str:
        """The id of who has to do it."""
        return self.handler or self.part.case.handler

    @property
    def doing(self) -> str:
        """What is to be done with it, a word of ``services.casepartwork.TASKS``."""
        return str(self.part.name)

    @property
    def clock(self) -> Clock | None:
        """None before it starts."""
        return self.clocks.get(self.clock_name)

    @property
    def open(self) -> bool:
        """Given out and not answered."""
        return self.clock is not None and self.answered_at is None


class CasePart(Persistent):
    """Joint handling, an agency service or a matching; ``case`` is the Case it belongs to."""

    name = ""
    state = ""
    over: frozenset[str] = frozenset()  # the states in which nothing of it is to be done any more
    tasks: tuple[CaseTask, ...] = ()

    def __init__(self, case: Any) -> None:
        self.case = case

    @property
    def running(self) -> bool:
        """Something of it is still to be done."""
        return self.state not in self.over

    @property
    def waiting(self) -> Iterator[CaseTask]:
        """The tasks that somebody has to do now."""
        return (task for task in self.tasks if task.open and self.running)

    def task(self, number: Any) -> CaseTask | None:
        """The task of that number."""
        return next((task for task in self.tasks if task.number == number), None)
