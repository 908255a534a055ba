"""Witnesses of a destruction (监销): they check before and sign after, with their passwords (step 6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Violation, Violations
from onestop_records.events import PaperDestroyed, WitnessChecked, WitnessSigned
from onestop_records.i18n import _
from onestop_records.interfaces import IDisposals, IPeople, IWitnessing
from onestop_records.models.disposal import Disposal, PaperMark, Row, Witness
from onestop_records.models.keeping import answer_for
from onestop_records.services.appraisal import ranges
from onestop_records.services.batch import Maker, maker
from onestop_records.workflow.disposal import PROCESS
from onestop_records.workflow.duties import side

LONGEST = 200  # characters of method, time and place
SAID = ("method", "time", "place")


@implementer(IWitnessing)
class Witnessing:
    """For one witness."""

    def __init__(self, maker: Maker, people: Any, disposals: Any) -> None:
        self.maker = maker
        self.people = people
        self.disposals = disposals

    def check(self, disposal: Disposal, password: str) -> Violations | None:
        making = self.maker.making()
        self.maker.check(PROCESS, disposal, "check", making)
        if wrong := self._wrong_password(password):
            return wrong
        own = side(self.maker.site, disposal, making.person, making.today)
        answer_for(self.maker.site, making.person)
        disposal.witnesses = (*disposal.witnesses, Witness(making.person, own, making.now))
        disposal.revision += 1
        after = {"side": own, "records": len(disposal.destroyable)}
        self.maker.notify(WitnessChecked(self.maker.actor, disposal.id, "disposal", after=after))
        return None

    def sign(self, disposal: Disposal, password: str) -> Violations | None:
        making = self.maker.making()
        self.maker.check(PROCESS, disposal, "sign", making)
        witness = disposal.witness(making.person)
        if witness is None or witness.signed_at is not None:
            raise Conflict(Violation("witness", _("You have signed already")))
        if wrong := self._wrong_password(password):
            return wrong
        signed = replace(witness, signed_at=making.now)
        disposal.witnesses = tuple(signed if w.person == making.person else w for w in disposal.witnesses)
        disposal.revision += 1
        self.maker.notify(
            WitnessSigned(self.maker.actor, disposal.id, "disposal", after={"side": signed.side})
        )
        return None

    def mark_paper(
        self, disposal: Disposal, values: Mapping[str, str], sequences: Iterable[int] | None = None
    ) -> int:
        making = self.maker.making()
        self.maker.check(PROCESS, disposal, "mark-paper", making)
        Violations.check(_wrong(values))
        method, time, place = (values[name].strip() for name in SAID)
        mark = PaperMark(method, time, place, making.person, making.now)
        rows = self._waiting(disposal, sequences)
        for row in rows:
            disposal.change(replace(row, paper=mark))
            disposal.unmarked.remove(row.sequence)
            disposal.todo.insert(row.sequence)
        disposal.revision += 1
        after = {
            "rows": ranges([row.sequence for row in rows]),
            "method": method,
            "time": time,
            "place": place,
        }
        self.maker.notify(PaperDestroyed(self.maker.actor, disposal.id, "disposal", after=after))
        return len(rows)

    def _waiting(self, disposal: Disposal, sequences: Iterable[int] | None) -> list[Row]:
        wanted = disposal.unmarked if sequences is None else sequences
        rows: list[Row] = self.disposals.chosen(disposal, list(wanted))
        if not rows or any(row.sequence not in disposal.unmarked for row in rows):
            raise Violations(Violation("rows", _("There is no paper waiting to be marked here")))
        return rows

    def _wrong_password(self, password: str) -> Violations | None:
        """A signature is the password given anew (security, *People and roles*)."""
        wrong: Violations | None = self.people.confirm(password)
        return wrong


def _wrong(values: Mapping[str, str]) -> Iterator[Violation]:
    for name in SAID:
        text = (values.get(name) or "").strip()
        if not text:
            yield Violation(name, _("Say how, when and where the paper was destroyed"))
        elif len(text) > LONGEST or not text.isprintable():
            message = _("At most ${limit} printable characters, please", mapping={"limit": LONGEST})
            yield Violation(name, message)


def factory(context: object, request: Request) -> Witnessing:
    return Witnessing(maker(request), request.find_service(IPeople), request.find_service(IDisposals))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IWitnessing)
