"""Events reach the audit trail and the outbox here, inside the acting transaction."""

from collections.abc import Callable, Iterable

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.events import Event
from onestop_records.interfaces import IClock, INotifier
from onestop_records.models.site import Site

Listener = Callable[[Event], None]
ListenerFactory = Callable[[Site, Clock], Listener]


@implementer(INotifier)
class Notifier:
    """Passes each event to every listener, in the order of registration."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        self.listeners = tuple(listeners)

    def __call__(self, event: Event) -> None:
        for listener in self.listeners:
            listener(event)


def notifier_factory(context: object, request: Request) -> Notifier:
    clock = request.find_service(IClock)
    factories: list[ListenerFactory] = request.registry.event_listeners
    return Notifier(factory(request.site, clock) for factory in factories)


def add_event_listener(config: Configurator, factory: ListenerFactory) -> None:
    """Directive: have ``factory(site, clock)`` make a listener for each unit of work."""
    config.registry.event_listeners.append(factory)


def includeme(config: Configurator) -> None:
    config.registry.event_listeners = []
    config.add_directive("add_event_listener", add_event_listener)
    config.register_service_factory(notifier_factory, INotifier)
