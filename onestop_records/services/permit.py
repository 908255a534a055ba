"""Permits (查阅许可) and assistance (协查): asking, assembling, granting, ending (C12; lifecycle)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import PermitMoved, PermitRequested, RecordOpened
from onestop_records.i18n import _
from onestop_records.interfaces import IAlerts, IMaterial, INotices, IPermits
from onestop_records.models.access import by_office, opens
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import take_on
from onestop_records.models.permit import COPYING, USES, VIEW, WAITING, Permit
from onestop_records.models.person import Person
from onestop_records.models.record import Record
from onestop_records.models.use import Use
from onestop_records.security.principals import clearance
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.workflow.permit import PROCESS, highest

MOST = 200  # records of one permit
TOLD = {  # steps of which the reader is told
    "grant": (
        _("Permit granted"),
        _("What you asked for is open to you until the term of the permit ends."),
    ),
    "refuse": (_("Permit refused"), _("What you asked for was refused; the page says why.")),
    "revoke": (_("Permit revoked"), _("Your permit opens nothing any more; the page says why.")),
}


@implementer(IPermits)
class Permits:
    """For one actor."""

    def __init__(self, maker: Maker, material: Any, alerts: Any, notices: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.material = material
        self.alerts = alerts
        self.notices = notices

    def request(self, values: Mapping[str, Any]) -> Permit:
        purpose, seeking = (values.get(name) or "" for name in ("purpose", "seeking"))
        records, until = tuple(dict.fromkeys(values.get("records") or ())), values["until"]
        found = [*self._wrong(purpose, until)]
        if not reason_given("seeking", seeking):
            found += self._wrong_records(records)
        Violations.check(found)
        scope = tuple(use for use in USES if use == VIEW or use in (values.get("scope") or ()))
        now, person = self.maker.clock.now(), self.site.people[self.maker.actor.person]
        take_on(self.site.keepings, person)
        records = () if seeking else records
        permit = Permit(new_id(), person.id, purpose.strip(), scope, until, now, records, seeking.strip())
        self.site.permits.add(permit)
        self._requested(permit)
        return permit

    def _requested(self, permit: Permit) -> None:
        until = permit.until.isoformat()
        after = {"records": list(permit.records), "scope": list(permit.scope), "until": until}
        event = PermitRequested(self.maker.actor, permit.id, "permit", reason=permit.purpose, after=after)
        self.maker.notify(event)

    def _wrong(self, purpose: str, until: datetime) -> Iterator[Violation]:
        now, days = self.maker.clock.now(), self.site.alerts.rules.permit_days
        if not reason_given("purpose", purpose):
            yield Violation("purpose", _("Say what it is for"))
        if until <= now:
            yield Violation("until", _("The term has to end in the future"))
        elif until > now + timedelta(days=days):
            yield Violation("until", _("A permit is given for ${days} days at most", mapping={"days": days}))

    def _wrong_records(self, ids: Iterable[str]) -> Iterator[Violation]:
        wanted = list(ids)
        if not wanted or len(wanted) > MOST:
            yield Violation("records", _("Choose the records"))
        for record in (self.site.records.get(record_id) for record_id in wanted[:MOST]):
            if record is None or not self.maker.knows(record):
                yield Violation("records", _("There is no such record"))
            elif record.gone:
                yield Violation("records", _("Nothing but a tombstone is left of it"))

    def assemble(self, permit: Permit, record_ids: Iterable[str], reason: str = "") -> Permit:
        making = self.maker.making(reason)
        PROCESS.check_state(permit, "assemble")
        records = tuple(dict.fromkeys(record_ids))
        Violations.check(self._wrong_records(records))
        permit.records = records
        self.maker.check(PROCESS, permit, "assemble", making)
        self.maker.move(PROCESS, permit, "assemble", making, PermitMoved)
        self.site.permits.note(permit)
        return permit

    def make(self, permit: Permit, name: str, reason: str = "") -> Permit:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, permit, name, making)
        if name == "grant":
            self._grant(permit)
        elif name == "finish":
            permit.effect = making.reason
        self.maker.move(PROCESS, permit, name, making, PermitMoved)
        if name in ("finish", "revoke", "end"):
            self._over(permit)
        self.site.permits.note(permit)
        if name in TOLD:
            self.notices.send([permit.person], *TOLD[name], f"/permits/{permit.id}")
        return permit

    def _grant(self, permit: Permit) -> None:
        approver, today = self.site.people[self.maker.actor.person], self.maker.clock.today()
        own, needed = clearance(approver, today), highest(self.site, permit)
        if own is None or own < needed:
            raise Refused(Violation("approver", _("You are not cleared for a record in it")))
        reader = self.site.people[permit.person]
        if clearance(reader, today) is None:
            raise Refused(Violation("person", _("Officers read no records, with or without a permit")))
        take_on(self.site.keepings, reader)
        permit.approved_by, permit.since = approver.id, self.maker.clock.now()
        permit.grades = {record_id: self._grade(record_id) for record_id in permit.records}
        for record_id in permit.records:
            after = {"permit": permit.id, "reader": permit.person, "until": permit.until.isoformat()}
            self.maker.notify(RecordOpened(self.maker.actor, record_id, after=after))

    def _grade(self, record_id: str) -> int:
        """The highest of the record and of its items, as it was approved."""
        record = self.site.records[record_id]
        items = (self.site.records[item] for item in record.items)
        return int(max([record.classification, *(item.classification for item in items)]))

    def stop(self, permit: Permit) -> None:
        """The person leaves the post: what was asked for is withdrawn, what is in force ends."""
        if permit.state == "granted":
            self._leave(permit, "revoke")
            self._over(permit)
        elif permit.state in WAITING:
            self._leave(permit, "withdraw")
        self.site.permits.note(permit)

    def _leave(self, permit: Permit, name: str) -> None:
        reason = self.maker.translate(_("The person leaves the post"))
        self.maker.move(PROCESS, permit, name, self.maker.making(reason), PermitMoved)

    def expire(self) -> int:
        """End what is over; the worker calls this, access does not wait for it."""
        now = self.maker.clock.now()
        over = [permit for permit in self.site.permits.opened() if permit.state == "granted"]
        ended = [permit for permit in over if permit.until <= now]
        for permit in ended:
            self.make(permit, "end")
        return len(ended)

    def _over(self, permit: Permit) -> None:
        """Work material goes back within 24 hours of finishing (C12 3.4.6)."""
        permit.ended_at = min(self.maker.clock.now(), permit.until)
        hours = self.site.alerts.rules.handback_hours
        permit.handback_due = permit.ended_at + timedelta(hours=hours) if permit.material else None

    def used(self, record: Record, use: str, part: str, what: str) -> Permit | None:
        now, person = self.maker.clock.now(), self.maker.actor.person
        found = self.site.people.get(person)
        office = not self.maker.principals.isdisjoint(by_office(record))
        permits = [] if office or found is None else self.in_force(found, record)
        permit = next((permit for permit in permits if use in permit.scope), None)
        permit_id = permit.id if permit is not None else ""
        self.site.uses.add(Use(now, person, record.id, use, part, permit_id))
        self.alerts.used()
        if permit is not None and use in COPYING:
            self.material.add(permit, use, record.id, what)
        return permit

    def in_force(self, person: Person, record: Record) -> list[Permit]:
        now = self.maker.clock.now()
        granted = self.site.permits.granted(person.id)
        return [permit for permit in granted if permit.in_force(now) and opens(permit.grades, record)]

    def steps(self, permit: Permit) -> tuple[str, ...]:
        making = self.maker.making("-")
        names = PROCESS.allowed(permit, self.maker.roles())
        return tuple(
            name for name in names if name == "assemble" or not PROCESS.violations(permit, name, making)
        )


def factory(context: object, request: Request) -> Permits:
    services = (request.find_service(each) for each in (IMaterial, IAlerts, INotices))
    return Permits(maker(request), *services)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IPermits)
