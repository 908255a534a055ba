"""The store of questions and answers: entered from closed consultations, published by the head (H8.2.6)."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import AnswerKept, AnswerMoved
from onestop_records.i18n import _
from onestop_records.interfaces import IKnownAnswers
from onestop_records.models.case import Case
from onestop_records.models.identity import new_id
from onestop_records.models.knownanswer import DRAFT, PUBLIC, WITHDRAWN, KnownAnswer
from onestop_records.services.batch import Maker, maker


@implementer(IKnownAnswers)
class KnownAnswers:
    """Of one archive, for one actor."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.site = maker.site

    def keep(self, case: Case, values: Mapping[str, Any]) -> KnownAnswer:
        if case.kind != "consultation" or not case.ended:
            raise Refused(Violation("case", _("Only closed consultations are kept as questions and answers")))
        texts = {name: str(values.get(name) or "").strip() for name in ("question", "answer")}
        Violations.check(_wrong(case, texts))
        actor, now = self.maker.actor, self.maker.clock.now()
        one = KnownAnswer(new_id(), texts["question"], texts["answer"], actor.person, now)
        one.matter, one.case, one.unit = case.matter, case.id, case.unit
        self.site.answers.add(one)
        self.maker.notify(AnswerKept(actor, one.id, "answer", after={"case": case.id, "matter": one.matter}))
        return one

    def publish(self, one: KnownAnswer) -> None:
        self._decide(one, PUBLIC)

    def withdraw(self, one: KnownAnswer) -> None:
        self._decide(one, WITHDRAWN)

    def _decide(self, one: KnownAnswer, state: str) -> None:
        if one.state not in ((DRAFT, WITHDRAWN) if state == PUBLIC else (DRAFT, PUBLIC)):
            raise Conflict(Violation("state", _("This has been done already")))
        person = self.site.people[self.maker.actor.person]
        leads = "head" in person.roles and one.unit in person.units(self.maker.clock.today())
        if not leads and "manager" not in person.roles:
            raise Refused(Violation("unit", _("The head of the unit or a manager does this")))
        before = {"state": one.state}
        self.site.answers.decide(one, state, person.id, self.maker.clock.now())
        self.maker.notify(AnswerMoved(self.maker.actor, one.id, "answer", "", before, {"state": state}))


def _wrong(case: Case, texts: Mapping[str, str]) -> Iterator[Violation]:
    asker = case.applicant
    known = [each for each in (asker.name, asker.contact, asker.phone, asker.code, case.number) if each]
    for name, text in texts.items():
        if not text:
            yield Violation(name, _("This is required"))
        elif any(each in text for each in known):
            yield Violation(name, _("Everybody will read it: leave out who asked"))


def factory(context: object, request: Request) -> KnownAnswers:
    return KnownAnswers(maker(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IKnownAnswers)
