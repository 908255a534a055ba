"""Objections of people concerned while an approved batch cools off (lifecycle, step 5)."""

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.events import ObjectionRaised, ObjectionSettled
from onestop_records.i18n import _
from onestop_records.interfaces import IObjections
from onestop_records.models.access import may_see
from onestop_records.models.disposal import Disposal, Objection
from onestop_records.services.batch import Maker, maker
from onestop_records.workflow.disposal import PROCESS


@implementer(IObjections)
class Objections:
    """For one actor."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker

    def raise_(self, disposal: Disposal, reason: str, record_id: str = "") -> Objection:
        making = self.maker.making(reason)
        self.maker.check(PROCESS, disposal, "object", making)
        self._check_concern(disposal, record_id)
        objection = Objection(
            len(disposal.objections) + 1, making.person, record_id, making.reason, making.now
        )
        disposal.objections = (*disposal.objections, objection)
        disposal.revision += 1
        after = {"number": objection.number, "record": record_id}
        event = ObjectionRaised(self.maker.actor, disposal.id, "disposal", reason=making.reason, after=after)
        self.maker.notify(event)
        return objection

    def _check_concern(self, disposal: Disposal, record_id: str) -> None:
        """Concerned is whoever may know of the record, or of the batch when it is about the whole."""
        row = disposal.row_of(record_id) if record_id else None
        if row is None:
            if record_id or not may_see(disposal.unit, self.maker.principals):
                raise Violations(Violation("record", _("This record is not in the batch")))
        elif not self.maker.knows(self.maker.site.records[record_id]):
            raise Violations(Violation("record", _("This record is not in the batch")))
        elif not row.to_destroy:
            raise Violations(Violation("record", _("This record is not to be destroyed")))

    def settle(self, disposal: Disposal, number: int, upheld: bool, answer: str) -> None:
        making = self.maker.making(answer)
        self.maker.check(PROCESS, disposal, "decide", making)
        objection = next((o for o in disposal.open_objections if o.number == number), None)
        if objection is None:
            raise Missing(f"objection {number}")
        settled = replace(
            objection,
            settled_by=making.person,
            settled_at=making.now,
            upheld=upheld,
            answer=making.reason,
        )
        disposal.objections = tuple(settled if o.number == number else o for o in disposal.objections)
        if upheld:
            self._withdraw(disposal, objection, making)
        disposal.revision += 1
        after = {"number": number, "upheld": upheld}
        self.maker.notify(
            ObjectionSettled(self.maker.actor, disposal.id, "disposal", reason=making.reason, after=after)
        )

    def _withdraw(self, disposal: Disposal, objection: Objection, making: Any) -> None:
        """What was objected to stays in the archive; the worker marks it."""
        for sequence in list(disposal.destroyable):
            row = disposal.row(sequence)
            if objection.record in ("", row.record):
                disposal.change(replace(row, refused=f"{objection.reason} — {making.reason}"))
                disposal.destroyable.remove(sequence)
                disposal.todo.insert(sequence)


def factory(context: object, request: Request) -> Objections:
    return Objections(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IObjections)
