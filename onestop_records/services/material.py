"""Work material: what permits left in people's hands goes back within 24 hours of finishing (C12 3.4.6)."""

from collections.abc import Iterator
from dataclasses import replace

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Missing, Refused, Violation, Violations
from onestop_records.events import MaterialNoted, MaterialSettled, PermitMoved
from onestop_records.i18n import _
from onestop_records.interfaces import IMaterial, IPermits, IResponsibility
from onestop_records.models.access import opens
from onestop_records.models.duty import Duty
from onestop_records.models.keeping import take_on
from onestop_records.models.permit import COPYING, Copy, Permit
from onestop_records.models.person import Person
from onestop_records.models.use import Use
from onestop_records.security.principals import clearance
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given

SETTLED = ("handed-back", "destroyed")
LONGEST = 200  # characters of what a copy is called


@implementer(IMaterial)
class Material:
    """For one actor."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.site = maker.site

    def note(self, permit: Permit, use: str, record_id: str, what: str) -> Copy:
        now, what = self.maker.clock.now(), reason_given("what", what)
        record = self.site.records.get(record_id)
        found = []
        if not permit.in_force(now):
            found.append(Violation("permit", _("The permit is not in force")))
        if use not in COPYING or use not in permit.scope:
            found.append(Violation("use", _("The permit does not go so far")))
        if record is None or not opens(permit.grades, record):
            found.append(Violation("record", _("The permit does not open this record")))
        if not what or len(what) > LONGEST:
            found.append(Violation("what", _("Say in a few words what it is")))
        Violations.check(found)
        self.site.uses.add(Use(now, permit.person, record_id, use, what, permit.id))
        return self.add(permit, use, record_id, what)

    def add(self, permit: Permit, use: str, record_id: str, what: str) -> Copy:
        for copy in permit.material:
            if (copy.use, copy.record, copy.what, copy.holder) == (use, record_id, what, permit.person):
                return copy
        copy = Copy(len(permit.copies) + 1, use, record_id, what, permit.person, self.maker.clock.now())
        permit.copies = (*permit.copies, copy)
        permit.revision += 1
        self.site.permits.note(permit)
        after = {"number": copy.number, "use": use, "record": record_id}
        self.maker.notify(MaterialNoted(self.maker.actor, permit.id, "permit", after=after))
        return copy

    def settle(self, permit: Permit, number: int, settled: str, how: str = "") -> None:
        copy = next((copy for copy in permit.copies if copy.number == number), None)
        if copy is None:
            raise Missing(f"copy {number}")
        if copy.settled:
            raise Conflict(Violation("number", _("It is back, or destroyed, already")))
        how = reason_given("how", how)
        found = []
        if settled not in SETTLED:
            found.append(Violation("settled", _("Say whether it came back or was destroyed")))
        if settled == "destroyed" and not how:
            found.append(Violation("how", _("Say how it was destroyed, and who watched")))
        Violations.check(found)
        if copy.holder == self.maker.actor.person:
            raise Refused(Violation("holder", _("Somebody else takes back what you hold")))
        now, person = self.maker.clock.now(), self.maker.actor.person
        done = replace(copy, settled=settled, settled_at=now, settled_by=person, how=how)
        self._put(permit, done)
        after = {"number": number, "settled": settled}
        self.maker.notify(MaterialSettled(self.maker.actor, permit.id, "permit", reason=how, after=after))

    def _put(self, permit: Permit, copy: Copy) -> None:
        permit.copies = tuple(copy if each.number == copy.number else each for each in permit.copies)
        permit.revision += 1
        self.site.permits.note(permit)

    def pass_on(self, permit: Permit, giver: Person, receiver: Person) -> None:
        grade, today = max(permit.grades.values(), default=0), self.maker.clock.today()
        held = clearance(receiver, today)
        if permit.material and (held is None or held < grade):
            raise Refused(Violation("receiver", _("The receiver is not cleared for the work material")))
        take_on(self.site.keepings, receiver)
        for copy in permit.material:
            if copy.holder == giver.id:
                self._put(permit, replace(copy, holder=receiver.id))
        before, after = {"custodian": giver.id}, {"custodian": receiver.id}
        self.maker.notify(PermitMoved(self.maker.actor, permit.id, "permit", before=before, after=after))


@implementer(IResponsibility)
class PermitResponsibility:
    """Permits asked for or in force, which end with the post, and work material, which passes (N71)."""

    kind = "permit"
    title = _("Permits and work material")

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site = request.site

    def of(self, person: Person) -> Iterator[Duty]:
        for permit in self.site.permits.open_of(person.id):
            title = permit.purpose
            yield Duty(self.kind, permit.id, title, f"/permits/{permit.id}", state=permit.state)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        permit = self.site.permits[duty_id]
        self.request.find_service(IPermits).stop(permit)
        if permit.material:
            self.request.find_service(IMaterial).pass_on(permit, giver, receiver)


def factory(context: object, request: Request) -> Material:
    return Material(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IMaterial)
    config.add_responsibility(PermitResponsibility)
