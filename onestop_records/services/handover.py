"""Custody handovers: opening them, giving shares to receivers, leading them on (N71)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import HandoverListed, HandoverMoved, HandoverOpened
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IHandovers, INotices, IOutbox, IResponsibilities
from onestop_records.models.gate import HANDOVERS
from onestop_records.models.handover import (
    DROPPED,
    MERGER,
    REASONS,
    RETURN,
    Handover,
    HandoverRow,
    Receiver,
)
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import Keeping, own_keeping, take_on
from onestop_records.models.person import Person
from onestop_records.security.principals import ORDINARY
from onestop_records.services.appointment import reason_of
from onestop_records.services.appraisal import ranges
from onestop_records.services.batch import Maker, maker
from onestop_records.services.handoverlist import HandoverList, passes
from onestop_records.services.kept import Kept
from onestop_records.services.merger import was_merged
from onestop_records.workflow.handover import PROCESS
from onestop_records.workflow.signing import taking

MOST_TOLD = 20  # violations of rows named one by one
HEAVY = frozenset({"present"})  # reads every row: what stands against it is told when it is made


@implementer(IHandovers)
class Handovers:
    """For one actor."""

    def __init__(self, maker: Maker, responsibilities: Any, notices: Any, catalog: Any, outbox: Any) -> None:
        self.notices = notices
        self.maker = maker
        self.site = maker.site
        self.catalog = catalog
        self.kinds = {kind.kind: kind for kind in responsibilities.kinds()}
        self.list = HandoverList(maker, responsibilities, Kept(self.site, catalog, outbox))

    def open(self, values: Mapping[str, Any]) -> Handover:
        Violations.check(self._wrong(values))
        giver, now = self.site.people[values["giver"]], self.maker.clock.now()
        by = self.maker.actor.person
        handover = Handover(new_id(), giver.id, values["reason"], values.get("until"), by, now)
        handover.earlier = values.get("earlier") or ""
        self.site.gates[HANDOVERS].change()
        self.site.handovers.add(handover)
        self.site.handovers.expected.pop(giver.id, None)
        if not self.list.fill(handover, exact=True):
            message = _("${person} answers for nothing", mapping={"person": giver.name})
            raise Violations(Violation("giver", message))
        after = {"giver": giver.id, "why": handover.reason, "things": handover.size}
        self.maker.notify(HandoverOpened(self.maker.actor, handover.id, "handover", after=after))
        self._tell(handover, [giver.id], _("A handover of what you answer for is opened"))
        return handover

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        giver = self.site.people.get(values.get("giver") or "")
        if giver is None or giver.closed:
            yield Violation("giver", _("Choose who hands over"))
        elif self.site.handovers.of(giver.id) is not None:
            yield Violation("giver", _("A handover of this person is open already"))
        if values.get("reason") not in REASONS:
            yield Violation("reason", _("Say why it is handed over"))
        earlier = values.get("earlier")
        found = self.site.handovers.get(earlier) if earlier else None
        if values.get("reason") == RETURN and (found is None or found.state != "passed"):
            yield Violation("earlier", _("Name the handover whose things are given back"))

    def assign(
        self,
        handover: Handover,
        receiver: str,
        sequences: Iterable[int] | None = None,
        narrowed: Mapping[str, Any] | None = None,
    ) -> int:
        self.maker.check(PROCESS, handover, "assign", self.maker.making())
        person = self._fit(handover, receiver)
        rows = self._chosen(handover, sequences, narrowed)
        self._check_rows(handover, rows, person)
        number = handover.number(person.id) or self._join(handover, person)
        for row in rows:
            if row.receiver != number:
                handover.change(replace(_unchecked(row), receiver=number))
                handover.todo.discard(row.sequence)
        handover.revision += 1
        after = {"receiver": person.id, "rows": ranges([row.sequence for row in rows])}
        self.maker.notify(HandoverListed(self.maker.actor, handover.id, "handover", after=after))
        self._tell(handover, [person.id], _("You take over things that wait to be checked"))
        return len(rows)

    def _fit(self, handover: Handover, receiver: str) -> Person:
        person = self.site.people.get(receiver)
        if person is None or person.closed or person.roles.isdisjoint(ORDINARY):
            raise Violations(Violation("receiver", _("Choose who takes it over")))
        if person.id in (handover.giver, handover.stand_in):
            message = _("Who gives, or stands in for the giver, takes nothing over")
            raise Violations(Violation("receiver", message))
        return person

    def _chosen(
        self, handover: Handover, sequences: Iterable[int] | None, narrowed: Mapping[str, Any] | None
    ) -> list[HandoverRow]:
        if sequences is not None:
            rows = chosen(handover, sequences)
        else:
            found = (row for row in handover.rows() if passes(handover, row, narrowed or {}))
            rows = [row for row in found if row.open]
        if not rows:
            raise Violations(Violation("rows", _("There is nothing to choose from")))
        return rows

    def _check_rows(self, handover: Handover, rows: list[HandoverRow], person: Person) -> None:
        giver, found = self.site.people[handover.giver], []
        for row in rows:
            against = getattr(self.kinds.get(row.kind), "against", None)
            for violation in against(row.id, giver, person) if against else ():
                message = self.maker.translate(violation.message)
                mapping = {"number": row.sequence, "message": message}
                found.append(Violation("receiver", _("No. ${number}: ${message}", mapping=mapping)))
            if len(found) >= MOST_TOLD:
                break
        if found:
            raise Refused(*found)

    def _join(self, handover: Handover, person: Person) -> int:
        """A receiver gets a keeping in which the giver puts things aside for them."""
        giver = self.site.people[handover.giver]
        keeping = Keeping(new_id(), giver.id)
        keeping.handover = handover.id
        self.site.keepings[keeping.id] = keeping
        giver.keepings = (*giver.keepings, keeping.id)
        take_on(self.site.keepings, person)
        handover.receivers = (*handover.receivers, Receiver(person.id, keeping.id))
        return len(handover.receivers)

    def drop(self, handover: Handover, sequences: Iterable[int], reason: str) -> None:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, handover, "drop", making)
        rows = chosen(handover, sequences)
        for row in rows:
            handover.change(replace(_unchecked(row), receiver=0, outcome=DROPPED))
            handover.todo.insert(row.sequence)  # back into the giver's own keeping
        handover.revision += 1
        after = {"dropped": ranges([row.sequence for row in rows])}
        event = HandoverListed(self.maker.actor, handover.id, "handover", making.reason, after=after)
        self.maker.notify(event)

    def refresh(self, handover: Handover) -> int:
        self.maker.check(PROCESS, handover, "refresh", self.maker.making())
        self._reconsider(handover)
        first = handover.size + 1
        count = self.list.fill(handover)
        if count:
            handover.signatures, handover.state = (), PROCESS.initial
            handover.revision += 1
            after = {"added": ranges(list(range(first, handover.size + 1)))}
            self.maker.notify(HandoverListed(self.maker.actor, handover.id, "handover", after=after))
        return count

    def _reconsider(self, handover: Handover) -> None:
        """What opened by itself for somebody who leaves is a change of post when another post is given."""
        giver = self.site.people[handover.giver]
        if handover.opened_by in self.site.people or handover.until is None or handover.reason == MERGER:
            return
        reason = reason_of(giver, handover.until)
        if reason != handover.reason and not handover.signatures:
            handover.reason = reason
            handover.revision += 1

    def make(self, handover: Handover, name: str, reason: str = "") -> Handover:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, handover, name, making)
        if name == "present":
            self._reconsider(handover)
            if next(iter(self.list.missing(handover, exact=True)), None) is not None:
                raise Refused(Violation("rows", _("There is more to hand over now: complete the list first")))
            handover.taking = taking(handover)
            parties = (handover.stand_in or handover.giver, *(each.person for each in handover.receivers))
            self._tell(handover, parties, _("A handover waits for your signature"))
        elif name == "return":
            handover.signatures = ()
        elif name == "stand-in":
            handover.stand_in, handover.signatures = making.person, ()
        elif name == "cancel":
            self.site.gates[HANDOVERS].change()
            self.site.handovers.end(handover, making.now)
        self.maker.move(PROCESS, handover, name, making, HandoverMoved)
        return handover

    def _tell(self, handover: Handover, people: Iterable[str], subject: Any) -> None:
        giver = self.site.people[handover.giver].name
        text = _("Handover by ${person}", mapping={"person": giver})
        key = f"handover {handover.id} {handover.revision}"
        self.notices.send(people, subject, text, f"/handovers/{handover.id}", key)

    def visible(self) -> list[Handover]:
        found = [each for each in self.site.handovers.values() if self.maker.knows(each)]
        return sorted(found, key=lambda each: each.opened_at, reverse=True)

    def steps(self, handover: Handover) -> tuple[str, ...]:
        making = self.maker.making("-")
        names = PROCESS.allowed(handover, self.maker.roles())
        return tuple(n for n in names if n in HEAVY or not PROCESS.violations(handover, n, making))

    def rows(
        self, handover: Handover, narrowed: Mapping[str, Any] | None = None, after: int = 0, limit: int = 50
    ) -> tuple[list[HandoverRow], int]:
        shut = self.shut_out(handover)
        passing = (row for row in handover.rows(after) if passes(handover, row, narrowed or {}))
        wanted = (row for row in passing if row.sequence not in shut)
        found = list(islice(wanted, limit + 1))
        return found[:limit], found[limit - 1].sequence if len(found) > limit else 0

    def shut_out(self, handover: Handover) -> frozenset[int]:
        denied = self.list.kept.denied(self.maker.principals)
        rows = handover.rows() if denied else iter(())
        return frozenset(row.sequence for row in rows if row.record in denied)

    def put_aside(self, handover: Handover, limit: int) -> int:
        giver = self.site.people[handover.giver]
        held, own = frozenset(self.site.held(giver)), own_keeping(self.site.keepings, giver)
        sequences = list(islice(handover.todo, limit))
        for sequence in sequences:
            row = handover.row(sequence)
            receiver = handover.receiver(row)
            target = receiver.keeping if receiver else own
            record = self.site.records.get(row.record)
            if record is not None and record.keeping in held and record.keeping != target:
                record.keeping = target
                self.catalog.entrust(record)
            handover.todo.remove(sequence)
        return len(sequences)

    def open_expected(self) -> bool:
        today = self.maker.clock.today()
        for person_id, (until, day) in list(self.site.handovers.expected.items()):
            person = self.site.people[person_id]
            handover = self.site.handovers.of(person_id)
            if person.closed or handover is not None:
                del self.site.handovers.expected[person_id]
                if handover is not None and handover.opened_by not in self.site.people:
                    handover.until = until
                    self._reconsider(handover)
                return True
            if day <= today and self._answers(person):
                reason = MERGER if was_merged(self.site, person, until) else reason_of(person, until)
                values = {"giver": person_id, "reason": reason, "until": until}
                self.open(values)
                return True
        return False

    def _answers(self, person: Person) -> bool:
        """True for who answers for anything at all."""
        blank = Handover("", person.id, "", None, "", self.maker.clock.now())
        return next(iter(self.list.missing(blank)), None) is not None


def chosen(handover: Handover, sequences: Iterable[int], receiver: int = 0) -> list[HandoverRow]:
    """The rows on the list with these numbers, of one receiver if given.

    Raises Violations for one that is not there; what goes to somebody else answers like that.
    """
    rows = []
    for sequence in sorted(set(sequences)):
        try:
            row = handover.row(sequence)
        except KeyError:
            row = None
        if row is None or not row.open or (receiver and row.receiver != receiver):
            message = _("There is no row ${number}", mapping={"number": sequence})
            raise Violations(Violation("rows", message))
        rows.append(row)
    return rows


def _unchecked(row: HandoverRow) -> HandoverRow:
    """The row as it was before anybody looked."""
    looked = replace(row, finding="", method="", note="", checked_by="", checked_at=None)
    return replace(looked, decision="", decided_by="", decided_at=None, decision_note="")


def factory(context: object, request: Request) -> Handovers:
    return Handovers(
        maker(request),
        request.find_service(IResponsibilities),
        request.find_service(INotices),
        request.find_service(ICatalog),
        request.find_service(IOutbox),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IHandovers)
