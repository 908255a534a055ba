"""What one person answers for (保管清单): records counted by category and year, all else by its kind."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import ICatalog, IInventory, IOutbox, IResponsibilities
from onestop_records.models.duty import Duty
from onestop_records.models.handover import RECORD
from onestop_records.models.person import Person
from onestop_records.services.batch import Maker, maker
from onestop_records.services.kept import Kept

Counts = list[tuple[str, int, int]]


@implementer(IInventory)
class Inventory:
    """For one reader."""

    def __init__(self, maker: Maker, responsibilities: Any, kept: Kept) -> None:
        self.maker = maker
        self.site = maker.site
        self.responsibilities = responsibilities
        self.kept = kept

    def may_see(self, person: Person) -> bool:
        allowed = {f"person:{person.id}", "role:archivist", "role:manager"}
        allowed.update(f"head:{post.unit}" for post in person.appointments)
        return not allowed.isdisjoint(self.maker.principals)

    def counts(self, person: Person) -> Counts:
        found = self.kept.counts(self.site.held(person), self.maker.principals)
        return [(category, year, count) for (category, year), count in sorted(found.items())]

    def duties(self, person: Person) -> list[tuple[Any, list[Duty]]]:
        shut = self.kept.denied(self.maker.principals)
        kinds = (kind for kind in self.responsibilities.kinds() if kind.kind != RECORD)
        found = [
            (kind.title, [duty for duty in kind.of(person) if duty.record not in shut]) for kind in kinds
        ]
        return [(title, duties) for title, duties in found if duties]


def factory(context: object, request: Request) -> Inventory:
    kept = Kept(request.site, request.find_service(ICatalog), request.find_service(IOutbox))
    return Inventory(maker(request), request.find_service(IResponsibilities), kept)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IInventory)
