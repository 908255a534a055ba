"""Enterprise quality files: found or made by credit code, kept by a named person, merged (S9.3)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Missing, Refused, Violation, Violations
from onestop_records.events import (
    Actor,
    EnterpriseAdded,
    EnterpriseChanged,
    EnterprisesMerged,
    EnterprisesSplit,
    Event,
    SettingsChanged,
)
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IEnterprises, INotifier, INumbers, IResponsibility
from onestop_records.models import creditcode
from onestop_records.models.duty import Duty
from onestop_records.models.enterprise import FIELDS, PERSONAL, Enterprise, Merging
from onestop_records.models.gate import HOLDS
from onestop_records.models.keeping import own_keeping
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.services.described import reason_given

NUMBERS = "enterprise"
LONGEST = 2000  # characters of a value


@implementer(IEnterprises)
class Enterprises:
    """Of one archive."""

    def __init__(
        self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None], numbers: Any
    ) -> None:
        self.site = site
        self.folder = site.enterprises
        self.clock = clock
        self.actor = actor
        self.notify = notifier
        self.numbers = numbers

    def find(self, code: str) -> Enterprise | None:
        return self.folder.resolve(code)

    def find_or_make(self, values: Mapping[str, Any]) -> Enterprise:
        code = creditcode.normal(values.get("code") or "")
        Violations.check(_wrong_code(code))
        known = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")}
        found = self.find(code)
        if found is not None:
            missing = {name: value for name, value in known.items() if found.get(name) in (None, "")}
            return self.change(found, missing) if missing else found
        Violations.check(self._wrong({"name": "", **known}))
        enterprise = Enterprise(code, known)
        enterprise.number = f"QD-{self.numbers.next(NUMBERS):05}"
        enterprise.made_by, enterprise.made_at = self.actor.person, self.clock.now()
        enterprise.keeper = self.folder.keeper or self._maker()
        self.folder.add(enterprise)
        self._kept(enterprise, "", enterprise.keeper)
        after = {"number": enterprise.number, "keeper": enterprise.keeper, **_told(known)}
        self.notify(EnterpriseAdded(self.actor, code, "enterprise", after=after))
        return enterprise

    def change(self, enterprise: Enterprise, values: Mapping[str, Any]) -> Enterprise:
        self._present(enterprise)
        given = {name: values[name] for name in FIELDS if name in values}
        Violations.check(self._wrong(given))
        changed = {name: value for name, value in given.items() if enterprise.get(name) != value}
        if changed:
            before = {name: enterprise.get(name) for name in changed}
            self.folder.forget(enterprise)
            if before.get("name") and before["name"] not in enterprise.names:
                enterprise.names = (*enterprise.names, before["name"])
            merged = {**enterprise.values, **changed}
            enterprise.values = {name: value for name, value in merged.items() if value not in (None, "")}
            self.folder.know(enterprise)
            self._touch(enterprise)
            sides = _told(before), _told(changed)
            self.notify(EnterpriseChanged(self.actor, enterprise.code, "enterprise", "", *sides))
        return enterprise

    def entrust(self, enterprise: Enterprise, person: Person, reason: str = "") -> None:
        self._present(enterprise)
        Violations.check(_wrong_keeper(person))
        before = enterprise.keeper
        if before == person.id:
            return
        enterprise.keeper = person.id
        self._kept(enterprise, before, person.id)
        self._touch(enterprise)
        sides = {"keeper": before}, {"keeper": person.id}
        self.notify(
            EnterpriseChanged(
                self.actor, enterprise.code, "enterprise", reason_given("reason", reason), *sides
            )
        )

    def appoint(self, person: Person) -> None:
        Violations.check(_wrong_keeper(person))
        before, self.folder.keeper = self.folder.keeper, person.id
        sides = {"keeper": before}, {"keeper": person.id}
        self.notify(SettingsChanged(self.actor, "enterprises", "settings", "", *sides))

    def merge(self, kept: Enterprise, other: Enterprise, reason: str) -> Enterprise:
        self._present(kept)
        self._present(other)
        reason = reason_given("reason", reason)
        found = []
        if kept is other:
            found.append(Violation("other", _("An enterprise is not merged with itself")))
        if not reason:
            found.append(Violation("reason", _("Give a reason")))
        Violations.check(found)
        own = set(kept.names) - {name for m in kept.mergings for name in m.names}
        names = tuple(name for name in dict.fromkeys((other.name, *other.names)) if name not in own)
        fields = tuple(name for name in other.values if name not in kept.values)
        now, by = self.clock.now(), self.actor.person
        merging = Merging(other.code, other.name, by, now, reason, other.keeper, names, fields)
        self._kept(other, other.keeper, "")
        other.merged_into, other.keeper = kept.code, ""
        kept.mergings = (*kept.mergings, merging)
        self.folder.forget(kept)
        kept.names = tuple(dict.fromkeys((*kept.names, *names)))
        kept.values = {**other.values, **kept.values}
        for one in (kept, other):
            self.folder.know(one)
            self._touch(one)
        self.site.gates[HOLDS].change()  # holds on either now cover the records of both
        for code, partner in ((kept.code, other.code), (other.code, kept.code)):
            after = {"kept": kept.code, "merged": other.code, "with": partner}
            self.notify(EnterprisesMerged(self.actor, code, "enterprise", reason, after=after))
        return kept

    def split(self, kept: Enterprise, other: Enterprise, reason: str) -> Enterprise:
        self._present(kept)
        reason = reason_given("reason", reason)
        merging = next((m for m in kept.mergings if m.code == other.code), None)
        if merging is None or other.merged_into != kept.code:
            raise Conflict(Violation("other", _("This file was not merged into the other one")))
        if not reason:
            raise Violations(Violation("reason", _("Give a reason")))
        self.folder.forget(kept)
        kept.mergings = tuple(m for m in kept.mergings if m is not merging)
        still = {name for m in kept.mergings for name in m.names}
        kept.names = tuple(n for n in kept.names if n not in merging.names or n in still)
        unchanged = {name for name in merging.fields if kept.get(name) == other.get(name)}
        kept.values = {name: value for name, value in kept.values.items() if name not in unchanged}
        keeper = self.site.people.get(merging.keeper)
        other.merged_into = ""
        other.keeper = kept.keeper if keeper is None or keeper.closed else keeper.id
        self._kept(other, "", other.keeper)
        for one in (kept, other):
            self.folder.know(one)
            self._touch(one)
        self.site.gates[HOLDS].change()  # each is held by its own name and code again
        for code, partner in ((kept.code, other.code), (other.code, kept.code)):
            after = {"kept": kept.code, "split": other.code, "with": partner}
            self.notify(EnterprisesSplit(self.actor, code, "enterprise", reason, after=after))
        return other

    def alike(self, enterprise: Enterprise) -> list[Enterprise]:
        return self.folder.alike(enterprise)

    def duplicates(self) -> list[list[Enterprise]]:
        return self.folder.duplicates()

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        if "name" in values and not str(values["name"] or "").strip():
            yield Violation("name", _("This is required"))
        for name, value in values.items():
            if isinstance(value, str) and len(value) > LONGEST:
                message = _("At most ${limit} characters, please", mapping={"limit": LONGEST})
                yield Violation(name, message)

    def _present(self, enterprise: Enterprise) -> None:
        if enterprise.merged_into:
            message = _("This file was merged into ${code}", mapping={"code": enterprise.merged_into})
            raise Conflict(Violation("state", message))

    def _maker(self) -> str:
        return self.actor.person if self.actor.person in self.site.people else ""

    def _kept(self, enterprise: Enterprise, before: str, after: str) -> None:
        if before:
            self.folder.kept.remove((before, enterprise.code))
        if after:
            self.folder.kept.insert((after, enterprise.code))
            own_keeping(self.site.keepings, self.site.people[after])  # the gate: an account closed meanwhile

    def _touch(self, enterprise: Enterprise) -> None:
        enterprise.revision += 1
        enterprise.changed_by, enterprise.changed_at = self.actor.person, self.clock.now()


def _wrong_code(code: str) -> Iterator[Violation]:
    if not creditcode.shaped(code):
        yield Violation("code", _("A unified social credit code has 18 digits and capitals (GB 32100-2015)"))
    elif not creditcode.valid(code):
        yield Violation("code", _("The check digit of this code is wrong: a character is mistaken"))


def _wrong_keeper(person: Person) -> Iterator[Violation]:
    if person.closed:
        yield Violation("keeper", _("This account is closed"))


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """For the audit trail: of personal data only which of them."""
    plain = {name: value for name, value in values.items() if name not in PERSONAL}
    personal = sorted(name for name in values if name in PERSONAL)
    return {**plain, "personal": personal} if personal else plain


@implementer(IResponsibility)
class KeptEnterprises:
    """Enterprise files that a person was named to keep (S9.3.2)."""

    kind = "enterprise"
    title = _("Enterprise files")

    def __init__(self, site: Site, enterprises: Callable[[], Any]) -> None:
        self.site = site
        self.enterprises = enterprises

    def of(self, person: Person) -> Iterator[Duty]:
        folder = self.site.enterprises
        for __, code in folder.kept.keys((person.id, ""), (person.id, "\uffff")):
            enterprise = folder[code]
            title = f"{enterprise.number} {enterprise.name}"
            yield Duty(self.kind, code, title, address=f"/enterprises/{code}")
        if folder.keeper == person.id:
            yield Duty(self.kind, "", _("Keeper of new enterprise files"), address="/enterprises")

    def pass_on(self, duty_id: str, giver: Person, receiver: Person) -> None:
        if not duty_id:
            self.enterprises().appoint(receiver)
            return
        enterprise = self.site.enterprises.get(duty_id)
        if enterprise is None:
            raise Missing(duty_id)
        if enterprise.keeper != giver.id:
            raise Refused(Violation("", _("Somebody else keeps this file")))
        self.enterprises().entrust(enterprise, receiver)


def factory(context: object, request: Request) -> Enterprises:
    return Enterprises(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(INumbers),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IEnterprises)
    config.add_responsibility(
        lambda request: KeptEnterprises(request.site, lambda: request.find_service(IEnterprises))
    )
