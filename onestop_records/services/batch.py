"""What disposals and transfers share: somebody makes a declared step, and it leaves its trace."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from onestop_records.clock import Clock
from onestop_records.errors import Refused
from onestop_records.events import Actor, Event
from onestop_records.interfaces import IClock, INotifier
from onestop_records.models.disposal import Move
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.services.described import reason_given
from onestop_records.workflow.process import Making, Process


@dataclass(frozen=True)
class Maker:
    """One actor in one archive: who they are, what they may know of."""

    site: Site
    clock: Clock
    actor: Actor
    notify: Callable[[Event], None]
    knows: Callable[[Record], bool]
    principals: frozenset[str]
    translate: Callable[[Any], str]
    system: bool = False  # acts for the house: a client who answers by link, a clock

    def making(self, reason: str = "") -> Making:
        """The step that is being made; raises Violations for a reason that cannot be kept."""
        reason = reason_given("reason", reason)
        now, today = self.clock.now(), self.clock.today()
        return Making(self.site, self.actor.person, now, today, reason, self.knows, self.system)

    def check(self, process: Process, batch: Any, name: str, making: Making) -> None:
        """Raises Conflict for the state, Refused with everything that stands against the step."""
        process.check_state(batch, name)
        found = process.violations(batch, name, making)
        if found:
            raise Refused(*found)

    def move(
        self,
        process: Process,
        batch: Any,
        name: str,
        making: Making,
        event: type[Event] | None = None,
        why: bool = True,
    ) -> None:
        """Set the state the step leads to, note who made it, raise the revision, tell; ``why`` too."""
        before, step = batch.state, process.by_name[name]
        batch.state = step.target or before
        batch.moves = (*batch.moves, Move(name, making.person, making.now, making.reason))
        batch.revision += 1
        if event is not None:
            after = {"state": batch.state, "step": name}
            reason = making.reason if why else ""
            told = event(self.actor, batch.id, process.name, reason, {"state": before}, after)
            self.notify(told)

    def roles(self) -> frozenset[str]:
        """The roles of the actor, without their prefix."""
        return frozenset(p.removeprefix("role:") for p in self.principals if p.startswith("role:"))


def maker(request: Request) -> Maker:
    """The maker of a request."""
    identity = request.identity
    return Maker(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.knows,
        identity.principals if identity else frozenset(),
        request.localizer.translate,
    )
