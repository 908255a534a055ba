"""What people answer for in the archive itself: records, categories, holds, proposals (N71).

Batches have kinds of their own in ``batchduties``; loans, boxes, keys, cases and the like join from their own
modules.
"""

from collections.abc import Callable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Refused, Violation
from onestop_records.events import Actor, DutyPassed, Event, RecordEntrusted, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IClock, INotifier, IOutbox, IResponsibility
from onestop_records.models.duty import Duty
from onestop_records.models.fonds import Category
from onestop_records.models.handover import RECORD
from onestop_records.models.keeping import category_keeping, own_keeping, take_on
from onestop_records.models.person import Person
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.security.principals import clearance
from onestop_records.services.kept import Kept


class Kind:
    """What the kinds of this part share: the archive, who acts, and when."""

    def __init__(self, request: Request) -> None:
        self.site: Site = request.site
        self.clock: Clock = request.find_service(IClock)
        self.actor: Actor = request.actor
        self.notify: Callable[[Event], None] = request.find_service(INotifier)

    def told(self, subject: str, kind: str, giver: Person, receiver: Person) -> None:
        """Note that somebody else answers for it."""
        before, after = {"custodian": giver.id}, {"custodian": receiver.id}
        self.notify(DutyPassed(self.actor, subject, kind, before=before, after=after))


@implementer(IResponsibility)
class Records(Kind):
    """Items and volumes in the keepings that a person holds; in handovers they pass with their keeping."""

    kind = RECORD
    title = _("Records")

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.kept = Kept(self.site, request.find_service(ICatalog), request.find_service(IOutbox))

    def of(self, person: Person) -> Iterator[Duty]:
        for record in self.kept.all(self.site.held(person)):
            yield duty_of(record)

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        yield from unfit(self.site.records[duty_id], receiver, self.clock)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        record = self.site.records[duty_id]
        found = list(unfit(record, receiver, self.clock))
        if found:
            raise Refused(*found)
        before, record.keeping = record.keeping, own_keeping(self.site.keepings, receiver)
        record.touch(self.actor.person, self.clock.now())
        changed: dict[str, Any] = {"before": {"keeping": before}, "after": {"keeping": record.keeping}}
        self.notify(RecordEntrusted(self.actor, record.id, access=True, **changed))


def duty_of(record: Record) -> Duty:
    """A record as a duty."""
    return Duty(RECORD, record.id, record.title, f"/records/{record.id}", record.id, record.state)


def unfit(record: Record, receiver: Person, clock: Clock) -> Iterator[Violation]:
    """A receiver lacking clearance for a record cannot receive it, nor one who is shut out from it."""
    grade = clearance(receiver, clock.today())
    if grade is None or grade < record.classification:
        mapping = {"person": receiver.name}
        yield Violation("receiver", _("${person} is not cleared for it", mapping=mapping))
    if receiver.id in record.denied:
        mapping = {"person": receiver.name}
        yield Violation("receiver", _("${person} may have nothing to do with it", mapping=mapping))


@implementer(IResponsibility)
class Categories(Kind):
    """Categories whose filed records come into the person's custody."""

    kind = "category"
    title = _("Categories in custody")

    def of(self, person: Person) -> Iterator[Duty]:
        held = frozenset(self.site.held(person))
        for fonds in self.site.fonds.values():
            for category in fonds.values():
                if category.keeping in held:
                    name = f"{fonds.number}/{category.code}"
                    yield Duty(self.kind, name, f"{name} {category.title}", f"/fonds/{name}")

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        if "archivist" not in receiver.roles:
            yield Violation("receiver", _("A category is kept by an archivist"))

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        found = list(self.against(duty_id, giver, receiver))
        if found:
            raise Refused(*found)
        number, __, code = duty_id.partition("/")
        category: Category = self.site.fonds[number][code]
        self.site.keepings[category.keeping].closings += 1  # the gate: what is filed now meets it
        kept_already = (each.keeping for fonds in self.site.fonds.values() for each in fonds.values())
        category.keeping = category_keeping(self.site.keepings, receiver, kept_already)
        before, after = {"keeper": giver.id}, {"keeper": receiver.id}
        told = SettingsChanged(self.actor, f"category:{duty_id}", "settings", before=before, after=after)
        self.notify(told)


@implementer(IResponsibility)
class HoldsPlaced(Kind):
    """Holds in force that somebody has to look after until they are lifted."""

    kind = "hold"
    title = _("Holds in force")

    def of(self, person: Person) -> Iterator[Duty]:
        for hold in self.site.holds.standing():
            if hold.keeper == person.id:
                yield Duty(self.kind, hold.id, hold.title, f"/holds/{hold.id}", state=hold.state)

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        if receiver.roles.isdisjoint({"archivist", "manager"}):
            yield Violation("receiver", _("Holds are looked after by an archivist or a manager"))

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        take_on(self.site.keepings, receiver)
        self.site.holds[duty_id].custodian = receiver.id
        self.told(duty_id, "hold", giver, receiver)


@implementer(IResponsibility)
class Editions(Kind):
    """New editions of retention classes that wait to be confirmed."""

    kind = "edition"
    title = _("Proposed editions of the schedule")

    def of(self, person: Person) -> Iterator[Duty]:
        for line in self.site.retention.values():
            proposal = line.proposal
            if proposal is not None and (proposal.custodian or proposal.proposed_by) == person.id:
                yield Duty(self.kind, line.code, f"{line.code} {line.title}", f"/retention/{line.code}")

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        proposal = self.site.retention[duty_id].proposal
        if proposal is not None:
            take_on(self.site.keepings, receiver)
            proposal.custodian = receiver.id
            self.told(duty_id, "retention", giver, receiver)


def includeme(config: Configurator) -> None:
    for kind in (Records, Categories, HoldsPlaced, Editions):
        config.add_responsibility(kind)
