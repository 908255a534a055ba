"""Receivers look whether things are there: one by one, by box, by list with samples, by code (清点)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Refused, Violation, Violations
from onestop_records.events import HandoverChecked, HandoverDecided
from onestop_records.i18n import _
from onestop_records.interfaces import IHandoverChecking
from onestop_records.models.handover import (
    AGAIN,
    CODE,
    DECISIONS,
    FINDINGS,
    GROUP,
    ITEM,
    PRESENT,
    RECORD,
    SAMPLE,
    Handover,
    HandoverRow,
)
from onestop_records.models.label import RECORD as LABEL_OF_RECORD
from onestop_records.models.label import id_start, is_right, plain_code
from onestop_records.services.appraisal import ranges
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.services.handover import chosen
from onestop_records.services.handoverlist import passes
from onestop_records.workflow.handover import PROCESS
from onestop_records.workflow.process import Making

BOX = "box"  # the kind of duty of boxes
LEAST, MOST, SHARE = 5, 50, 100  # samples of a list: one in a hundred, at least five, at most fifty
TOLD = 20  # numbers in a message


@implementer(IHandoverChecking)
class HandoverChecking:
    """For one receiver, or a manager who decides."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.site = maker.site

    def check(
        self, handover: Handover, sequences: Iterable[int], finding: str, note: str = "", method: str = ITEM
    ) -> int:
        making = self._making(handover)
        note = reason_given("note", note)
        rows = chosen(handover, sequences, handover.number(making.person))
        Violations.check(self._wrong(rows, finding, note))
        return self._note(handover, rows, making, finding, note, method)

    def _making(self, handover: Handover) -> Making:
        making = self.maker.making()
        self.maker.check(PROCESS, handover, "check", making)
        return making

    def _wrong(self, rows: list[HandoverRow], finding: str, note: str) -> Iterator[Violation]:
        if finding not in FINDINGS:
            yield Violation("finding", _("Present, missing or damaged: choose one"))
        elif finding != PRESENT and not note:
            yield Violation("note", _("Say what is missing or damaged"))
        if not rows:
            yield Violation("rows", _("There is nothing to choose from"))

    def _note(
        self,
        handover: Handover,
        rows: list[HandoverRow],
        making: Making,
        finding: str,
        note: str,
        method: str,
    ) -> int:
        for row in rows:
            handover.change(
                replace(
                    row,
                    finding=finding,
                    note=note,
                    method=method,
                    checked_by=making.person,
                    checked_at=making.now,
                    decision="",
                    decided_by="",
                    decided_at=None,
                    decision_note="",
                )
            )
            if row.kind == RECORD:
                handover.todo.insert(row.sequence)
        handover.revision += 1
        numbers = ranges([row.sequence for row in rows])
        after = {"finding": finding, "note": note, "method": method, "rows": numbers}
        self.maker.notify(HandoverChecked(self.maker.actor, handover.id, "handover", after=after))
        return len(rows)

    def check_group(
        self, handover: Handover, narrowed: Mapping[str, Any], method: str, count: int | None = None
    ) -> int:
        making = self._making(handover)
        group = list(self._own(handover, narrowed, making.person))
        rows = [row for row in group if not row.finding]
        if not rows:
            raise Violations(Violation("rows", _("There is nothing left to check here")))
        Violations.check(self._unfit(handover, narrowed, group, method, count))
        return self._note(handover, rows, making, PRESENT, "", method)

    def _own(self, handover: Handover, narrowed: Mapping[str, Any], person: str) -> Iterator[HandoverRow]:
        number = handover.number(person)
        for row in handover.rows():
            if row.open and number and row.receiver == number and passes(handover, row, narrowed):
                yield row

    def _unfit(
        self,
        handover: Handover,
        narrowed: Mapping[str, Any],
        group: list[HandoverRow],
        method: str,
        count: int | None,
    ) -> Iterator[Violation]:
        if method == GROUP:
            if not narrowed.get("place"):
                yield Violation("place", _("Choose the box or the place that was counted"))
            elif count != len(group):
                mapping = {"count": len(group)}
                yield Violation("count", _("The list has ${count} things here: count again", mapping=mapping))
        elif method == SAMPLE:
            unseen = [row.sequence for row in drawn(handover, group) if row.method not in (ITEM, CODE)]
            if unseen:
                numbers = ranges(unseen[:TOLD])
                message = _("Look at these one by one first: No. ${rows}", mapping={"rows": numbers})
                yield Violation("rows", message)
        else:
            yield Violation("method", _("Choose how it was checked"))

    def samples(self, handover: Handover, narrowed: Mapping[str, Any]) -> list[HandoverRow]:
        return drawn(handover, list(self._own(handover, narrowed, self.maker.actor.person)))

    def check_by_code(
        self, handover: Handover, code: str, finding: str = PRESENT, note: str = ""
    ) -> HandoverRow:
        self._making(handover)  # who takes nothing over learns nothing of what is on the list
        row = self.find(handover, code)
        self.check(handover, [row.sequence], finding, note, CODE)
        return handover.row(row.sequence)

    def find(self, handover: Handover, code: str) -> HandoverRow:
        """The row of one's own that a label names. Raises Missing, and Violations for a misread label."""
        label = plain_code(code)
        if label and not is_right(label):
            raise Violations(Violation("code", _("A character of this code is wrong; please scan again")))
        found = self._labelled(handover, label) if label else self._named(handover, code.strip())
        own = handover.number(self.maker.actor.person)
        rows = [row for row in found if row.open and row.receiver == own]
        if len(rows) > 1:
            raise Violations(Violation("code", _("Two things bear this code; give the reference code")))
        if not rows:
            raise Missing(code)
        return rows[0]

    def _labelled(self, handover: Handover, label: str) -> list[HandoverRow]:
        kind = RECORD if label.startswith(LABEL_OF_RECORD) else BOX
        return handover.beginning(kind, id_start(label))

    def _named(self, handover: Handover, code: str) -> list[HandoverRow]:
        """By reference code, id, or an address that ends with one."""
        last = code.rstrip("/").rpartition("/")[2]
        kinds = {RECORD, *(row.kind for row in handover.rows() if row.kind != RECORD)}
        names = dict.fromkeys((self.site.codes.get(code, ""), code, last))
        found = (handover.row_of(kind, name) for kind in sorted(kinds) for name in names if name)
        return [row for row in found if row is not None]

    def decide(self, handover: Handover, sequences: Iterable[int], decision: str, reason: str) -> int:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, handover, "decide", making)
        rows = chosen(handover, sequences)
        if decision not in DECISIONS:
            raise Violations(Violation("decision", _("Passes as it is, or is checked again: choose one")))
        if not rows or not all(row.discrepancy for row in rows):
            raise Refused(Violation("rows", _("There is no discrepancy to decide on")))
        for row in rows:
            handover.change(_decided(row, decision, making))
        handover.revision += 1
        after = {"decision": decision, "rows": ranges([row.sequence for row in rows])}
        event = HandoverDecided(self.maker.actor, handover.id, "handover", making.reason, after=after)
        self.maker.notify(event)
        return len(rows)


def _decided(row: HandoverRow, decision: str, making: Making) -> HandoverRow:
    decided = replace(
        row,
        decision=decision,
        decided_by=making.person,
        decided_at=making.now,
        decision_note=making.reason,
    )
    if decision == AGAIN:
        return replace(decided, finding="", method="", checked_by="", checked_at=None)
    return decided


def drawn(handover: Handover, rows: list[HandoverRow]) -> list[HandoverRow]:
    """The samples of these rows: by a lot that neither giver nor receiver throws, the same whenever asked."""
    wanted = min(len(rows), MOST, max(LEAST, ceil(len(rows) / SHARE)))
    return sorted(sorted(rows, key=lambda row: _lot(handover, row))[:wanted], key=lambda row: row.sequence)


def _lot(handover: Handover, row: HandoverRow) -> bytes:
    return hashlib.sha256(f"{handover.id} {row.sequence}".encode()).digest()


def factory(context: object, request: Request) -> HandoverChecking:
    return HandoverChecking(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IHandoverChecking)
