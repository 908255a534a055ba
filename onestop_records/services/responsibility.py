"""What a person answers for; each kind of object joins with ``config.add_responsibility(factory)`` (N71)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import IResponsibilities
from onestop_records.models.duty import Duty
from onestop_records.models.person import Person

ResponsibilityFactory = Callable[[Request], Any]  # makes an ``IResponsibility``


@implementer(IResponsibilities)
class Responsibilities:
    """All kinds, in the order of registration."""

    def __init__(self, kinds: Iterable[Any]) -> None:
        self._kinds = tuple(kinds)

    def kinds(self) -> tuple[Any, ...]:
        return self._kinds

    def of(self, person: Person) -> Iterator[Duty]:
        for kind in self._kinds:
            yield from kind.of(person)


def add_responsibility(config: Configurator, factory: ResponsibilityFactory) -> None:
    """Directive: have ``factory(request)`` make an ``IResponsibility`` for each unit of work."""
    config.registry.responsibilities.append(factory)


def factory(context: object, request: Request) -> Responsibilities:
    return Responsibilities(make(request) for make in request.registry.responsibilities)


def includeme(config: Configurator) -> None:
    config.registry.responsibilities = []
    config.add_directive("add_responsibility", add_responsibility)
    config.register_service_factory(factory, IResponsibilities)
