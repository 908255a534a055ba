"""The public catalogue of matters (办理事项, W9-7.2): made, changed, published, and who answers for each."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Missing, Refused, Violation, Violations
from onestop_records.events import Actor, Event, MatterChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IMatters, INotifier, IResponsibility
from onestop_records.models.component import Received, Version
from onestop_records.models.duty import Duty
from onestop_records.models.keeping import own_keeping
from onestop_records.models.matter import DOMAINS, KINDS, Matter
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.services.described import reason_given
from onestop_records.services.mattervalues import (
    pair,
    shipped,
    told,
    with_samples,
    wrong_limits,
    wrong_materials,
)

CODE = re.compile(r"[A-Z0-9]{1,6}(-[A-Z0-9]{1,6})?\Z")
FIELDS = (
    "domain",
    "kind",
    "title",
    "basis",
    "conditions",
    "quantity",
    "procedure",
    "legal",
    "promised",
    "materials",
    "fees",
    "fee_basis",
    "result",
    "unit",
    "person",
    "deputy",
    "phone",
    "retention",
)
# What the public is owed of every matter before it can be published (W9-7.2).
OWED = ("title", "basis", "conditions", "procedure", "fees", "result", "unit", "person", "phone", "retention")


@implementer(IMatters)
class Matters:
    """Of one archive."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.folder = site.matters
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def public(self) -> list[Matter]:
        found = [matter for matter in self.folder.values() if matter.public]
        return sorted(found, key=_place)

    def all(self) -> list[Matter]:
        return sorted(self.folder.values(), key=_place)

    def add(self, values: Mapping[str, Any]) -> Matter:
        code, found = values.get("code") or "", []
        if not CODE.match(code):
            found.append(Violation("code", _("Capital letters and digits, such as JL-02")))
        elif code in self.folder:
            found.append(Violation("code", _("This code is taken.")))
        given = {name: values[name] for name in FIELDS if name in values}
        found += [*self._wrong({"title": "", **given}), *self._foreign(given.get("unit", ""))]
        Violations.check(found)
        matter = Matter(code)
        self.folder.add(matter)
        self._set(matter, given)
        self._tell(matter, {}, {name: value for name, value in given.items() if value})
        return matter

    def change(self, matter: Matter, values: Mapping[str, Any]) -> Matter:
        given = {name: values[name] for name in FIELDS if name in values}
        if "materials" in given:
            given["materials"] = with_samples(given["materials"], matter.materials)
        changed = {name: value for name, value in given.items() if getattr(matter, name) != value}
        whole = {name: getattr(matter, name) for name in FIELDS} | changed
        Violations.check(self._foreign(matter.unit, whole["unit"]))
        Violations.check(self._wrong(whole if matter.public else changed | pair(whole), matter.public))
        if changed:
            before = {name: getattr(matter, name) for name in changed}
            self._set(matter, changed)
            matter.touch(self.actor.person, self.clock.now())
            self._tell(matter, before, changed)
        return matter

    def publish(self, matter: Matter) -> Matter:
        if matter.public:
            raise Conflict(Violation("state", _("This matter is public already")))
        Violations.check(self._foreign(matter.unit))
        Violations.check(self._wrong({name: getattr(matter, name) for name in FIELDS}, True))
        self._move(matter, "public", "")
        return matter

    def withdraw(self, matter: Matter, reason: str) -> Matter:
        if not matter.public:
            raise Conflict(Violation("state", _("This matter is not public")))
        Violations.check(self._foreign(matter.unit))
        reason = reason_given("reason", reason)
        if not reason:
            raise Violations(Violation("reason", _("Give a reason")))
        self._move(matter, "withdrawn", reason)
        return matter

    def set_sample(self, matter: Matter, number: int, received: Received | None) -> Matter:
        if not 0 <= number < len(matter.materials):
            raise Missing(str(number))
        Violations.check(self._foreign(matter.unit))
        sample = None
        if received is not None:
            sample = Version(
                1,
                received.name,
                received.media_type,
                received.size,
                received.sha256,
                received.blob,
                self.actor.person,
                self.clock.now(),
            )
        materials = list(matter.materials)
        materials[number] = replace(materials[number], sample=sample)
        matter.materials = tuple(materials)
        matter.touch(self.actor.person, self.clock.now())
        facts = {"material": materials[number].name, "sha256": sample.sha256 if sample else ""}
        self._tell(matter, {}, facts)
        return matter

    def ship(self) -> None:
        """Units and classes that this house doesn't have are left open."""
        for code, values in shipped(self.site):
            if code not in self.folder:
                matter = Matter(code)
                self.folder.add(matter)
                self._set(matter, values)

    def _set(self, matter: Matter, values: Mapping[str, Any]) -> None:
        before = {matter.person, matter.deputy}
        for name, value in values.items():
            setattr(matter, name, value)
        after = {matter.person, matter.deputy}
        for person in before - after - {""}:
            if (person, matter.code) in self.folder.held:
                self.folder.held.remove((person, matter.code))
        for person in after - before - {""}:
            own_keeping(self.site.keepings, self.site.people[person])  # the gate: an account closed meanwhile
            self.folder.held.insert((person, matter.code))

    def _move(self, matter: Matter, state: str, reason: str) -> None:
        before, matter.state = matter.state, state
        matter.touch(self.actor.person, self.clock.now())
        sides = {"state": before}, {"state": state}
        self.notify(MatterChanged(self.actor, matter.code, "matter", reason, *sides))

    def _wrong(self, values: Mapping[str, Any], public: bool = False) -> Iterator[Violation]:
        for name in OWED if public else ("title",):
            if name in values and not values[name]:
                yield Violation(name, _("This is required"))
        if public and values.get("promised") is None:
            yield Violation("promised", _("This is required"))
        for name, known in (("domain", DOMAINS), ("kind", KINDS)):
            if values.get(name) and values[name] not in known:
                yield Violation(name, _("There is no ${code} here", mapping={"code": values[name]}))
        if values.get("unit") and values["unit"] not in self.site.units:
            yield Violation("unit", _("There is no such unit, or it is closed."))
        if values.get("retention") and values["retention"] not in self.site.retention:
            yield Violation("retention", _("There is no such retention class"))
        yield from self._wrong_people(values)
        yield from wrong_limits(values.get("promised"), values.get("legal"))
        yield from wrong_materials(values.get("materials") or ())

    def _wrong_people(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        for name in ("person", "deputy"):
            person = self.site.people.get(values[name]) if values.get(name) else None
            if values.get(name) and (person is None or person.closed):
                yield Violation(name, _("There is no such person."))
        if values.get("deputy") and values["deputy"] == values.get("person"):
            yield Violation("deputy", _("The deputy is another person (AB posts)"))

    def _foreign(self, *units: str) -> Iterator[Violation]:
        """The head of a unit answers for its own matters, a manager for all."""
        person = self.site.people.get(self.actor.person)
        if person is None or "manager" in person.roles or "head" not in person.roles:
            return
        if not person.units(self.clock.today()).issuperset(units):
            yield Violation("unit", _("The head of a unit sees to the matters of the own unit"))

    def _tell(self, matter: Matter, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        sides = told(before), told(after)
        self.notify(MatterChanged(self.actor, matter.code, "matter", "", *sides))


def _place(matter: Matter) -> tuple[int, str]:
    return DOMAINS.index(matter.domain), matter.code


@implementer(IResponsibility)
class HeldMatters:
    """Matters that a person answers for, or stands in for (AB posts)."""

    kind = "matter"
    title = _("Matters")

    def __init__(self, site: Site, matters: Callable[[], Any]) -> None:
        self.site = site
        self.matters = matters

    def of(self, person: Person) -> Iterator[Duty]:
        for matter in self.site.matters.of(person.id):
            yield Duty(self.kind, matter.code, matter.title, address=f"/matters/{matter.code}")

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        matter = self.site.matters.get(duty_id)
        if matter is None:
            raise Missing(duty_id)
        names = [name for name in ("person", "deputy") if getattr(matter, name) == giver.id]
        if not names:
            raise Refused(Violation("", _("Somebody else answers for this matter")))
        values = dict.fromkeys(names, receiver.id)
        if receiver.id in (matter.person, matter.deputy):  # whoever had the other half has it all now
            values = {"person": receiver.id, "deputy": ""}
        self.matters().change(matter, values)


def factory(context: object, request: Request) -> Matters:
    now, notifier = request.find_service(IClock), request.find_service(INotifier)
    return Matters(request.site, now, request.actor, notifier)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IMatters)
    config.add_responsibility(
        lambda request: HeldMatters(request.site, lambda: request.find_service(IMatters))
    )
