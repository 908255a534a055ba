"""The retention schedule (保管期限表): classes, their editions, their defaults (lifecycle)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import (
    Actor,
    EditionConfirmed,
    EditionProposed,
    EditionRefused,
    Event,
    PeriodExtended,
    SettingsChanged,
)
from onestop_records.i18n import _
from onestop_records.interfaces import ICatalog, IClock, INotifier, IRetention
from onestop_records.models.record import Record
from onestop_records.models.retention import CHANGEABLE, Preview, Proposal, RetentionClass, RetentionLine
from onestop_records.models.site import Site
from onestop_records.services import retentionvalues
from onestop_records.services.described import plain, reason_given
from onestop_records.services.retentionvalues import shifts
from onestop_records.workflow.process import Making
from onestop_records.workflow.retention import PROCESS


@implementer(IRetention)
class Retention:
    """The schedule of one store."""

    def __init__(
        self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None], catalog: Any
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier
        self.catalog = catalog

    def add(self, values: Mapping[str, Any]) -> RetentionLine:
        Violations.check(retentionvalues.wrong_code(self.site, values.get("code", "")))
        Violations.check(retentionvalues.wrong(values))
        line = self.site.retention.add(RetentionClass(**values))
        self._tell(SettingsChanged, line.code, after=dict(values))
        return line

    def in_use(self, line: RetentionLine) -> bool:
        categories = (category for fonds in self.site.fonds.values() for category in fonds.values())
        return (
            line.used
            or any(category.retention == line.code for category in categories)
            or any(entry.retention == line.code for entry in self.site.scope.values())
            or bool(self.site.retention.matters(line.code))
        )

    def change(self, line: RetentionLine, values: Mapping[str, Any]) -> RetentionLine:
        if line.used:
            message = _("Records have this class: it is changed by a new edition from a date on")
            raise Refused(Violation("", message))
        Violations.check(retentionvalues.wrong({**_fields(line.current), **values}))
        before = _fields(line.current)
        line.editions = (replace(line.current, **values),)
        self._tell(SettingsChanged, line.code, before=before, after=_fields(line.current))
        return line

    def remove(self, line: RetentionLine) -> None:
        if self.in_use(line):
            raise Refused(Violation("", _("A class in use is never deleted")))
        self.site.retention.remove(line)
        self._tell(SettingsChanged, line.code, before=_fields(line.current))

    def set_defaults(self, line: RetentionLine, categories: Sequence[str], matters: Sequence[str]) -> None:
        found = [self.site.fonds.category(code) for code in categories]
        if None in found:
            raise Violations(Violation("categories", _("There is no such category")))
        before = self.defaults(line)
        for fonds in self.site.fonds.values():
            for category in fonds.values():
                if category in found:
                    category.retention = line.code
                elif category.retention == line.code:
                    category.retention = ""
        self.site.retention.set_matters(line.code, tuple(matters))
        self._tell(SettingsChanged, line.code, before=before, after=self.defaults(line))

    def defaults(self, line: RetentionLine) -> dict[str, list[str]]:
        categories = (category for fonds in self.site.fonds.values() for category in fonds.values())
        return {
            "categories": [category.code for category in categories if category.retention == line.code],
            "matters": self.site.retention.matters(line.code),
        }

    def preview(self, line: RetentionLine, edition: RetentionClass) -> Preview:
        if not edition.running or edition.since is None:
            return Preview()
        filters = {"retention": (line.code,), "state": ("filed",)}
        within = self.catalog.select(filters, self.catalog.numbers())
        counts = self.catalog.facets(within, ("period",))["period"]
        return Preview(tuple(shifts(counts, edition)))

    def propose(
        self, line: RetentionLine, values: Mapping[str, Any], since: date, running: bool, reason: str
    ) -> Proposal:
        if line.proposal is not None:
            raise Conflict(Violation("", _("An edition of this class waits to be confirmed already")))
        reason = reason_given("reason", reason)
        newest = line.editions[-1]
        edition = replace(newest, **values, since=since, running=running, shortening=False)
        found = [*retentionvalues.wrong(_fields(edition))]
        found += retentionvalues.wrong_since(line, since, self.clock.today())
        if all(getattr(edition, name) == getattr(newest, name) for name in CHANGEABLE):
            found.append(Violation("", _("It is the same as the present edition")))
        if not reason:
            found.append(Violation("reason", _("Give a reason")))
        Violations.check(found)
        preview = self.preview(line, edition)
        line.proposal = Proposal(edition, reason, self.actor.person, self.clock.now(), preview.shorter)
        self._tell(EditionProposed, line.code, reason, _fields(newest), _told(edition, preview))
        return line.proposal

    def confirm(self, line: RetentionLine, reason: str = "") -> RetentionLine:
        proposal, making = self._making(line, reason)
        preview = self.preview(line, proposal.edition)
        proposal.shorter = preview.shorter
        self._check(proposal, "confirm", making)
        edition = replace(proposal.edition, shortening=bool(preview.shorter))
        proposal.state = PROCESS.by_name["confirm"].target
        line.editions, line.proposal = (*line.editions, edition), None
        after = {**_told(edition, preview), "proposed_by": proposal.proposed_by}
        self._tell(EditionConfirmed, line.code, making.reason or proposal.reason, after=after)
        return line

    def refuse(self, line: RetentionLine, reason: str) -> RetentionLine:
        proposal, making = self._making(line, reason)
        self._check(proposal, "refuse", making)
        proposal.state = PROCESS.by_name["refuse"].target
        line.proposal = None
        self._tell(EditionRefused, line.code, making.reason, before=_told(proposal.edition, Preview()))
        return line

    def extend(self, record: Record, until: date | None, reason: str) -> Record:
        if not record.filed:
            raise Refused(Violation("state", _("Only the period of a filed record can be extended")))
        reason = reason_given("reason", reason)
        Violations.check(retentionvalues.not_longer(record, until, reason))
        before = {"retention_due": record.retention_due}
        record.retention_due = until
        record.appraised = "permanent" if until is None else "extended"
        record.touch(self.actor.person, self.clock.now())
        after = {"retention_due": until, "appraised": record.appraised}
        self.notify(PeriodExtended(self.actor, record.id, "record", reason, plain(before), plain(after)))
        return record

    def _making(self, line: RetentionLine, reason: str) -> tuple[Proposal, Making]:
        if line.proposal is None:
            raise Conflict(Violation("", _("No edition of this class waits to be confirmed")))
        reason = reason_given("reason", reason)
        making = Making(self.site, self.actor.person, self.clock.now(), self.clock.today(), reason)
        return line.proposal, making

    def _check(self, proposal: Proposal, name: str, making: Making) -> None:
        PROCESS.check_state(proposal, name)
        found = PROCESS.violations(proposal, name, making)
        if found:
            raise Refused(*found)

    def _tell(
        self,
        event: type[Event],
        code: str,
        reason: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        subject = f"retention:{code}"
        self.notify(event(self.actor, subject, "settings", reason, plain(before or {}), plain(after or {})))


def _fields(edition: RetentionClass) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in CHANGEABLE}


def _told(edition: RetentionClass, preview: Preview) -> dict[str, Any]:
    counts = {"records_changed": preview.changed, "records_shortened": preview.shorter}
    return {**_fields(edition), "since": edition.since, "running": edition.running, **counts}


def factory(context: object, request: Request) -> Retention:
    return Retention(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(ICatalog),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IRetention)
