"""Declared workflows: states and transitions, who may make them, what must hold, what follows.

One table per process, validated when the application starts. Nothing here is stored on a record but its
state; who may act is computed from the table each time (architecture, rule 7).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zope.interface import implementer

from onestop_records.errors import Conflict, Violation
from onestop_records.events import Actor, RecordEvent
from onestop_records.i18n import _
from onestop_records.interfaces import IRecordWorkflow
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.permissions import Permission

HOLDER = "holder"  # whoever holds the keeping of the record


@dataclass(frozen=True)
class Act:
    """One transition being made: by whom, when, with which words, and whose help guards and effects need."""

    site: Site
    actor: Actor
    now: datetime
    today: date
    reason: str = ""
    override: str = ""
    duplicates_accepted: bool = False
    duplicates: Callable[[Record], Mapping[str, tuple[str, ...]]] | None = None  # ``IFiling.duplicates``
    in_sight: Callable[[Record], bool] | None = None  # could an archivist see it once it is handed in?
    code: str = ""  # the reference code that a record brings along
    within: bool = False  # an item that goes with its volume
    codes: Any = None  # IReferenceCodes
    check: Any = None  # IFourPropertyCheck


Guard = Callable[[Record, Act], Iterator[Violation]]
Effect = Callable[[Record, Act], None]


@dataclass(frozen=True)
class Transition:
    """A way from some states to another. ``who`` names roles (``role:archivist``) or ``holder``."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    permission: Permission
    event: type[RecordEvent]
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    undoing: bool = False  # gives it back to its keeper, as a case's file never is


@implementer(IRecordWorkflow)
@dataclass(frozen=True)
class Workflow:
    """A process. Raises ValueError when its table makes no sense."""

    name: str
    initial: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]
    by_name: dict[str, Transition] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {t.name: t for t in self.transitions})
        wrong = list(self._wrong())
        if wrong:
            raise ValueError(f"workflow {self.name}: " + "; ".join(wrong))

    def _wrong(self) -> Iterator[str]:
        known = set(self.states)
        if len(known) != len(self.states) or len(self.by_name) != len(self.transitions):
            yield "a name stands twice"
        for state in {self.initial, *(t.target for t in self.transitions)} - known:
            yield f"there is no state {state}"
        for transition in self.transitions:
            if not transition.sources or not set(transition.sources) <= known:
                yield f"{transition.name} starts nowhere"
            if not transition.who:
                yield f"nobody may {transition.name}"
            for who in transition.who:
                if who != HOLDER and not who.startswith("role:"):
                    yield f"{transition.name} names {who}"
        reached = {self.initial, *(t.target for t in self.transitions)}
        for state in known - reached:
            yield f"nothing leads to {state}"

    def who_may(self, record: Record, name: str) -> frozenset[str]:
        """The principals that may make the transition from the record's present state."""
        transition = self.by_name.get(name)
        if transition is None or record.state not in transition.sources or record.volume:
            return frozenset()
        if record.growing or (record.casework and transition.undoing):
            return frozenset()
        return frozenset(f"holder:{record.keeping}" if w == HOLDER else w for w in transition.who)

    def allowed(self, record: Record, principals: frozenset[str]) -> tuple[str, ...]:
        """The transitions that somebody with these principals may make now, in the order of the table."""
        return tuple(
            t.name for t in self.transitions if not self.who_may(record, t.name).isdisjoint(principals)
        )

    def violations(self, record: Record, name: str, act: Act) -> list[Violation]:
        """All that stands against a transition."""
        return [violation for guard in self.by_name[name].guards for violation in guard(record, act)]

    def check_state(self, record: Record, name: str) -> None:
        """Raises Conflict when the record's state does not allow the transition (any more)."""
        if record.state not in self.by_name[name].sources:
            message = _("This is not possible in the state ${state}", mapping={"state": record.state})
            raise Conflict(Violation("state", message))

    def move(self, record: Record, name: str, act: Act) -> None:
        """Set the new state and let its effects happen; ``violations`` are asked for first."""
        transition = self.by_name[name]
        record.state = transition.target
        for effect in transition.effects:
            effect(record, act)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for transition in self.transitions:
            who = ", ".join(w.removeprefix("role:") for w in transition.who)
            lines += [
                f"    {source} --> {transition.target}: {transition.name} ({who})"
                for source in transition.sources
            ]
        return "\n".join(lines)
