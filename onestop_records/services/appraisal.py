"""Expiry appraisal (到期鉴定): what the members of the group say of each record (lifecycle, step 2)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Refused, Violation, Violations
from onestop_records.events import OpinionGiven
from onestop_records.i18n import _
from onestop_records.interfaces import IAppraisal, IDisposals
from onestop_records.models.disposal import DECISIONS, Disposal, Opinion, Row
from onestop_records.models.keeping import answer_for
from onestop_records.services.batch import Maker, maker
from onestop_records.services.described import reason_given
from onestop_records.workflow.disposal import PROCESS
from onestop_records.workflow.duties import side

REASONED = frozenset({"extend", "permanent", "transfer"})


@implementer(IAppraisal)
class Appraisal:
    """For one member."""

    def __init__(self, maker: Maker, disposals: Any) -> None:
        self.maker = maker
        self.disposals = disposals

    def side(self, disposal: Disposal, person_id: str) -> str:
        return side(self.maker.site, disposal, person_id, self.maker.clock.today())

    def give(
        self,
        disposal: Disposal,
        values: Mapping[str, Any],
        sequences: Iterable[int] | None = None,
        narrowed: Mapping[str, Any] | None = None,
    ) -> int:
        making = self.maker.making(values.get("reason") or "")
        self.maker.check(PROCESS, disposal, "opine", making)
        Violations.check(self._wrong(values))
        rows = self._rows(disposal, sequences, narrowed)
        until = values.get("until") if values["decision"] == "extend" else None
        if not rows:
            raise Violations(Violation("rows", _("No record is chosen")))
        own = self.side(disposal, making.person)
        opinion = Opinion(making.person, own, values["decision"], until, making.reason, making.now)
        for row in rows:
            disposal.change(row.with_opinion(opinion))
        disposal.note_lacking()
        answer_for(self.maker.site, making.person)
        disposal.appraisers = tuple(dict.fromkeys((*disposal.appraisers, making.person)))
        disposal.revision += 1
        self._tell(disposal, opinion, rows)
        return len(rows)

    def _rows(
        self, disposal: Disposal, sequences: Iterable[int] | None, narrowed: Mapping[str, Any] | None
    ) -> list[Row]:
        if sequences is None:
            return list(self.disposals.narrow(disposal, narrowed or {}))
        rows: list[Row] = self.disposals.chosen(disposal, sequences)
        records = self.maker.site.records
        if not all(self.maker.knows(records[row.record]) for row in rows):
            raise Refused(Violation("rows", _("There are records in it that you are not cleared for")))
        return rows

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        decision, until = values.get("decision"), values.get("until")
        if decision not in DECISIONS:
            yield Violation("decision", _("Destroy, extend, keep permanently or transfer: choose one"))
        if decision in REASONED and not reason_given("reason", values.get("reason") or ""):
            yield Violation("reason", _("Give a reason"))
        if decision == "extend" and (until is None or until <= self.maker.clock.today()):
            yield Violation("until", _("Say until which day in the future it is kept"))

    def _tell(self, disposal: Disposal, opinion: Opinion, rows: list[Row]) -> None:
        """The trail names the rows as ranges: ten thousand of them are a line."""
        after = {
            "decision": opinion.decision,
            "until": opinion.until.isoformat() if opinion.until else None,
            "side": opinion.side,
            "rows": ranges([row.sequence for row in rows]),
        }
        event = OpinionGiven(self.maker.actor, disposal.id, "disposal", reason=opinion.reason, after=after)
        self.maker.notify(event)


def ranges(numbers: list[int]) -> str:
    """Ascending numbers as a text.

    >>> ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in parts)


def factory(context: object, request: Request) -> Appraisal:
    return Appraisal(maker(request), request.find_service(IDisposals))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IAppraisal)
