"""Volumes (案卷) before filing: taking loose drafts in, and the order of the items."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Refused, Violation
from onestop_records.events import Actor, Event, RecordDescribed
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IDescriptions, INotifier, IVolumes
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.models.volume import inherited
from onestop_records.services.described import plain

DRAFT = "captured"


@implementer(IVolumes)
class Volumes:
    """Acts of one person on volumes; whether they may change the records is asked by the caller."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        actor: Actor,
        notifier: Callable[[Event], None],
        always: frozenset[str],
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier
        self.always = always  # types that are always volumes

    def take_in(self, volume: Record, item: Record) -> None:
        wrong = list(self._against(volume, item))
        if wrong:
            raise Refused(*wrong)
        given = {"volume": volume.id, **inherited(volume, {"classification": item.classification})}
        before, after = item.change(given)
        self._done(item, before, after)
        volume.items = (*volume.items, item.id)
        self._done(volume, {}, {"items": [item.id]})

    def order(self, volume: Record, item_ids: Sequence[str]) -> None:
        if volume.filed:
            raise Refused(Violation("items", _("The volume is filed: its order stays")))
        if volume.casework:
            raise Refused(Violation("items", _("It is the file of a case: its order stays")))
        named = [item for item in dict.fromkeys(item_ids) if item in volume.items]
        ordered = (*named, *(item for item in volume.items if item not in named))
        if ordered != volume.items:
            before, volume.items = volume.items, ordered
            self._done(volume, {"items": before}, {"items": ordered})

    def _against(self, volume: Record, item: Record) -> Iterator[Violation]:
        if volume.filed:
            yield Violation("volume", _("The volume is filed: nothing is added to it"))
        elif volume.state != DRAFT or item.state != DRAFT:
            yield Violation("volume", _("Only a draft goes into a volume that is not handed in yet"))
        if volume.casework or item.casework:
            yield Violation("volume", _("It is the file of a case: the case alone adds to it"))
        if volume.volume:
            yield Violation("volume", _("A volume stands in no other"))
        if item.volume or item is volume:
            yield Violation("item", _("It stands in a volume already"))
        if item.items or item.type in self.always:
            yield Violation("item", _("A volume stands in no other"))

    def _done(self, record: Record, before: dict[str, Any], after: dict[str, Any]) -> None:
        record.touch(self.actor.person, self.clock.now())
        self.notify(
            RecordDescribed(self.actor, record.id, before=plain(before), after=plain(after), access=True)
        )


def factory(context: object, request: Request) -> Volumes:
    types = request.find_service(IDescriptions).types().values()
    return Volumes(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        frozenset(type.code for type in types if type.volume),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IVolumes)
