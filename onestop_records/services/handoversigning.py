"""Three signatures by three people; with the last one everything passes in one transaction (N71)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from BTrees.IIBTree import IITreeSet
from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import CustodyPassed, HandoverSigned
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IHandoverSigning, IOutbox, IPeople, IResponsibilities
from onestop_records.models.component import Received
from onestop_records.models.gate import HANDOVERS
from onestop_records.models.handover import GIVER, RECORD, SUPERVISOR, Handover, Signature, key
from onestop_records.models.keeping import Passing, take_on
from onestop_records.models.person import Person
from onestop_records.security.principals import clearance
from onestop_records.services.batch import Maker, maker
from onestop_records.services.handoverlist import HandoverList
from onestop_records.services.kept import Kept
from onestop_records.workflow.handover import PROCESS
from onestop_records.workflow.process import Making
from onestop_records.workflow.signing import lacking, part_of, receiving, unlike


@implementer(IHandoverSigning)
class HandoverSigning:
    """For one of the three."""

    def __init__(self, maker: Maker, responsibilities: Any, people: Any, kept: Kept) -> None:
        self.maker = maker
        self.site = maker.site
        self.people = people
        self.kept = kept
        self.list = HandoverList(maker, responsibilities, kept)
        self.kinds = {kind.kind: kind for kind in responsibilities.kinds()}

    def lacking(self, handover: Handover) -> list[tuple[str, str]]:
        return lacking(handover)

    def sign(self, handover: Handover, password: str, acknowledged: bool = False) -> Violations | None:
        making = self.maker.making()
        self.maker.check(PROCESS, handover, "sign", making)
        part = part_of(handover, self.site.people[making.person])
        if part == GIVER and not handover.stand_in and not acknowledged:
            message = _("Acknowledge that the duty of confidence goes on")
            raise Violations(Violation("acknowledged", message))
        self._ready(handover, making)
        wrong = self._wrong_password(password)
        if wrong is not None:
            return wrong
        stands_for = handover.giver if part == GIVER and handover.stand_in else ""
        known = acknowledged and part == GIVER and not stands_for
        self._add(handover, Signature(part, making.person, making.now, stands_for, known))
        self._pass_when_signed(handover, making)
        return None

    def sign_paper(
        self, handover: Handover, values: Mapping[str, Any], scan: Received | None, password: str
    ) -> Violations | None:
        making = self.maker.making()
        self.maker.check(PROCESS, handover, "sign-paper", making)
        signatures = list(self._on_paper(handover, values, making))
        found = list(self._wrong_paper(handover, values, scan, signatures, making))
        Violations.check(found)
        self._ready(handover, making)
        wrong = self._wrong_password(password)
        if wrong is not None:
            return wrong
        handover.scan = scan
        for signature in signatures:
            self._add(handover, signature)
        self._pass_when_signed(handover, making)
        return None

    def _on_paper(self, handover: Handover, values: Mapping[str, Any], making: Making) -> Iterator[Signature]:
        """The signatures still lacking, as on the paper, whose text acknowledges the duty of confidence."""
        stood_for = handover.giver if handover.stand_in else ""
        for part, person in lacking(handover):
            person = person or values.get("supervisor") or ""
            giver = part == GIVER
            yield Signature(
                part,
                person,
                making.now,
                stood_for if giver else "",
                giver and not stood_for,
                making.person,
                values.get("day"),
            )

    def _wrong_paper(
        self,
        handover: Handover,
        values: Mapping[str, Any],
        scan: Received | None,
        signatures: list[Signature],
        making: Making,
    ) -> Iterator[Violation]:
        if scan is None:
            yield Violation("scan", _("Attach the scan of the signed register"))
        if not _between(values.get("day"), self.maker.clock.local(handover.opened_at).date(), making.today):
            yield Violation("day", _("The day of the signatures lies between the opening and today"))
        if any(signature.person == making.person for signature in signatures):
            message = _("Somebody whose signature it is not brings in the paper")
            yield Violation("signature", message)
        for signature in signatures:
            if signature.part == SUPERVISOR:
                person = self.site.people.get(signature.person)
                if person is None or person.closed or part_of(handover, person) != SUPERVISOR:
                    message = _("A third person watches: an archivist, a unit head or a manager")
                    yield Violation("supervisor", message)
        yield from unlike((*handover.signatures, *signatures))

    def _ready(self, handover: Handover, making: Making) -> None:
        """Nobody signs a list that is not whole, nor one of which a receiver cannot receive something."""
        if next(iter(self.list.missing(handover)), None) is not None:
            message = _("There is more to hand over now: complete the list first")
            raise Conflict(Violation("rows", message))
        found = list(self._unfit(handover, making))
        if found:
            raise Refused(*found)

    def _unfit(self, handover: Handover, making: Making) -> Iterator[Violation]:
        """What has changed since things were given to their receivers: grades, roles, accounts."""
        giver = self.site.people[handover.giver]
        for receiver in handover.receivers:
            person = self.site.people[receiver.person]
            grade = clearance(person, making.today)
            if person.closed or grade is None or self.kept.above(receiver.keeping, grade):
                mapping = {"person": person.name}
                message = _("${person} is not cleared for everything any more", mapping=mapping)
                yield Violation("receiver", message)
        current = self.list.current(giver)
        for row in handover.rows():
            taking = handover.receiver(row)
            if row.kind != RECORD and row.open and taking and key(row.kind, row.id) in current:
                against = getattr(self.kinds[row.kind], "against", None)
                if against is not None:
                    yield from against(row.id, giver, self.site.people[taking.person])

    def _wrong_password(self, password: str) -> Violations | None:
        wrong = self.people.confirm(password)
        if wrong is None:
            return None
        return Violations(*(Violation("password", each.message) for each in wrong.violations))

    def _add(self, handover: Handover, signature: Signature) -> None:
        handover.signatures = (*handover.signatures, signature)
        handover.revision += 1
        after: dict[str, Any] = {"part": signature.part, "signed_by": signature.person}
        if signature.stands_for:
            after["stands_for"] = signature.stands_for
        if signature.recorded_by:
            after["day"] = signature.day.isoformat() if signature.day else None
        if signature.part == GIVER:
            after["acknowledged"] = signature.acknowledged
        self.maker.notify(HandoverSigned(self.maker.actor, handover.id, "handover", after=after))

    def _pass_when_signed(self, handover: Handover, making: Making) -> None:
        if lacking(handover):
            return
        self.maker.check(PROCESS, handover, "pass", making)
        self._pass(handover, making)

    def _pass(self, handover: Handover, making: Making) -> None:
        """Holders change, not records: one small transaction, whatever the number of things."""
        giver = self.site.people[handover.giver]
        taking = receiving(handover)
        handover.settled = self._settled(handover, giver)
        keepings = {each.keeping: each.person for each in handover.receivers if each.person in taking}
        for keeping_id, person_id in keepings.items():
            self._hand(handover, keeping_id, self.site.people[person_id], making)
        giver.keepings = tuple(each for each in giver.keepings if each not in keepings)
        for keeping_id in giver.keepings:  # the gate: whoever puts something into it meanwhile conflicts
            self.site.keepings[keeping_id].closings += 1
        self.maker.move(PROCESS, handover, "pass", making)
        self.site.gates[HANDOVERS].change()
        self.site.handovers.end(handover, making.now)
        self.site.handovers.unarchived.insert(handover.id)
        after = {
            "giver": giver.id,
            "receivers": taking,
            "things": handover.size,
            "signed_by": [signature.person for signature in handover.signatures],
        }
        self.maker.notify(CustodyPassed(self.maker.actor, handover.id, "handover", after=after))
        if handover.closing:
            if self.kept.ids(self.site.held(giver)) or self.list.current(giver):
                raise Refused(Violation("giver", _("Something is left with who leaves")))
            self.people.end(giver)

    def _hand(self, handover: Handover, keeping_id: str, person: Person, making: Making) -> None:
        take_on(self.site.keepings, person)  # raises for an account that was closed
        keeping = self.site.keepings[keeping_id]
        keeping.past = (*keeping.past, Passing(keeping.holder, handover.id, making.now))
        keeping.holder, keeping.handover = person.id, ""
        keeping.closings += 1
        person.keepings = (*person.keepings, keeping_id)

    def _settled(self, handover: Handover, giver: Person) -> Any:
        """Let all but records pass, one by one; return the rows of what was the giver's no more."""
        aside = self.kept.ids(each.keeping for each in handover.receivers)
        current = self.list.current(giver)
        settled = IITreeSet()
        for row in handover.rows():
            receiver = handover.receiver(row)
            if not row.open or receiver is None:
                continue
            if row.kind == RECORD:
                if row.record not in aside:
                    settled.insert(row.sequence)
            elif key(row.kind, row.id) in current:
                self.kinds[row.kind].pass_on(row.id, giver, self.site.people[receiver.person])
            else:
                settled.insert(row.sequence)
        return settled


def _between(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def factory(context: object, request: Request) -> HandoverSigning:
    kept = Kept(request.site, request.find_service(ICatalog), request.find_service(IOutbox))
    return HandoverSigning(
        maker(request), request.find_service(IResponsibilities), request.find_service(IPeople), kept
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IHandoverSigning)
