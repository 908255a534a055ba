"""The retention schedule (保管期限表): adding classes."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import Actor, Event, PeriodExtended, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, INotifier, IRetention
from onestop_records.models.record import Record
from onestop_records.models.retention import ACTIONS, TRIGGERS, RetentionClass
from onestop_records.models.site import Site
from onestop_records.services.described import plain, reason_given

CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")


@implementer(IRetention)
class Retention:
    """The schedule of one store. A class is never changed here: records and their codes speak of it."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def add(self, values: Mapping[str, Any]) -> RetentionClass:
        Violations.check(self._wrong(values))
        added = RetentionClass(**values)
        self.site.retention.add(added)
        self.notify(SettingsChanged(self.actor, f"retention:{added.code}", "settings", after=dict(values)))
        return added

    def extend(self, record: Record, until: date | None, reason: str) -> Record:
        if not record.filed:
            raise Refused(Violation("state", _("Only the period of a filed record can be extended")))
        reason = reason_given("reason", reason)
        Violations.check(_not_longer(record, until, reason))
        before = {"retention_due": record.retention_due}
        record.retention_due = until
        record.appraised = "permanent" if until is None else "extended"
        record.touch(self.actor.person, self.clock.now())
        after = {"retention_due": until, "appraised": record.appraised}
        told = {"reason": reason, "before": plain(before), "after": plain(after)}
        self.notify(PeriodExtended(self.actor, record.id, **told))
        return record

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        code, years = values.get("code", ""), values.get("years")
        if not CODE.fullmatch(code):
            yield Violation("code", _("A code is a capital letter and up to nine capital letters or digits"))
        if code in self.site.retention:
            yield Violation("code", _("There is such a class already"))
        if not values.get("title"):
            yield Violation("title", _("This is required"))
        if years is not None and not 1 <= years <= 200:
            yield Violation("years", _("From 1 to 200 years, or none for permanent"))
        if values.get("trigger", "creation") not in TRIGGERS:
            yield Violation("trigger", _("Choose what starts the period"))
        if values.get("action", "review") not in ACTIONS:
            yield Violation("action", _("Choose what happens at the end"))


def _not_longer(record: Record, until: date | None, reason: str) -> Iterator[Violation]:
    if not reason:
        yield Violation("reason", _("Give a reason"))
    if record.retention_due is None:
        yield Violation("until", _("It is kept permanently already"))
    elif until is not None and until <= record.retention_due:
        yield Violation("until", _("Name a day after ${due}", mapping={"due": str(record.retention_due)}))


def factory(context: object, request: Request) -> Retention:
    return Retention(
        request.site, request.find_service(IClock), request.actor, request.find_service(INotifier)
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IRetention)
