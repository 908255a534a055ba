"""What the worker has to purge, how far it is, and which backups still hold it."""

from collections.abc import Iterable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.interfaces import IClock, IPurge, ISettings
from onestop_records.models.purge import STEPS, Purge
from onestop_records.models.site import Site
from onestop_records.services.traces import Traces
from onestop_records.settings import Settings
from onestop_records.storage.backupnote import BackupNote, read_notes


@implementer(IPurge)
class Purges:
    """See IPurge."""

    def __init__(self, site: Site, clock: Clock, settings: Settings, request: Any) -> None:
        self.site = site
        self.clock = clock
        self.settings = settings
        self.request = request

    def begin(self, batch: str) -> None:
        purge = self.standing(batch)
        if purge is not None and purge.step == STEPS[0]:
            purge.step = STEPS[1]

    def finished(self, batch: str) -> bool:
        purge = self.standing(batch)
        return purge is None or purge.finished

    def standing(self, batch: str) -> Purge | None:
        found: Purge | None = self.site.purges.get(batch)
        return found

    def backups(self, batch: str) -> list[BackupNote]:
        purge = self.standing(batch)
        if purge is None:
            return []
        now = self.clock.now()
        return [
            note
            for note in read_notes(self.settings)
            if note.expires > now and (purge.finished_at is None or note.at < purge.finished_at)
        ]

    def traces(self, batches: Iterable[str] | None = None) -> list[str]:
        wanted = self.site.purges.keys() if batches is None else batches
        erased = [one for batch in wanted for one in self.site.purges[batch].erased.values()]
        return list(Traces(self.request, erased).found())


def factory(context: object, request: Request) -> Purges:
    return Purges(request.site, request.find_service(IClock), request.find_service(ISettings), request)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IPurge)
