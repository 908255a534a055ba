"""What rooms, boxes, keys and findings ask of people: what they answer for, and what waits for them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.events import FindingMoved, KeyHanded, StorageChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IResponsibility, IRounds
from onestop_records.models.duty import Duty
from onestop_records.models.finding import KINDS as FINDINGS
from onestop_records.models.person import Person
from onestop_records.models.waiting import Waiting
from onestop_records.services.batch import Maker, maker
from onestop_records.services.storevalues import BOX, FINDING, KEY, ROOM, answered_for, give

KINDS = {  # kind: title, folder of the site, name of the attribute, event
    ROOM: (_("Storage rooms"), "rooms", "custodian", StorageChanged),
    BOX: (_("Boxes"), "boxes", "custodian", StorageChanged),
    KEY: (_("Keys"), "keys", "holder", KeyHanded),
    FINDING: (_("Findings to settle"), "findings", "responsible", FindingMoved),
}


@implementer(IResponsibility)
class Stored:
    """One kind of thing about storage that somebody answers for."""

    def __init__(self, kind: str, maker: Maker) -> None:
        self.kind = kind
        self.title, self._folder, self._attribute, self._event = KINDS[kind]
        self.maker = maker
        self.site = maker.site

    def of(self, person: Person) -> Iterator[Duty]:
        for thing_id in answered_for(self.site, person.id, self.kind):
            thing = getattr(self.site, self._folder)[thing_id]
            address = f"/{self._folder}/{thing_id}"
            about, state = getattr(thing, "record", ""), getattr(thing, "state", "")
            yield Duty(self.kind, thing_id, self._called(thing), address, about, state)

    def _called(self, thing: Any) -> Any:
        """A finding is called by its kind and room: the record it concerns need not be known."""
        if self.kind == FINDING:
            return FINDINGS[thing.kind]
        if self.kind == KEY:
            return f"{thing.number} · {self.site.rooms[thing.room].name}"
        return thing.title

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        thing = getattr(self.site, self._folder)[duty_id]
        give(self.site, self.kind, duty_id, giver.id, receiver.id)
        setattr(thing, self._attribute, receiver.id)
        before, after = {self._attribute: giver.id}, {self._attribute: receiver.id}
        self.maker.notify(self._event(self.maker.actor, duty_id, self.kind, before=before, after=after))


def responsibility(kind: str) -> Callable[[Request], Stored]:
    """The factory of one kind."""
    return lambda request: Stored(kind, maker(request))


def rounds_due(request: Request) -> Callable[[Person], Iterator[Waiting]]:
    """Rounds that a room's custodian owes, from the day on which they are due."""
    site, rounds, clock = request.site, request.find_service(IRounds), request.find_service(IClock)

    def waiting(person: Person) -> Iterator[Waiting]:
        today = clock.today()
        for room_id in answered_for(site, person.id, ROOM):
            room, due = site.rooms[room_id], rounds.due(site.rooms[room_id])
            if due <= today:
                late = {"warned": due == today, "urgent": due < today}
                address = f"/rooms/{room_id}/round"
                task = _("Make a round through the storage room")
                yield Waiting("round", task, room.name, address, person.id, end_of(clock, due), **late)

    return waiting


def findings_open(request: Request) -> Callable[[Person], Iterator[Waiting]]:
    """Findings that a person is to settle; for managers, settlements to decide on."""
    site, clock = request.site, request.find_service(IClock)

    def called(finding: Any) -> str:
        kind = request.localizer.translate(FINDINGS[finding.kind])
        return f"{site.rooms[finding.room].name} · {kind}"

    def waiting(person: Person) -> Iterator[Waiting]:
        today = clock.today()
        for finding_id in answered_for(site, person.id, FINDING):
            finding = site.findings[finding_id]
            late = {"warned": finding.due <= today + timedelta(days=1), "urgent": finding.due < today}
            yield Waiting(
                "finding",
                _("Settle a finding"),
                called(finding),
                f"/findings/{finding_id}",
                person.id,
                end_of(clock, finding.due),
                record=finding.record,
                **late,
            )
        if "manager" in person.roles:
            for finding in map(site.findings.__getitem__, list(site.findings.settled)):
                if finding.moved("settle").person != person.id:
                    told = {"record": finding.record, "shared": True}
                    task, address = _("Accept or return a settlement"), f"/findings/{finding.id}"
                    yield Waiting("settlement", task, called(finding), address, person.id, **told)

    return waiting


def end_of(clock: Any, day: date) -> datetime:
    """The last instant of a day in the archive's time zone."""
    zone = clock.local(clock.now()).tzinfo
    ended: datetime = datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
    return ended.astimezone(clock.now().tzinfo)


def includeme(config: Configurator) -> None:
    for kind in KINDS:
        config.add_responsibility(responsibility(kind))
    config.add_waiting(rounds_due)
    config.add_waiting(findings_open)
