"""The filing scope (归档范围) and what units still owe the archive."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from importlib.resources import files
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.events import Actor, Event, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import INotifier, IScope
from onestop_records.models.scope import ScopeEntry
from onestop_records.models.site import Site
from onestop_records.services.described import plain

SHIPPED = "association_scope.csv"
CODE = re.compile(r"[A-Z0-9]{1,12}\Z")


@implementer(IScope)
class Scope:
    """The scope of one store."""

    def __init__(self, site: Site, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.actor = actor
        self.notify = notifier

    def entries(self, unit: str | None = None) -> list[ScopeEntry]:
        present = [entry for entry in self.site.scope.values() if not entry.ended]
        return [entry for entry in present if unit is None or entry.concerns(unit)]

    def ended(self) -> list[ScopeEntry]:
        return [entry for entry in self.site.scope.values() if entry.ended]

    def add(self, values: Mapping[str, Any]) -> ScopeEntry:
        code, found = values.get("code", ""), []
        if not CODE.match(code):
            found.append(Violation("code", _("1 to 12 capital Latin letters or digits.")))
        if code in self.site.scope:
            found.append(Violation("code", _("This code is taken.")))
        Violations.check([*found, *self._wrong(values)])
        entry = self.site.scope[code] = ScopeEntry(**values)
        after = {name: value for name, value in asdict(entry).items() if value}
        self.notify(SettingsChanged(self.actor, f"scope:{code}", "settings", after=plain(after)))
        return entry

    def change(self, code: str, values: Mapping[str, Any]) -> ScopeEntry:
        present = self.site.scope.get(code)
        if present is None:
            raise Missing(code)
        Violations.check(self._wrong(values))
        entry = replace(present, **values)
        old, new = asdict(present), asdict(entry)
        changed = [name for name in new if old[name] != new[name]]
        if changed:
            self.site.scope[code] = entry
            before, after = (plain({name: side[name] for name in changed}) for side in (old, new))
            subject = f"scope:{code}"
            self.notify(SettingsChanged(self.actor, subject, "settings", before=before, after=after))
        return entry

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        for name in ("title", "group"):
            if not values.get(name):
                yield Violation(name, _("This is required"))
        unknown = [unit for unit in values.get("units", ()) if unit not in self.site.units]
        if unknown:
            message = _("There is no ${code} here", mapping={"code": ", ".join(unknown)})
            yield Violation("units", message)
        if values.get("category") and self.site.fonds.category(values["category"]) is None:
            yield Violation("category", _("There is no such category"))
        if values.get("retention") and values["retention"] not in self.site.retention:
            yield Violation("retention", _("There is no such retention class"))
        if not values.get("filed", True) and (values.get("category") or values.get("retention")):
            yield Violation("filed", _("What is not filed has neither category nor retention class"))

    def owed(self, unit: str, year: int) -> list[ScopeEntry]:
        named = [entry for entry in self.entries(unit) if entry.filed and unit in entry.units]
        return [entry for entry in named if not self._delivered(year, unit, entry.code)]

    def ship(self) -> None:
        """Units, categories and classes that this archive doesn't have are left open."""
        text = (files(__package__) / SHIPPED).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            if row["code"] not in self.site.scope:
                self.site.scope[row["code"]] = self._entry(row)

    def _entry(self, row: dict[str, str]) -> ScopeEntry:
        site = self.site
        return ScopeEntry(
            row["code"],
            row["title"],
            row["group"],
            tuple(unit for unit in row["units"].split() if unit in site.units),
            row["category"] if site.fonds.category(row["category"]) else "",
            row["retention"] if row["retention"] in site.retention else "",
            row["filed"] == "yes",
            row["note"],
        )

    def _delivered(self, year: int, unit: str, code: str) -> bool:
        prefix = f"{year}/{unit}/{code}/"
        return next(iter(self.site.deliveries.keys(prefix, prefix + "\uffff")), None) is not None


def factory(context: object, request: Request) -> Scope:
    return Scope(request.site, request.actor, request.find_service(INotifier))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IScope)
