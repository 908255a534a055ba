"""What waits for a person; each kind of work joins with ``config.add_waiting(factory)``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IClock, IPosts, IWork
from onestop_records.models.access import may_know
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting
from onestop_records.security.principals import identify

Kind = Callable[[Person], Iterable[Waiting]]
WaitingFactory = Callable[[Request], Kind]

NEVER = datetime.max.replace(tzinfo=UTC)


@implementer(IWork)
class Work:
    """All kinds together, those of absent people to their deputies."""

    def __init__(self, site: Site, clock: Clock, posts: Any, kinds: Iterable[Kind]) -> None:
        self.site = site
        self.clock = clock
        self.posts = posts
        self.kinds = tuple(kinds)

    def of(self, person: Person) -> list[Waiting]:
        principals = identify(self.site, person, self.clock.today(), now=self.clock.now()).principals
        meant = dict.fromkeys(self._meant(person))
        self.site.records.several(one.record for one in meant if one.record)
        found = [one for one in meant if self._told(one, person, principals)]
        return sorted(found, key=lambda one: (one.due or NEVER, not one.urgent, one.title))

    def _meant(self, person: Person) -> Iterator[Waiting]:
        for kind in self.kinds:
            yield from kind(person)
        for absent in (self.site.people[other] for other in self.posts.stands_in_for(person)):
            for kind in self.kinds:
                yield from (one for one in kind(absent) if not one.shared)

    def _told(self, one: Waiting, person: Person, principals: frozenset[str]) -> bool:
        """A deputy is told nothing that is above their clearance or that they are shut out of."""
        if one.only is not None:
            return person.id in one.only
        record = self.site.records.get(one.record) if one.record else None
        return record is None or may_know(record, principals)


def add_waiting(config: Configurator, factory: WaitingFactory) -> None:
    """Directive: have ``factory(request)`` make a kind of work for each unit of work."""
    config.registry.kinds_of_work.append(factory)


def factory(context: object, request: Request) -> Work:
    makers: list[WaitingFactory] = request.registry.kinds_of_work
    kinds = (make(request) for make in makers)
    return Work(request.site, request.find_service(IClock), request.find_service(IPosts), kinds)


def includeme(config: Configurator) -> None:
    config.registry.kinds_of_work = []
    config.add_directive("add_waiting", add_waiting)
    config.register_service_factory(factory, IWork)
