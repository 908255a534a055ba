"""Declared processes other than a record's own life: batches that several people move together.

Like ``workflow.engine``, one table per process, validated when the application starts. A step without a
target is an act that leaves the state as it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from onestop_records.errors import Conflict, Violation
from onestop_records.i18n import _
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission

WORKER = "worker"  # a step that no person makes


@dataclass(frozen=True)
class Making:
    """A step being made: by whom, when, why, and which records they may know of."""

    site: Site
    person: str
    now: datetime
    today: date
    reason: str = ""
    knows: Callable[[Record], bool] = lambda record: True
    system: bool = False  # commands and the worker, whom no role names


Guard = Callable[[Any, Making], Iterator[Violation]]


@dataclass(frozen=True)
class Step:
    """A way from some states to another, for these roles (``role:archivist``), or the worker."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    permission: Permission | None = None
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Process:
    """A process. Raises ValueError when its table makes no sense."""

    name: str
    initial: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    by_name: dict[str, Step] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {step.name: step for step in self.steps})
        wrong = list(self._wrong())
        if wrong:
            raise ValueError(f"process {self.name}: " + "; ".join(wrong))

    def _wrong(self) -> Iterator[str]:
        known = set(self.states)
        if len(known) != len(self.states) or len(self.by_name) != len(self.steps):
            yield "a name stands twice"
        for step in self.steps:
            if not step.sources or not {*step.sources, step.target or self.initial} <= known:
                yield f"{step.name} starts or ends nowhere"
            if not step.who or any(w != WORKER and not w.startswith("role:") for w in step.who):
                yield f"nobody may {step.name}"
            if (step.permission is None) != (step.who == (WORKER,)):
                yield f"{step.name} has the wrong permission"
        for state in known - {self.initial, *(step.target for step in self.steps)}:
            yield f"nothing leads to {state}"

    def check_state(self, batch: Any, name: str) -> None:
        """Raises Conflict when the state of the batch does not allow the step (any more)."""
        if batch.state not in self.by_name[name].sources:
            mapping = {"state": batch.state}
            raise Conflict(
                Violation("state", _("This is not possible in the state ${state}", mapping=mapping))
            )

    def violations(self, batch: Any, name: str, making: Making) -> list[Violation]:
        """All that stands against a step, whoever has the role for it."""
        return [violation for guard in self.by_name[name].guards for violation in guard(batch, making)]

    def allowed(self, batch: Any, roles: frozenset[str]) -> tuple[str, ...]:
        """The steps that the state and these roles allow now, in the order of the table."""
        return tuple(
            step.name
            for step in self.steps
            if batch.state in step.sources and not roles.isdisjoint(w.removeprefix("role:") for w in step.who)
        )

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for step in self.steps:
            who = ", ".join(w.removeprefix("role:") for w in step.who)
            lines += [f"    {s} --> {step.target or s}: {step.name} ({who})" for s in step.sources]
        return "\n".join(lines)


def reasoned(batch: Any, making: Making) -> Iterator[Violation]:
    """Whoever stops or sends back says why."""
    if not making.reason.strip():
        yield Violation("reason", _("Give a reason"))
