"""What loans, permits, reports and alerts wait for, and what people are reminded of."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from translationstring import TranslationString

from onestop_records.clock import Clock
from onestop_records.i18n import _
from onestop_records.interfaces import IAlerts, IClock, INotices
from onestop_records.models.alert import OVERRUN
from onestop_records.models.loan import Loan
from onestop_records.models.permit import Permit
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.workflow.permit import highest

SOON = timedelta(days=1)


class LendingWork:
    """Requests to decide, paper to hand out and to bring back, permits to assemble and decide, material."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock

    def __call__(self, person: Person) -> Iterator[Waiting]:
        archivist, manager = "archivist" in person.roles, "manager" in person.roles
        if archivist or manager:
            for loan in self.site.loans.opened():
                yield from self._loan(loan, person, archivist, manager)
            for permit in self.site.permits.opened():
                yield from self._permit(permit, person, archivist, manager)
        for loan in self.site.loans.of(person.id):
            if loan.out:
                warned = loan.due is not None and loan.due - self.clock.now() <= SOON
                task = _("Bring the paper back")
                yield self._about(loan, "loan-return", task, person, due=loan.due, warned=warned)
        for permit in self.site.permits.open_of(person.id):
            if permit.handback_due is not None and any(c.holder == person.id for c in permit.material):
                task, address = _("Hand back the work material"), f"/permits/{permit.id}"
                due = permit.handback_due
                yield Waiting("handback", task, permit.purpose, address, person.id, due, warned=True)
        yield from self._secrecy(person, manager)

    def _loan(self, loan: Loan, person: Person, archivist: bool, manager: bool) -> Iterator[Waiting]:
        record = self.site.records[loan.record]
        decides = manager if record.classification.classified else archivist
        if loan.state == "requested" and decides and loan.person != person.id:
            yield self._about(loan, "loan-approve", _("Decide on a loan"), person, shared=True)
        if loan.state == "approved" and archivist and loan.person != person.id:
            yield self._about(loan, "loan-lend", _("Hand out the paper"), person, shared=True)

    def _about(self, loan: Loan, kind: str, task: TranslationString, person: Person, **more: Any) -> Waiting:
        title = self.site.records[loan.record].title
        return Waiting(kind, task, title, f"/loans/{loan.id}", person.id, record=loan.record, **more)

    def _permit(self, permit: Permit, person: Person, archivist: bool, manager: bool) -> Iterator[Waiting]:
        address = f"/permits/{permit.id}"
        if permit.person == person.id:
            return
        if permit.state == "sought" and archivist:
            task = _("Look for what a reader seeks")
            yield Waiting("permit-assemble", task, permit.seeking, address, person.id, shared=True)
        if permit.state == "requested":
            classified = highest(self.site, permit).classified
            if manager if classified else archivist:
                task = _("Decide on a permit")
                yield Waiting("permit-decide", task, permit.purpose, address, person.id, shared=True)

    def _secrecy(self, person: Person, manager: bool) -> Iterator[Waiting]:
        if manager or "security" in person.roles:
            for leak in self.site.leaks.opened():
                task, address = _("Look into a leak"), f"/leaks/{leak.id}"
                title = _(
                    "Leak report of ${day}", mapping={"day": str(self.clock.local(leak.reported_at).date())}
                )
                yield Waiting("leak", task, title, address, person.id, urgent=True, shared=True)
        if "security" in person.roles:
            for alert in self.site.alerts.opened():
                if alert.person != person.id:
                    task, name = _("Look into an alert"), self.site.people[alert.person].name
                    address = f"/alerts/{alert.id}"
                    yield Waiting("alert", task, name, address, person.id, urgent=True, shared=True)


def remind(request: Request) -> int:
    """Tell borrowers what is due and overdue, readers what they owe; each once. The worker calls this."""
    site, now = request.site, request.find_service(IClock).now()
    notices, alerts = request.find_service(INotices), request.find_service(IAlerts)
    told = 0
    for loan in site.loans.opened():
        told += _remind_of_loan(site, loan, now, notices, alerts)
    for permit in site.permits.opened():
        told += _remind_of_material(permit, now, notices, alerts)
    return told


def _remind_of_loan(site: Site, loan: Loan, now: Any, notices: Any, alerts: Any) -> int:
    if not loan.out or loan.due is None:
        return 0
    address, classified = f"/loans/{loan.id}", site.records[loan.record].classification.classified
    if loan.overdue(now) and "overdue" not in loan.reminded:
        loan.reminded = (*loan.reminded, "overdue")
        subject, text = (
            _("A loan is overdue"),
            _("Paper that was lent should have been back. Bring it back now."),
        )
        notices.send([loan.person, loan.lent_by], subject, text, address)
        if classified:  # C12 3.4.5: back the same day
            alerts.raise_(loan.person, OVERRUN, {"loan": loan.id})
        return 1
    lent = loan.due - (loan.lent_at or now)
    soon = SOON if lent > SOON else timedelta(hours=1)
    if not loan.overdue(now) and loan.due - now <= soon and "soon" not in loan.reminded:
        loan.reminded = (*loan.reminded, "soon")
        subject, text = (
            _("A loan is due soon"),
            _("Paper that you have borrowed is due. Bring it back, or renew it."),
        )
        notices.send([loan.person], subject, text, address)
        return 1
    return 0


def _remind_of_material(permit: Permit, now: Any, notices: Any, alerts: Any) -> int:
    if permit.handback_due is None or not permit.material:
        return 0
    holders, address = sorted({copy.holder for copy in permit.material}), f"/permits/{permit.id}"
    if now >= permit.handback_due and "overdue" not in permit.reminded:
        permit.reminded = (*permit.reminded, "overdue")
        subject, text = (
            _("Work material is overdue"),
            _("Hand back at once what you have of a permit that is over."),
        )
        notices.send(holders, subject, text, address)
        for holder in holders:
            alerts.raise_(holder, OVERRUN, {"permit": permit.id})
        return 1
    if "soon" not in permit.reminded:
        permit.reminded = (*permit.reminded, "soon")
        subject = _("Hand back the work material")
        text = _("A permit is over. Copies, prints and excerpts go back to the archivist within its term.")
        notices.send(holders, subject, text, address)
        return 1
    return 0


def factory(request: Request) -> Callable[[Person], Iterator[Waiting]]:
    return LendingWork(request.site, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    config.add_waiting(factory)
