"""What a low grade asks of people: a task with a deadline for the head of the unit (S8.3.2)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IDeadlineListener
from onestop_records.models.evaluation import Evaluation
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.services.evaluation import CLOCK
from onestop_records.services.superior import superiors


class EvaluationWork:
    """Low grades that wait for a measure: with the head of the unit, and with managers where it has none."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def __call__(self, person: Person) -> Iterator[Waiting]:
        if not person.roles & {"head", "manager"}:
            return
        today = self.clock.today()
        for unit in self.site.units:
            waiting = list(self.site.evaluations.improving(unit))
            if waiting and person.id in superiors(self.site, unit, today):
                yield from (self._waiting(one, person) for one in waiting)

    def _waiting(self, one: Evaluation, person: Person) -> Waiting:
        case, clock = self.site.cases[one.id], one.clocks.get(CLOCK)
        return Waiting(
            "low-grade",
            _("Do something about a low grade"),
            f"{case.number} {case.title}",
            f"/{case.address}/evaluation",
            person.id,
            clock.due if clock else None,
            bool(clock and clock.provisional),
            bool(clock and clock.warned),
            record=case.file,
        )


@implementer(IDeadlineListener)
class EvaluationClocks:
    """Whom the clock of a low grade tells."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def find(self, subject_id: str) -> Evaluation | None:
        found: Evaluation | None = self.site.evaluations.get(subject_id)
        return found

    def title(self, subject: Evaluation) -> Any:
        return _("Low grade: case ${number}", mapping={"number": subject.number})

    def address(self, subject: Evaluation) -> str:
        return f"/cases/{subject.id}/evaluation"

    def handlers(self, subject: Evaluation, name: str) -> list[str]:
        return superiors(self.site, subject.unit, self.clock.today())

    def superiors(self, subject: Evaluation, name: str, step: int) -> list[str]:
        return [p.id for p in self.site.people.values() if "manager" in p.roles and not p.closed]

    def told(self, subject: Evaluation, name: str, what: str) -> None:
        """Nothing else follows."""


def waiting(request: Request) -> Callable[[Person], Iterable[Waiting]]:
    return EvaluationWork(request.site, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    config.add_waiting(waiting)
    config.add_deadline_listener(
        "evaluation", lambda request: EvaluationClocks(request.site, request.find_service(IClock))
    )
