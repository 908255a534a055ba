"""What waits for a person; each kind of work joins with ``config.add_waiting(factory)``."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.interfaces import IPosts, IWork
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.models.waiting import Waiting

Kind = Callable[[Person], Iterable[Waiting]]
WaitingFactory = Callable[[Request], Kind]

NEVER = datetime.max.replace(tzinfo=UTC)


@implementer(IWork)
class Work:
    """All kinds together, those of absent people to their deputies."""

    def __init__(self, site: Site, posts: Any, kinds: Iterable[Kind]) -> None:
        self.site = site
        self.posts = posts
        self.kinds = tuple(kinds)

    def of(self, person: Person) -> list[Waiting]:
        people = [person, *(self.site.people[other] for other in self.posts.stands_in_for(person))]
        found = [one for meant in people for kind in self.kinds for one in kind(meant)]
        return sorted(found, key=lambda one: (one.due or NEVER, one.title))


def add_waiting(config: Configurator, factory: WaitingFactory) -> None:
    """Directive: have ``factory(request)`` make a kind of work for each unit of work."""
    config.registry.kinds_of_work.append(factory)


def factory(context: object, request: Request) -> Work:
    makers: list[WaitingFactory] = request.registry.kinds_of_work
    return Work(request.site, request.find_service(IPosts), (make(request) for make in makers))


def includeme(config: Configurator) -> None:
    config.registry.kinds_of_work = []
    config.add_directive("add_waiting", add_waiting)
    config.register_service_factory(factory, IWork)
