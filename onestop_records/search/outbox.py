"""Intents to index: written with the act itself, nudging the worker once it is committed."""

import heapq
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.events import Event, RecordCaptured, RecordEvent, RecordExtracted
from onestop_records.interfaces import IOutbox
from onestop_records.models.identity import new_id
from onestop_records.models.intent import REBUILD, Intent, WriterLog
from onestop_records.models.site import Site
from onestop_records.search.nudge import URGENT, nudge

Key = tuple[str, int]  # writer and number in its log


@implementer(IOutbox)
class Outbox:
    """What the worker still has to do."""

    def __init__(self, site: Site, hurry: Callable[[], None] = lambda: None) -> None:
        self.site = site
        self.hurry = hurry

    def _all(self) -> Iterator[Intent]:
        for log in self.site.outbox.values():
            for _, intent in log.pending():
                yield intent

    def pending(self, limit: int) -> list[tuple[Key, Intent]]:
        """Every log in its own order; between logs by the instant of the act."""
        logs = [self._of(writer, log) for writer, log in self.site.outbox.items()]
        return list(islice(heapq.merge(*logs, key=lambda pair: pair[1].at), limit))

    def _of(self, writer: str, log: WriterLog) -> Iterator[tuple[Key, Intent]]:
        for number, intent in log.pending():
            yield (writer, number), intent

    def waiting(self) -> bool:
        """True while there is any intent."""
        return any(log.waiting() for log in self.site.outbox.values())

    def waiting_for(self, person: str) -> bool:
        return any(intent.person == person for intent in self._all())

    def hidden(self) -> frozenset[str]:
        return frozenset(intent.record for intent in self._all() if intent.access)

    def records(self) -> frozenset[str]:
        return frozenset(intent.record for intent in self._all())

    def done(self, keys: list[Key]) -> None:
        """The worker has passed these: the first ones of each log."""
        for writer, number in keys:
            progress = self.site.outbox[writer].progress
            progress.done = max(progress.done, number)

    def retire(self) -> None:
        """Drop logs with nothing to do; a writer that comes back begins another. The worker calls this."""
        for writer, log in list(self.site.outbox.items()):
            if not log.waiting():
                log.retire()
                del self.site.outbox[writer]


class OutboxWriter:
    """Listens for acts on records. One log per connection to the store, for no two acts share one."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._writers: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def __call__(self, site: Site, clock: Clock) -> Callable[[Event], None]:
        """The listener of one unit of work."""

        def listen(event: Event) -> None:
            if not isinstance(event, RecordEvent) or isinstance(event, RecordExtracted):
                return  # what the worker has read it indexes itself
            record = site.records.get(event.subject)
            # Of a record just captured no index knows yet: there is nothing to hide.
            access = event.access and not isinstance(event, RecordCaptured)
            revision = 0 if record is None else record.revision
            self.leave(site, Intent(event.subject, revision, event.actor.person, access, clock.now()))

        return listen

    def leave(self, site: Site, intent: Intent) -> None:
        """Write an intent and nudge the worker after the commit."""
        connection = site._p_jar
        writer = self._writers.setdefault(connection, new_id())
        log = site.outbox.get(writer)
        if log is None:
            log = site.outbox[writer] = WriterLog()
        log.add(intent)
        transaction = connection.transaction_manager.get()
        try:
            transaction.data(self)
        except KeyError:  # the first intent of this transaction
            transaction.set_data(self, True)
            transaction.addAfterCommitHook(self._nudge)

    def rebuild(self, site: Site, person: str, clock: Clock) -> None:
        """Ask the worker to make everything anew."""
        self.leave(site, Intent(REBUILD, 0, person, False, clock.now()))

    def _nudge(self, committed: bool) -> None:
        if committed:
            nudge(self.registry.settings["onestop"])


def outbox_factory(context: object, request: Request) -> Outbox:
    """The outbox of the request's site."""
    return Outbox(request.site, partial(nudge, request.registry.settings["onestop"], URGENT))


def includeme(config: Configurator) -> None:
    """Register the outbox and its listener; ``registry.outbox_writer`` takes intents that no act leaves."""
    config.registry.outbox_writer = OutboxWriter(config.registry)
    config.add_event_listener(config.registry.outbox_writer)
    config.register_service_factory(outbox_factory, IOutbox)
