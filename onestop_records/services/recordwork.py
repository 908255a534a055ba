"""What waits for archivists and managers of the records themselves, counted and not loaded."""

from collections.abc import Callable, Iterator

from pyramid.config import Configurator
from pyramid.request import Request

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IClock, IOutbox
from onestop_records.models.access import may_know
from onestop_records.models.person import Person
from onestop_records.models.retention import Proposal
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.security.principals import identify
from onestop_records.services.counting import Counting

MOST_CHECKS = 50
STEPS = (
    ("records-to-accept", "submitted", _("Accept"), _("${count} records handed in")),
    ("records-to-arrange", "accepted", _("Arrange and number"), _("${count} records accepted")),
)
Kind = Callable[[Person], Iterator[Waiting]]


class RecordWork:
    """Records to accept and to arrange, failed checks, editions of the schedule to confirm."""

    def __init__(self, site: Site, clock: Clock, counting: Counting) -> None:
        self.site = site
        self.clock = clock
        self.counting = counting

    def __call__(self, person: Person) -> Iterator[Waiting]:
        if "archivist" in person.roles:
            principals = identify(self.site, person, self.clock.today()).principals
            yield from self._records(person, principals)
            yield from self._checks(person, principals)
        if person.roles & {"archivist", "manager"}:
            yield from self._editions(person)

    def _records(self, person: Person, principals: frozenset[str]) -> Iterator[Waiting]:
        known = self.counting.known(principals)
        for kind, state, task, title in STEPS:
            count = len(self.counting.catalog.select({"state": (state,)}, known))
            if count:
                address = f"/search?state={state}"
                yield Waiting(kind, task, title % {"count": count}, address, person.id, shared=True)

    def _checks(self, person: Person, principals: frozenset[str]) -> Iterator[Waiting]:
        shown = 0
        for record_id in self.site.check_tasks:
            record = self.site.records.get(record_id)
            if record is not None and may_know(record, principals) and shown < MOST_CHECKS:
                shown += 1
                task, address = _("Look after a failed check"), f"/records/{record_id}"
                yield Waiting(
                    "failed-check", task, record.title, address, person.id, record=record_id, shared=True
                )

    def _editions(self, person: Person) -> Iterator[Waiting]:
        for line in self.site.retention.values():
            if line.proposal is not None and may_confirm(person, line.proposal):
                task, address = _("Confirm a new edition"), f"/retention/{line.code}"
                yield Waiting("edition", task, line.title, address, person.id, shared=True)


def may_confirm(person: Person, proposal: Proposal) -> bool:
    """As ``workflow.retention``: what shortens running periods wants a manager who did not propose it."""
    return not proposal.shorter or ("manager" in person.roles and person.id != proposal.proposed_by)


def factory(request: Request) -> Kind:
    counting = Counting(request.find_service(ICatalog), request.find_service(IOutbox))
    return RecordWork(request.site, request.find_service(IClock), counting)


def includeme(config: Configurator) -> None:
    config.add_waiting(factory)
