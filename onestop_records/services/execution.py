"""Carrying out what was approved, row by row; the worker commits after each (lifecycle, step 7)."""

from dataclasses import replace
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation
from onestop_records.events import DisposalMoved, RecordAppraised, RowsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IDestruction, IExecution, IHolds, IPurge, IRetention
from onestop_records.models.disposal import Disposal, Row
from onestop_records.models.record import Record
from onestop_records.services.batch import Maker, maker
from onestop_records.workflow.disposal import PROCESS

DONE = {"extend": "extended", "permanent": "permanent", "transfer": "transfer"}
LONGEST_NOTE = 1000
HELD_OUT = frozenset({"hold", "unsettled"})  # impediments that take a record out of the register


@implementer(IExecution)
class Execution:
    """Of one archive, by the worker."""

    def __init__(self, maker: Maker, destruction: Any, retention: Any, holds: Any, purge: Any) -> None:
        self.maker = maker
        self.site = maker.site
        self.destruction = destruction
        self.retention = retention
        self.holds = holds
        self.purge = purge

    def act(self, disposal: Disposal, sequence: int) -> None:
        row = disposal.row(sequence)
        record = self.site.records[row.record]
        try:
            outcome, note = self._carry_out(disposal, row, record)
        except Refused as refused:
            outcome = "held" if any(v.field in HELD_OUT for v in refused.violations) else "failed"
            note = self._words(refused.violations)
        self._end(disposal, row, outcome, note)

    def _carry_out(self, disposal: Disposal, row: Row, record: Record) -> tuple[str, str]:
        agreed = row.agreed
        if row.refused or agreed is None:
            self._mark(disposal, record, "kept", row.refused)
            return "refused", row.refused
        if agreed.decision == "destroy":
            self.destruction.destroy(record, disposal)
            return "destroyed", ""
        if agreed.decision == "transfer":
            self._mark(disposal, record, "transfer", agreed.reason)
        else:
            self.retention.extend(record, agreed.until, agreed.reason)
        return DONE[agreed.decision], agreed.reason

    def _mark(self, disposal: Disposal, record: Record, decision: str, why: str) -> None:
        record.touch(self.maker.actor.person, self.maker.clock.now())
        after = {"decision": decision, "disposal": disposal.id}
        self.maker.notify(RecordAppraised(self.maker.actor, record.id, reason=why, after=after))

    def fail(self, disposal: Disposal, sequence: int, why: str) -> None:
        self._end(disposal, disposal.row(sequence), "failed", why[:LONGEST_NOTE])

    def _end(self, disposal: Disposal, row: Row, outcome: str, note: str) -> None:
        disposal.change(replace(row, outcome=outcome, note=note, at=self.maker.clock.now()))
        for waiting in (disposal.todo, disposal.destroyable, disposal.unmarked):
            if row.sequence in waiting:
                waiting.remove(row.sequence)
        self.site.disposals.disposing.pop(row.record, None)
        if outcome in ("held", "failed"):
            after = {"row": row.sequence, "record": row.record, "outcome": outcome}
            self.maker.notify(
                RowsChanged(self.maker.actor, disposal.id, "disposal", reason=note, after=after)
            )

    def hold_out(self, disposal: Disposal, limit: int = 500) -> int:
        gate = self.holds.gate()
        changes, after = disposal.holds_seen
        if changes != gate.changes:
            after = 0
        looked = list(islice(disposal.destroyable.keys(after + 1), limit))
        if not looked:
            if disposal.holds_seen != (gate.changes, after):
                disposal.holds_seen = (gate.changes, after)
            return 0
        for sequence in looked:
            row = disposal.row(sequence)
            found = self.holds.covering(self.site.records[row.record])
            if found:
                self._end(disposal, row, "held", self._held(found))
        disposal.holds_seen = (gate.changes, looked[-1])
        return len(looked)

    def _held(self, holds: list[Any]) -> str:
        words = (_("It is held: ${title}", mapping={"title": hold.title}) for hold in holds)
        return self._words([Violation("hold", word) for word in words])

    def _words(self, violations: Any) -> str:
        return "; ".join(self.maker.translate(v.message) for v in violations)[:LONGEST_NOTE]

    def advance(self, disposal: Disposal) -> bool:
        if disposal.todo or disposal.unmarked:
            return False
        step = self._due_step(disposal)
        if not step:
            return False
        if step in ("finish", "settle", "end"):
            self.site.disposals.active.remove(disposal.id)
        if step == "end":  # rejected: every row is marked by now
            return True
        making = self.maker.making()
        if step in ("finish", "settle"):
            self.site.unarchived.insert(disposal.id)
        if step == "finish":
            disposal.destroyed_at = making.now
        self.maker.move(PROCESS, disposal, step, making, DisposalMoved)
        if step == "purge":
            self.purge.begin(disposal.id)
        return True

    def _due_step(self, disposal: Disposal) -> str:
        """The step of the worker whose conditions are met, empty when there is none."""
        if disposal.state == "rejected":
            return "end"
        if disposal.state == "approved":
            return "" if disposal.destroyable else "settle"
        if disposal.state == "executing":
            some = any(row.outcome == "destroyed" for row in disposal.rows())
            return "purge" if some else "settle"
        if disposal.state == "purging":
            signed = not PROCESS.violations(disposal, "finish", self.maker.making())
            return "finish" if signed and self.purge.finished(disposal.id) else ""
        return ""


def factory(context: object, request: Request) -> Execution:
    return Execution(
        maker(request),
        request.find_service(IDestruction),
        request.find_service(IRetention),
        request.find_service(IHolds),
        request.find_service(IPurge),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IExecution)
