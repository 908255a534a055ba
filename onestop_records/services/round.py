"""Rounds through storage rooms (N69): noted, held against the limits, and due again."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import RoundMade
from onestop_records.i18n import _
from onestop_records.interfaces import IFindings, IPosts, IRounds
from onestop_records.models.identity import new_id
from onestop_records.models.room import Bounds, Room
from onestop_records.models.round import LOOKED_AT, Round
from onestop_records.services.batch import Maker, maker
from onestop_records.services.room import MEASURES
from onestop_records.services.storevalues import wrong_note

LONGEST = 500  # characters of what was seen


@implementer(IRounds)
class Rounds:
    """For one actor."""

    def __init__(self, maker: Maker, findings: Any, posts: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.findings = findings
        self.posts = posts

    def due(self, room: Room) -> date:
        return room.last_round + timedelta(days=self.site.rooms.limits_of(room).rounds.days)

    def may(self, room: Room) -> bool:
        """Its custodian, their deputy while they are away, and the archivists make rounds."""
        custodian, me = self.site.people.get(room.custodian), self.maker.actor.person
        acting = "" if custodian is None else self.posts.acting(custodian)
        return me in (room.custodian, acting) or not self.maker.roles().isdisjoint({"archivist", "manager"})

    def add(self, room: Room, values: Mapping[str, Any]) -> Round:
        if not self.may(room):
            raise Refused(
                Violation("room", _("Rounds are made by the custodian of the room or an archivist"))
            )
        wrong = {name: (text or "").strip() for name, text in (values.get("wrong") or {}).items()}
        remarks = (values.get("remarks") or "").strip()
        Violations.check([*self._against(room, values, wrong), *wrong_note("remarks", remarks)])
        made = Round(
            new_id(),
            room.id,
            self.maker.actor.person,
            self.maker.clock.now(),
            values["temperature"],
            values["humidity"],
            wrong,
        )
        made.remarks = remarks
        self.site.rounds.add(made)
        room.last_round = self.maker.clock.today()
        after = {"room": room.name, "temperature": made.temperature / 10, "humidity": made.humidity / 10}
        told = {**after, "wrong": sorted(wrong)}
        self.maker.notify(RoundMade(self.maker.actor, made.id, "round", after=told))
        made.findings = tuple(self._found(room, made))
        return made

    def _against(
        self, room: Room, values: Mapping[str, Any], wrong: Mapping[str, str]
    ) -> Iterator[Violation]:
        if room.closed:
            yield Violation("room", _("This room is used no more"))
        for name, (least, most) in MEASURES.items():
            measured = values.get(name)
            if measured is None:
                yield Violation(name, _("This is required"))
            elif not least <= measured <= most:
                limits = {"least": least / 10, "most": most / 10}
                yield Violation(name, _("Between ${least} and ${most}, please", mapping=limits))
        for name, text in wrong.items():
            if name not in LOOKED_AT:
                yield Violation(name, _("This is not looked at"))
            elif not text or len(text) > LONGEST or not text.isprintable():
                yield Violation(
                    name, _("Say what is wrong, in at most ${limit} characters", mapping={"limit": LONGEST})
                )

    def _found(self, room: Room, made: Round) -> Iterator[str]:
        limits = self.site.rooms.limits_of(room)
        for name, unit in (("temperature", "℃"), ("humidity", "%")):
            bounds: Bounds = getattr(limits, name)
            measured = getattr(made, name)
            if not bounds.lowest <= measured <= bounds.highest:
                said = f"{measured / 10} {unit} ({bounds.lowest / 10}–{bounds.highest / 10} {unit})"
                yield self.findings.add(name, room, made.id, said=said, rule=bounds.rule).id
        for name in LOOKED_AT:
            if name in made.wrong:
                yield self.findings.add(name, room, made.id, said=made.wrong[name], rule="N69").id


def factory(context: object, request: Request) -> Rounds:
    return Rounds(maker(request), request.find_service(IFindings), request.find_service(IPosts))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IRounds)
