"""Handing in, accepting, filing: the transitions of ``workflow.record`` (records, *Filing*)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Conflict, Refused, Violation
from onestop_records.events import Actor, Event
from onestop_records.interfaces import (
    IClock,
    IFiling,
    IFourPropertyCheck,
    INotifier,
    IReferenceCodes,
    ISeriesLocks,
)
from onestop_records.models.access import may_know
from onestop_records.models.arrangement import Batch
from onestop_records.models.digest import same_bytes
from onestop_records.models.identity import new_id
from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.security.principals import identify
from onestop_records.services.boxing import crowded_together
from onestop_records.services.described import plain, reason_given
from onestop_records.workflow.engine import Act
from onestop_records.workflow.record import WORKFLOW

# What a transition may change, told in its event.
TOLD = (
    "state",
    "keeping",
    "participants",
    "reference_code",
    "retention_starts",
    "retention_due",
)


@implementer(IFiling)
class Filing:
    """Transitions made by one person."""

    def __init__(
        self,
        site: Site,
        clock: Clock,
        actor: Actor,
        notifier: Callable[[Event], None],
        codes: Any,
        check: Any,
        locks: Callable[[Sequence[str]], None],
        knows: Callable[[Record], bool],
    ) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier
        self.codes = codes
        self.check = check
        self.locks = locks
        self.knows = knows

    def submit(self, record: Record) -> Record:
        return self._make(record, "submit", self._act())

    def accept(self, record: Record) -> Record:
        return self._make(record, "accept", self._act())

    def send_back(self, record: Record, reason: str) -> Record:
        return self._make(record, "return", self._act(reason=reason_given("reason", reason)))

    def withdraw(self, record: Record) -> Record:
        return self._make(record, "withdraw", self._act())

    def reserve(self, records: Sequence[Record]) -> None:
        keys = [self.codes.series(record) for record in records if not self.codes.problems(record)]
        self.locks(keys)

    def series(self, record: Record) -> str:
        return self.codes.series(record)

    def duplicates(self, record: Record) -> dict[str, tuple[str, ...]]:
        found = {}
        for file_id, others in same_bytes(self.site, record).items():
            known = tuple(other for other in others if self.knows(self.site.records[other]))
            if known:
                found[file_id] = known
        return found

    def problems(self, record: Record, code: str = "") -> list[Violation]:
        return WORKFLOW.violations(record, "file", self._act(code=code))

    def file(
        self, record: Record, override: str = "", duplicates_accepted: bool = False, code: str = ""
    ) -> Record:
        act = self._filing_act(override, duplicates_accepted)
        return self._make(record, "file", replace(act, code=code))

    def file_batch(
        self, records: Sequence[Record], override: str = "", duplicates_accepted: bool = False, box: str = ""
    ) -> Batch:
        act = self._filing_act(override, duplicates_accepted)
        found: list[Violation] = []
        for position, record in enumerate(records, 1):
            if box and record.carrier != "electronic":
                record.place = {**record.place, "box": box}
            try:
                self._check(record, "file", act)
            except Conflict:
                raise
            except Refused as refused:
                found += [Violation(f"{position}.{v.field}", v.message) for v in refused.violations]
        found += crowded_together(self.site, records)
        if found:
            raise Refused(*found)
        for record in records:
            self._move(record, "file", act)
        first = records[0]
        batch = Batch(
            new_id(),
            tuple(record.id for record in records),
            first.category,
            first.unit,
            self.actor.person,
            act.now,
            box,
        )
        self.site.batches[batch.id] = batch
        return batch

    def _make(self, record: Record, name: str, act: Act) -> Record:
        self._check(record, name, act)
        self._move(record, name, act)
        return record

    def _check(self, record: Record, name: str, act: Act) -> None:
        """Everything that stands against it, for filing the items of a volume and the content included."""
        WORKFLOW.check_state(record, name)
        found = WORKFLOW.violations(record, name, act)
        if name == "file":
            found += self._against_items(record, act)
        found = found or (self._against_content(record, act) if name == "file" else [])
        if found:
            raise Refused(*found)

    def _against_items(self, volume: Record, act: Act) -> list[Violation]:
        within = replace(act, within=True, code="")
        return [
            Violation(f"items.{position}.{violation.field}", violation.message)
            for position, item in enumerate(self._items(volume), 1)
            for violation in WORKFLOW.violations(item, "file", within)
        ]

    def _against_content(self, record: Record, act: Act) -> list[Violation]:
        """Run the four-property check; its reports are kept."""
        code = act.code or self.codes.preview([record])[0]
        reports = [self.check.run(record, "filing", code)]
        reports += [self.check.run(item, "filing") for item in self._items(record)]
        return [v for report in reports for v in (report.final if act.override else report.failures)]

    def _move(self, record: Record, name: str, act: Act) -> None:
        self._step(record, name, act)
        for item in self._items(record):
            self._step(item, name, replace(act, code=""))

    def _step(self, record: Record, name: str, act: Act) -> None:
        before = {field: getattr(record, field) for field in TOLD}
        WORKFLOW.move(record, name, act)
        changed = {field: getattr(record, field) for field in TOLD if getattr(record, field) != before[field]}
        record.touch(self.actor.person, act.now)
        self.notify(
            WORKFLOW.by_name[name].event(
                self.actor,
                record.id,
                reason=act.reason or act.override,
                before=plain({field: before[field] for field in changed}),
                after=plain(changed),
                access=True,
            )
        )

    def _items(self, volume: Record) -> list[Record]:
        return [self.site.records[item_id] for item_id in volume.items]

    def _act(self, **words: Any) -> Act:
        words = {"codes": self.codes, "duplicates": self.duplicates, "in_sight": self._in_sight, **words}
        return Act(self.site, self.actor, self.clock.now(), self.clock.today(), **words)

    def _in_sight(self, record: Record) -> bool:
        """Could an archivist know of it once it is handed in?"""
        today = self.clock.today()
        archivists = [p for p in self.site.people.values() if "archivist" in p.roles and not p.closed]
        return any(
            may_know(record, identify(self.site, person, today).principals, "submitted")
            for person in archivists
        )

    def _filing_act(self, override: str, duplicates_accepted: bool) -> Act:
        return self._act(override=reason_given("override", override), duplicates_accepted=duplicates_accepted)


def factory(context: object, request: Request) -> Filing:
    locks = request.find_service(ISeriesLocks)
    return Filing(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IReferenceCodes),
        request.find_service(IFourPropertyCheck),
        lambda keys: locks.hold(request.tm, keys),
        request.knows if request.actor.person else lambda record: True,  # a command in nobody's name
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFiling)
