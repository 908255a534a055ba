"""Service agencies and experts to whom needs are matched: taken in, changed, left (S6.2, N57, N65)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.events import ProviderAdded, ProviderChanged, ProviderRefused
from onestop_records.i18n import _
from onestop_records.interfaces import IProviders
from onestop_records.models import creditcode
from onestop_records.models.case import Case
from onestop_records.models.identity import new_id
from onestop_records.models.matter import DOMAINS
from onestop_records.models.provider import FIELDS, KINDS, Provider, ProviderFolder, ProviderRefusal
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given


@implementer(IProviders)
class Providers:
    """Of one archive, for one actor."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.folder: ProviderFolder = maker.site.providers

    def add(self, values: Mapping[str, Any]) -> Provider:
        provider = Provider(new_id())
        given = _given({"since": self.maker.clock.today(), **values})
        Violations.check(self._wrong(provider, {**_all(provider), **given}))
        for name, value in given.items():
            setattr(provider, name, value)
        provider.made_by, provider.made_at = self.maker.actor.person, self.maker.clock.now()
        self.folder.add(provider)
        self._tell(ProviderAdded, provider, {}, {name: value for name, value in given.items() if value})
        return provider

    def change(self, provider: Provider, values: Mapping[str, Any]) -> Provider:
        _present(provider)
        given = _given(values)
        changed = {name: value for name, value in given.items() if getattr(provider, name) != value}
        Violations.check(self._wrong(provider, {**_all(provider), **changed}))
        if changed:
            self._set(provider, changed)
        return provider

    def leave(self, provider: Provider, until: date, reason: str) -> None:
        _present(provider)
        reason = reason_given("reason", reason)
        Violations.check(self._wrong_end(provider, until, reason))
        self._set(provider, {"until": until, "left_reason": reason}, reason)

    def refused(self, provider: Provider, case: Case, reason: str, justified: bool) -> None:
        today, now = self.maker.clock.today(), self.maker.clock.now()
        noted = ProviderRefusal(case.id, reason, justified, today, self.maker.actor.person, now)
        provider.refusals = (*provider.refusals, noted)
        provider.touch(self.maker.actor.person, now)
        after = {"refusals": len(provider.refusals)}  # not of which case: that is for who may know of it
        self.maker.notify(ProviderRefused(self.maker.actor, provider.id, "provider", after=after))

    def _set(self, provider: Provider, changed: Mapping[str, Any], reason: str = "") -> None:
        before = {name: getattr(provider, name) for name in changed}
        self.folder.delist(provider)
        for name, value in changed.items():
            setattr(provider, name, value)
        self.folder.enlist(provider)
        provider.touch(self.maker.actor.person, self.maker.clock.now())
        self._tell(ProviderChanged, provider, before, changed, reason)

    def _wrong(self, provider: Provider, whole: Mapping[str, Any]) -> Iterator[Violation]:
        if not whole["name"]:
            yield Violation("name", _("This is required"))
        if whole["kind"] not in KINDS:
            yield Violation("kind", _("An agency or an expert: choose one"))
        if not whole["domains"] or not set(whole["domains"]) <= set(DOMAINS):
            yield Violation("domains", _("Choose the domains in which it serves"))
        if not whole["offers"]:
            yield Violation("offers", _("This is required"))
        if whole["since"] is None or whole["since"] > self.maker.clock.today():
            yield Violation("since", _("Give a day that has come"))
        yield from self._wrong_code(provider, whole["kind"], whole["code"])

    def _wrong_code(self, provider: Provider, kind: str, code: str) -> Iterator[Violation]:
        if kind == "expert":
            if code:
                yield Violation("code", _("A person has no unified social credit code"))
        elif not creditcode.shaped(code):
            message = _("A unified social credit code has 18 digits and capitals (GB 32100-2015)")
            yield Violation("code", message)
        elif not creditcode.valid(code):
            yield Violation("code", _("The check digit of this code is wrong: a character is mistaken"))
        elif self.folder.coded(code) not in (None, provider):
            yield Violation("code", _("This agency is there already"))

    def _wrong_end(self, provider: Provider, until: date, reason: str) -> Iterator[Violation]:
        since = provider.since or until
        if not since <= until <= self.maker.clock.today():
            yield Violation("until", _("Give a day that has come"))
        if not reason:
            yield Violation("reason", _("Give a reason"))

    def _tell(
        self,
        event: Any,
        provider: Provider,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        reason: str = "",
    ) -> None:
        sides = _told(provider, before), _told(provider, after)
        self.maker.notify(event(self.maker.actor, provider.id, "provider", reason, *sides))


def _all(provider: Provider) -> dict[str, Any]:
    return {name: getattr(provider, name) for name in FIELDS}


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, as it is kept."""
    found = {name: values[name] for name in FIELDS if name in values}
    for name, value in found.items():
        if name not in ("domains", "since"):
            found[name] = str(value or "").strip()
    if "code" in found:
        found["code"] = creditcode.normal(found["code"])
    if "domains" in found:
        found["domains"] = tuple(name for name in DOMAINS if name in (found["domains"] or ()))
    return found


def _present(provider: Provider) -> None:
    if provider.left:
        raise Conflict(Violation("state", _("It has left: nothing of it changes any more")))


def _told(provider: Provider, values: Mapping[str, Any]) -> dict[str, Any]:
    """For the audit trail: of personal data only which of them."""
    personal = sorted(name for name in values if name in provider.personal)
    plain = {name: _plain(value) for name, value in values.items() if name not in provider.personal}
    return {**plain, "personal": personal} if personal else plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def factory(context: object, request: Request) -> Providers:
    return Providers(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IProviders)
