"""Taking part in somebody else's handover is something to answer for as well: it passes like all else."""

from collections.abc import Iterator
from dataclasses import replace

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IOutbox, IResponsibility
from onestop_records.models.duty import Duty
from onestop_records.models.handover import Handover
from onestop_records.models.keeping import take_on
from onestop_records.models.person import Person
from onestop_records.security.principals import clearance
from onestop_records.services.duties import Kind
from onestop_records.services.kept import Kept


@implementer(IResponsibility)
class Receiving(Kind):
    """Shares of open handovers that a person is to take over; those in which a manager stands in."""

    kind = "handover"
    title = _("Handovers to take part in")

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.kept = Kept(self.site, request.find_service(ICatalog), request.find_service(IOutbox))

    def of(self, person: Person) -> Iterator[Duty]:
        for handover_id in self.site.handovers.active:
            handover = self.site.handovers[handover_id]
            if handover.stand_in == person.id or self._takes(handover, person):
                giver = self.site.people[handover.giver].name
                title = _("Handover by ${person}", mapping={"person": giver})
                yield Duty(self.kind, handover.id, title, f"/handovers/{handover.id}", state=handover.state)

    def _takes(self, handover: Handover, person: Person) -> bool:
        number = handover.number(person.id)
        return bool(number) and any(row.receiver == number for row in handover.rows())

    def against(self, duty_id: str, giver: Person, receiver: Person) -> Iterator[Violation]:
        handover = self.site.handovers[duty_id]
        part = (handover.giver, handover.stand_in, *(each.person for each in handover.receivers))
        if receiver.id in part:
            yield Violation("receiver", _("This person has a part in that handover already"))
        if handover.stand_in == giver.id and "manager" not in receiver.roles:
            yield Violation("receiver", _("A manager stands in for who cannot come"))
        number, grade = handover.number(giver.id), clearance(receiver, self.clock.today())
        if number and (grade is None or self.kept.above(handover.receivers[number - 1].keeping, grade)):
            mapping = {"person": receiver.name}
            yield Violation("receiver", _("${person} is not cleared for it", mapping=mapping))

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        found = list(self.against(duty_id, giver, receiver))
        if found:
            raise Refused(*found)
        handover = self.site.handovers[duty_id]
        take_on(self.site.keepings, receiver)
        if handover.stand_in == giver.id:
            handover.stand_in = receiver.id
        handover.receivers = tuple(
            replace(each, person=receiver.id) if each.person == giver.id else each
            for each in handover.receivers
        )
        handover.signatures = ()
        handover.revision += 1
        self.told(handover.id, "handover", giver, receiver)


def includeme(config: Configurator) -> None:
    config.add_responsibility(Receiving)
