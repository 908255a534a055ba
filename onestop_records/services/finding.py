"""Findings: made by rounds and stock-taking, assigned, settled with proof, accepted (整改)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import FindingMade, FindingMoved
from onestop_records.i18n import _
from onestop_records.interfaces import ICapture, IFindings, ILabels, IPosts
from onestop_records.models.component import Received
from onestop_records.models.finding import Finding
from onestop_records.models.identity import new_id
from onestop_records.models.room import Room
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.services.storevalues import FINDING, give, wrong_note, wrong_person
from onestop_records.workflow.finding import PROCESS

MOST_CLOSED = 500  # shown of those that are closed
ARCHIVE_PAPERS = "WS"  # the category of the papers about the archive itself


@implementer(IFindings)
class Findings:
    """For one actor."""

    def __init__(self, maker: Maker, labels: Any, capture: Any, posts: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.labels = labels
        self.capture = capture
        self.posts = posts

    def add(self, kind: str, room: Room, source: str, responsible: str = "", **more: str) -> Finding:
        """Make a finding; without somebody else the custodian of the room settles it. For services."""
        limits = self.site.rooms.limits_of(room)
        due = self.maker.clock.today() + timedelta(days=limits.settling.days)
        now, responsible = self.maker.clock.now(), responsible or room.custodian
        finding = Finding(new_id(), kind, room.id, source, responsible, due, now)
        finding.found_by = self.maker.actor.person
        for name, value in more.items():
            setattr(finding, name, value)
        self.site.findings.add(finding)
        give(self.site, FINDING, finding.id, "", responsible)
        after = {"defect": kind, "room": room.name, "responsible": responsible, "due": due.isoformat()}
        self.maker.notify(FindingMade(self.maker.actor, finding.id, FINDING, after=after))
        return finding

    def visible(self) -> list[Finding]:
        folder = self.site.findings
        waiting = (folder[each] for ids in (folder.open, folder.settled) for each in ids)
        first = sorted((f for f in waiting if self.knows(f)), key=lambda f: (f.due, f.id))
        return [*first, *(f for f in folder.closed(MOST_CLOSED) if self.knows(f))]

    def knows(self, finding: Finding) -> bool:
        record = self.site.records.get(finding.record)
        return record is None or self.maker.knows(record)

    def steps(self, finding: Finding) -> tuple[str, ...]:
        making = self.maker.making("-")
        told_when_made = {"settle"}
        return tuple(
            name
            for name in PROCESS.allowed(finding, self.maker.roles())
            if (name != "settle" or self._may_settle(finding))
            and (name in told_when_made or not PROCESS.violations(finding, name, making))
        )

    def _may_settle(self, finding: Finding) -> bool:
        """Who answers for it, their deputy while they are away, and the archivists."""
        me = self.maker.actor.person
        own = me in (finding.responsible, self._acting(finding.responsible))
        return own or "archivist" in self.maker.roles()

    def _acting(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return "" if person is None else str(self.posts.acting(person))

    def assign(self, finding: Finding, responsible: str, due: date, reason: str = "") -> Finding:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, finding, "assign", making)
        found = list(wrong_person(self.site, "responsible", responsible))
        if due < making.today:
            found.append(Violation("due", _("The term has passed already")))
        if due > finding.due and not making.reason:
            found.append(Violation("reason", _("Say why it takes longer")))
        Violations.check(found)
        before = {"responsible": finding.responsible, "due": finding.due.isoformat()}
        self.hand(finding, responsible)
        finding.due = due
        after = {"responsible": responsible, "due": due.isoformat()}
        self._move(finding, "assign", making, before, after)
        return finding

    def hand(self, finding: Finding, responsible: str) -> None:
        """Let somebody answer for it."""
        if responsible != finding.responsible:
            give(self.site, FINDING, finding.id, finding.responsible, responsible)
            finding.responsible = responsible

    def settle(
        self, finding: Finding, settlement: str, proof: str = "", files: Sequence[Received] = ()
    ) -> Finding:
        making = self.maker.making()
        PROCESS.check_state(finding, "settle")
        if not self._may_settle(finding):
            raise Refused(Violation("finding", _("Who answers for it settles it, or an archivist")))
        settlement = settlement.strip()
        Violations.check(wrong_note("settlement", settlement))
        record = self._proof(finding, settlement, proof, files)
        finding.settlement, finding.proof = settlement, record or finding.proof
        self.maker.check(PROCESS, finding, "settle", making)
        give(self.site, FINDING, finding.id, finding.responsible, "")
        self.site.findings.open.remove(finding.id)
        self.site.findings.settled.insert(finding.id)
        self._move(finding, "settle", making, {}, {"settlement": settlement, "record": finding.proof})
        return finding

    def _proof(self, finding: Finding, settlement: str, proof: str, files: Sequence[Received]) -> str:
        """The id of the record that proves it: one that is there, or one made of the files."""
        if files and settlement:
            room = self.site.rooms[finding.room]
            title = _("Proof of settlement: ${room}, ${day}", mapping={"room": room.name, "day": finding.due})
            values = {
                "type": "document",
                "title": self.maker.translate(title),
                "date": self.maker.clock.today().isoformat(),
                "creator": self.site.title,
                "category": ARCHIVE_PAPERS,
                "remarks": settlement,
            }
            return str(self.capture.capture(values, list(files)).id)
        if not proof.strip():
            return ""
        record = self.labels.record(proof)
        if record is None:
            message = _("There is no record ${id}", mapping={"id": proof.strip()})
            raise Violations(Violation("proof", message))
        return str(record.id)

    def decide(self, finding: Finding, accepted: bool, reason: str = "") -> Finding:
        name = "accept" if accepted else "return"
        making = self.maker.making(reason_given("reason", reason))
        self.maker.check(PROCESS, finding, name, making)
        self.site.findings.settled.remove(finding.id)
        if accepted:
            self.site.findings.close(finding)
        else:
            self.site.findings.open.insert(finding.id)
            give(self.site, FINDING, finding.id, "", self._open_account(finding))
        self._move(finding, name, making, {}, {})
        return finding

    def _open_account(self, finding: Finding) -> str:
        """Who answers for it again: whoever did, or the room's custodian when that account is closed."""
        person = self.site.people.get(finding.responsible)
        if person is None or person.closed:
            finding.responsible = self.site.rooms[finding.room].custodian
        return finding.responsible

    def _move(
        self, finding: Finding, name: str, making: Any, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        was = finding.state
        self.maker.move(PROCESS, finding, name, making)
        was_then, is_now = {"stage": was, **before}, {"stage": finding.state, **after, "step": name}
        event = FindingMoved(self.maker.actor, finding.id, FINDING, making.reason, was_then, is_now)
        self.maker.notify(event)


def factory(context: object, request: Request) -> Findings:
    return Findings(
        maker(request),
        request.find_service(ILabels),
        request.find_service(ICapture),
        request.find_service(IPosts),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFindings)
