"""Limits of time: settings kept in the store, each with the rule it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.events import Actor, Event, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import ILimits, INotifier
from onestop_records.models.limit import NEXT_DAY, PROFILES, SAME_DAY, UNITS, Limit, LimitSetting
from onestop_records.models.site import Site

MOST = 1000  # units


@implementer(ILimits)
class Limits:
    """Of one archive."""

    def __init__(self, site: Site, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.actor = actor
        self.notify = notifier

    def all(self) -> list[LimitSetting]:
        return list(self.site.limits.values())

    def get(self, name: str) -> Limit:
        limit: Limit = self.site.limits[name].limit
        return limit

    def change(self, name: str, values: Mapping[str, Any]) -> LimitSetting:
        present = self.site.limits.get(name)
        if present is None:
            raise Missing(name)
        known = {"warn": present.warn, **vars(present.limit), **values}
        Violations.check(_wrong(known))
        limit = Limit(known["unit"], known["number"], known["rule"].strip())
        setting = replace(present, limit=limit, warn=known["warn"])
        if setting != present:
            self.site.limits.put(setting)
            self._tell(present, setting)
        return setting

    def adopt(self, profile: str) -> int:
        if profile not in PROFILES:
            raise Violations(Violation("profile", _("There is no such set of limits")))
        changed = self.site.limits.adopt(profile)
        for before, after in changed:
            self._tell(before, after)
        return len(changed)

    def _tell(self, before: LimitSetting, after: LimitSetting) -> None:
        sides = [{"warn": side.warn, **vars(side.limit)} for side in (before, after)]
        changed = [name for name in sides[0] if sides[0][name] != sides[1][name]]
        old, new = ({name: side[name] for name in changed} for side in sides)
        subject = f"limit:{before.name}"
        self.notify(SettingsChanged(self.actor, subject, "settings", before=old, after=new))


def _wrong(values: Mapping[str, Any]) -> Iterator[Violation]:
    if values["unit"] not in UNITS:
        yield Violation("unit", _("There is no such unit of time"))
    if not 1 <= values["number"] <= MOST:
        limits = {"least": 1, "most": MOST}
        yield Violation("number", _("Between ${least} and ${most}, please", mapping=limits))
    elif values["unit"] in (SAME_DAY, NEXT_DAY) and values["number"] != 1:
        yield Violation("number", _("The same or the next day is one day"))
    if not values["rule"].strip():
        yield Violation("rule", _("Name the rule that the limit comes from"))
    if not 0 <= values["warn"] < values["number"] and values["unit"] not in (SAME_DAY, NEXT_DAY):
        yield Violation("warn", _("The warning lies within the limit"))
    elif values["warn"] and values["unit"] in (SAME_DAY, NEXT_DAY):
        yield Violation("warn", _("There is no time to warn within a day"))


def factory(context: object, request: Request) -> Limits:
    return Limits(request.site, request.actor, request.find_service(INotifier))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ILimits)
