"""What people answer for in batches: leading them, appraising, witnessing, deciding (N70, N71)."""

from collections.abc import Iterator
from dataclasses import replace

from pyramid.config import Configurator
from zope.interface import implementer

from onestop_records.errors import Refused, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import IResponsibility
from onestop_records.models.disposal import Disposal
from onestop_records.models.duty import Duty
from onestop_records.models.keeping import take_on
from onestop_records.models.person import Person
from onestop_records.models.transfer import Transfer
from onestop_records.services.duties import Kind
from onestop_records.workflow.duties import proposers, side


def duty(kind: str, batch: Disposal | Transfer) -> Duty:
    """A batch as something to answer for."""
    address = f"/{batch.__parent__.__name__}/{batch.id}"
    return Duty(kind, batch.id, batch.title, address, state=batch.state)


class Batches(Kind):
    """What the kinds below share."""

    kind = ""

    def open(self) -> Iterator[Disposal]:
        """Disposals in which something may still happen."""
        for batch_id in self.site.disposals.active:
            yield self.site.disposals[batch_id]

    def depute(self, batch: Disposal, people: Iterator[str], giver: Person, receiver: Person) -> None:
        """Let the receiver answer for what the giver answered for."""
        take_on(self.site.keepings, receiver)
        taken = {person: receiver.id for person in people if person != receiver.id}
        others = {person: other for person, other in batch.deputed.items() if person != receiver.id}
        batch.deputed = {**others, **taken}
        batch.revision += 1
        self.told(batch.id, "disposal", giver, receiver)


@implementer(IResponsibility)
class Led(Batches):
    """Disposals and transfers that are led to their end, their registers archived."""

    kind = "batch"
    title = _("Disposals and transfers")

    def of(self, person: Person) -> Iterator[Duty]:
        for batch in self._led():
            if batch.keeper == person.id:
                yield duty(self.kind, batch)

    def _led(self) -> Iterator[Disposal | Transfer]:
        ids = {*self.site.disposals.active, *self.site.transfers.active, *self.site.unarchived}
        for batch_id in sorted(ids):
            found = self.site.disposals.get(batch_id) or self.site.transfers.get(batch_id)
            if found is not None:
                yield found

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        if "archivist" not in receiver.roles:
            yield Violation("receiver", _("Disposals and transfers are led by an archivist"))

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        take_on(self.site.keepings, receiver)
        batch = self.site.disposals.get(duty_id) or self.site.transfers[duty_id]
        batch.custodian = receiver.id
        batch.revision += 1
        self.told(batch.id, "disposal", giver, receiver)


@implementer(IResponsibility)
class Appraisals(Batches):
    """Appraisals in which the person has given an opinion and the group has not done."""

    kind = "appraisal"
    title = _("Appraisals under way")

    def of(self, person: Person) -> Iterator[Duty]:
        for batch in self.open():
            if batch.state == "appraising" and any(self._members(batch, person)):
                yield duty(self.kind, batch)

    def _members(self, batch: Disposal, person: Person) -> Iterator[str]:
        return (each for each in batch.appraisers if batch.answering(each) == person.id)

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        batch = self.site.disposals[duty_id]
        if not side(self.site, batch, receiver.id, self.clock.today()):
            message = _("Opinions are given by the archive and by the business unit whose records these are")
            yield Violation("receiver", message)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        batch = self.site.disposals[duty_id]
        self.depute(batch, self._members(batch, giver), giver, receiver)


@implementer(IResponsibility)
class Approvals(Batches):
    """Destructions that the person has approved and that still cool off, are objected to or carried out."""

    kind = "approval"
    title = _("Approvals in effect")

    def of(self, person: Person) -> Iterator[Duty]:
        for batch in self.open():
            if batch.approved_by and batch.answering(batch.approved_by) == person.id:
                yield duty(self.kind, batch)

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        if "manager" not in receiver.roles:
            yield Violation("receiver", _("Approvals are answered for by a manager"))

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        batch = self.site.disposals[duty_id]
        self.depute(batch, iter((batch.approved_by,)), giver, receiver)


@implementer(IResponsibility)
class Witnessed(Batches):
    """Destructions whose register the person has checked as a witness and not signed."""

    kind = "witness"
    title = _("Destructions to witness")

    def of(self, person: Person) -> Iterator[Duty]:
        for batch in self.open():
            witness = batch.witness(person.id)
            if witness is not None and witness.signed_at is None:
                yield duty(self.kind, batch)

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        batch = self.site.disposals[duty_id]
        own = batch.witness(giver.id)
        of_side = side(self.site, batch, receiver.id, self.clock.today())
        taken = receiver.id in {*proposers(batch), batch.approved_by} or batch.witness(receiver.id)
        if own is None or taken or of_side != own.side:
            message = _("A witness is of the same side, and neither proposed, approved nor witnesses already")
            yield Violation("receiver", message)

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        found = list(self.against(duty_id, giver, receiver))
        if found:
            raise Refused(*found)
        batch = self.site.disposals[duty_id]
        take_on(self.site.keepings, receiver)
        batch.witnesses = tuple(
            replace(w, person=receiver.id) if w.person == giver.id else w for w in batch.witnesses
        )
        batch.revision += 1
        self.told(batch.id, "disposal", giver, receiver)


def includeme(config: Configurator) -> None:
    for kind in (Led, Appraisals, Approvals, Witnessed):
        config.add_responsibility(kind)
