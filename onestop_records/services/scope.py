"""The filing scope (归档范围) and what units still owe the archive."""

import csv
from importlib.resources import files

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import IScope
from onestop_records.models.scope import ScopeEntry
from onestop_records.models.site import Site

SHIPPED = "association_scope.csv"


@implementer(IScope)
class Scope:
    """The scope of one store."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def entries(self, unit: str | None = None) -> list[ScopeEntry]:
        return [entry for entry in self.site.scope.values() if unit is None or entry.concerns(unit)]

    def owed(self, unit: str, year: int) -> list[ScopeEntry]:
        named = [entry for entry in self.site.scope.values() if entry.filed and unit in entry.units]
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
    return Scope(request.site)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IScope)
