"""What handovers wait for, and from whom; and checking them by scanning labels."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from translationstring import TranslationString
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IHandoverChecking, IScanMode
from onestop_records.models.handover import GIVER, RECEIVER, SUPERVISOR, Handover
from onestop_records.models.person import Person
from onestop_records.models.scanned import Scanned
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.workflow.signing import SUPERVISORS, lacking

Tasks = Iterator[tuple[str, TranslationString, bool]]  # kind, what to do, and whether others may do it


class HandoverWork:
    """Handovers to lead, check, decide on and sign."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def __call__(self, person: Person) -> Iterator[Waiting]:
        for handover_id in self.site.handovers.active:
            handover = self.site.handovers[handover_id]
            due, giver = self._due(handover), self.site.people[handover.giver]
            for kind, task, shared in self._tasks(handover, person):
                address = f"/handovers/{handover.id}"
                yield Waiting(kind, task, giver.name, address, person.id, due, shared=shared)

    def _tasks(self, handover: Handover, person: Person) -> Tasks:
        if handover.state == "signing":
            yield from self._signing(handover, person)
            return
        if handover.number(person.id):
            yield "handover-check", _("Check what you take over"), False
        if handover.opened_by == person.id:
            yield "handover-lead", _("Lead the handover to the signatures"), False
        elif handover.opened_by not in self.site.people and "archivist" in person.roles:
            yield "handover-lead", _("Lead the handover to the signatures"), True
        parties = (handover.giver, *(receiver.person for receiver in handover.receivers))
        if handover.disputed and "manager" in person.roles and person.id not in parties:
            yield "handover-decide", _("Decide on what is missing or damaged"), True

    def _signing(self, handover: Handover, person: Person) -> Tasks:
        parties = (handover.giver, handover.stand_in, *(each.person for each in handover.receivers))
        for part, whose in lacking(handover):
            if part in (GIVER, RECEIVER) and whose == person.id:
                yield "handover-sign", _("Sign the handover"), False
            elif part == SUPERVISOR and person.id not in parties and self._supervises(handover, person):
                yield "handover-sign", _("Sign the handover as supervisor"), True

    def _supervises(self, handover: Handover, person: Person) -> bool:
        """Unit heads are asked for their own unit, archivists and managers for all."""
        if person.roles & {"archivist", "manager"}:
            return True
        units = {post.unit for post in self.site.people[handover.giver].appointments}
        return bool(person.roles & SUPERVISORS) and not units.isdisjoint(person.units(self.clock.today()))

    def _due(self, handover: Handover) -> datetime | None:
        """The end of the last day in the post."""
        if handover.until is None:
            return None
        zone = self.clock.local(self.clock.now()).tzinfo
        return datetime.combine(handover.until, time(23, 59), zone)


@implementer(IScanMode)
class HandoverScanning:
    """A receiver checks with a phone or a hand-held scanner."""

    name = "handover"
    title = _("Check a handover")

    def __init__(self, site: Site, person: str, checking: Callable[[], Any]) -> None:
        self.site = site
        self.person = person
        self.checking = checking

    def choices(self) -> list[tuple[str, str]]:
        active = (self.site.handovers[each] for each in self.site.handovers.active)
        mine = (each for each in active if each.state == "checking" and each.number(self.person))
        return [(each.id, self.site.people[each.giver].name) for each in mine]

    def scan(self, chosen: str, text: str, box: str = "") -> Scanned:
        handover = self.site.handovers[chosen]
        try:
            row = self.checking().check_by_code(handover, text)
        except Missing:
            return Scanned(text, False, "", _("It is not on the list of this handover"), good=False)
        except Refused as refused:
            return Scanned(text, True, "", refused.violations[0].message, good=False)
        record = self.site.records.get(row.record)
        title = row.title if record is None else record.title
        mapping = {"number": row.sequence}
        return Scanned(text, True, title, _("No. ${number} is present", mapping=mapping))


def work_factory(request: Request) -> HandoverWork:
    """The kind of work of one request."""
    return HandoverWork(request.site, request.find_service(IClock))


def scan_factory(request: Request) -> HandoverScanning:
    """The scan mode of one request."""
    return HandoverScanning(
        request.site,
        request.actor.person,
        lambda: request.find_service(IHandoverChecking),
    )


def includeme(config: Configurator) -> None:
    config.add_waiting(work_factory)
    config.add_scan_mode(scan_factory)
