"""What clients say of a service (满意度评价; S appendix C, S6.4, W1-6, H11): asked for, kept, counted.

By a link without sign-in, by telephone, on paper with its scan. While the case is open the form becomes a
part of its file; what comes later is counted all the same. A low grade makes a task (S8.3.2).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Conflict, Missing, Violation, Violations
from onestop_records.events import EvaluationGiven, EvaluationImproved, EvaluationInvited
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    IDeadlines,
    IEnterprises,
    IEvaluations,
    INotices,
    INumbers,
    ISettings,
)
from onestop_records.models.case import Case
from onestop_records.models.casefacts import Applicant
from onestop_records.models.component import Received
from onestop_records.models.evaluation import Evaluation, Invitation, Tally
from onestop_records.models.evaluationwords import GRADE_WORDS
from onestop_records.models.throttle import ThrottleMarks
from onestop_records.security.digest import digest, new_secret
from onestop_records.services import evaluationform
from onestop_records.services.batch import Maker, maker
from onestop_records.services.case import Cases
from onestop_records.services.casehistory import Speech, speech
from onestop_records.services.described import reason_given
from onestop_records.services.superior import superiors
from onestop_records.settings import Settings

CLOCK = "evaluation-improvement"  # the limit by which something is done about a low grade
DELIVERED = frozenset({"delivered", "evaluated", "closed", "archived"})
WINDOW, MOST_MISSED = timedelta(minutes=15), 30  # secrets that open nothing, from one network address
AT_ONCE = 200


@implementer(IEvaluations)
class Evaluations:
    """Of one archive, for one actor. ``step`` makes the step of the case, whoever it was that answered."""

    def __init__(
        self,
        maker: Maker,
        settings: Settings,
        step: Callable[[Case, str], None],
        files: Any,
        deadlines: Any,
        notices: Any,
        speech: Speech,
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.folder = maker.site.evaluations
        self.settings = settings
        self.step = step
        self.files = files
        self.deadlines = deadlines
        self.notices = notices
        self.speech = speech
        self.marks = ThrottleMarks(maker.site.throttle_marks)

    def invite(self, case: Case) -> tuple[str, datetime]:
        self._check_open(case)
        earlier = self.folder.invited.get(case.id)
        if earlier is not None:
            del self.folder.invitations[earlier]
        secret = new_secret()
        until = self.maker.clock.now() + timedelta(days=self.settings.evaluation_days)
        key = digest(secret)
        self.folder.invitations[key] = Invitation(case.id, until)
        self.folder.invited[case.id] = key
        case.evaluation_asked = self.maker.clock.now()
        after = {"until": until.isoformat()}
        self.maker.notify(EvaluationInvited(self.maker.actor, case.id, "case", after=after))
        return secret, until

    def invited(self, secret: str) -> Case | None:
        invitation = self.folder.invitations.get(digest(secret))
        if invitation is None or not invitation.in_force(self.maker.clock.now()):
            return None
        case: Case | None = self.site.cases.get(invitation.case)
        return case if case is not None and case.id not in self.folder else None

    def wait(self, address: str) -> int:
        now = self.maker.clock.now()
        found = self.marks.in_force(_subject(address), now, MOST_MISSED)
        return int((found[0] - now).total_seconds()) if len(found) == MOST_MISSED else 0

    def missed(self, address: str) -> None:
        self.marks.add(_subject(address), self.maker.clock.now() + WINDOW)

    def give_by_link(self, secret: str, values: Mapping[str, Any]) -> Evaluation:
        case = self.invited(secret)
        if case is None:
            raise Missing("evaluation")
        evaluation = self._keep(case, "link", values, ())
        key = digest(secret)
        self.folder.invitations[key] = replace(self.folder.invitations[key], used=True)
        return evaluation

    def give(
        self, case: Case, channel: str, values: Mapping[str, Any], files: Sequence[Received] = ()
    ) -> Evaluation:
        self._check_open(case)
        Violations.check(self._wrong_way(case, channel, files))
        return self._keep(case, channel, values, files)

    def of(self, case: Case) -> Evaluation | None:
        found: Evaluation | None = self.folder.get(case.id)
        return found

    def improve(self, evaluation: Evaluation, measure: str) -> None:
        if not evaluation.to_improve:
            raise Conflict(Violation("state", _("Nothing has to be done about this evaluation any more")))
        measure = reason_given("measure", measure)
        case = self.site.cases[evaluation.id]
        Violations.check(self._wrong_measure(case, measure))
        evaluation.measure = measure
        evaluation.improved_by, evaluation.improved_at = self.maker.actor.person, self.maker.clock.now()
        self.folder.improved(evaluation)
        self.deadlines.stop(evaluation, CLOCK)
        self.maker.notify(EvaluationImproved(self.maker.actor, case.id, "case", reason=measure))

    def tally(self) -> int:
        waiting = list(islice(self.folder.uncounted, AT_ONCE))
        for case_id in waiting:
            self.folder.count(case_id)
        return len(waiting)

    def forget_over(self) -> int:
        now, folder = self.maker.clock.now(), self.folder
        over = [key for key, invitation in folder.invitations.items() if not invitation.in_force(now)]
        for key in over:
            case_id = folder.invitations.pop(key).case
            if folder.invited.get(case_id) == key:
                del folder.invited[case_id]
        return len(over)

    def results(self, since: str, until: str) -> list[Tally]:
        return list(self.folder.results(since, until))

    def _check_open(self, case: Case) -> None:
        if case.id in self.folder:
            raise Conflict(Violation("state", _("This case has been evaluated already")))
        if case.state not in DELIVERED:
            raise Conflict(
                Violation("state", _("The client has no result yet: there is nothing to evaluate"))
            )

    def _wrong_way(self, case: Case, channel: str, files: Sequence[Received]) -> Iterator[Violation]:
        if channel not in ("telephone", "paper"):
            yield Violation("channel", _("By telephone or on paper: choose one"))
        if channel == "paper" and not files:
            yield Violation("files", _("Attach the scan of the form"))
        own = self.maker.actor.person in (case.handler, case.entrusted)
        if channel == "telephone" and own and not self.settings.small_unit:
            yield Violation("channel", _("Somebody else than who handled the case asks by telephone"))

    def _wrong_measure(self, case: Case, measure: str) -> Iterator[Violation]:
        if not measure:
            yield Violation("measure", _("Say what was done about it"))
        if self.maker.actor.person == case.handler:
            yield Violation("measure", _("Somebody else than who handled the case says what was done"))

    def _keep(
        self, case: Case, channel: str, values: Mapping[str, Any], files: Sequence[Received]
    ) -> Evaluation:
        given = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
        Violations.check(evaluationform.wrong(given))
        one = self._made(case, channel, given)
        if not case.ended:
            self._into_file(case, one, files)
        self.folder.add(one)
        after = {"channel": channel, "grade": one.overall}
        self.maker.notify(EvaluationGiven(self.maker.actor, case.id, "case", after=after))
        if case.state == "delivered":
            self.step(case, one.overall)
        if one.low:
            self._make_task(one)
        return one

    def _made(self, case: Case, channel: str, given: Mapping[str, str]) -> Evaluation:
        now = self.maker.clock.now()
        month = self.maker.clock.local(now).strftime("%Y-%m")
        one = Evaluation(case.id, case.number, case.unit, case.matter, now, month)
        one.channel, one.answers = channel, evaluationform.answers(given)
        one.entered_by = self.maker.actor.person if channel != "link" else ""
        one.opinion, one.technician, one.signature = (
            given.get(name, "") for name in ("opinion", "technician", "signature")
        )
        one.late = case.ended
        return one

    def _into_file(self, case: Case, one: Evaluation, files: Sequence[Received]) -> None:
        say = self.speech.say
        form = evaluationform.text(one, case, self._facts(case, one), self.speech)
        title = say(_("Satisfaction form"))
        one.item = self.files.add(case, title, say(_("Evaluation")), files, form).id

    def _facts(self, case: Case, one: Evaluation) -> dict[Any, str]:
        """The head of the form: who, when, what."""
        handler = self.site.people.get(case.handler)
        asker = Applicant("") if case.shielded else case.applicant
        times = {name: case.moved(name) for name in ("accept", "begin", "decide", "deliver")}
        at = {name: self._local(move.at) if move else "—" for name, move in times.items()}
        unit = self.site.units.get(case.unit)
        return {
            _("Case number"): case.number,
            _("Name of the enterprise"): asker.name or "—",
            _("Contact (telephone)"): " ".join((asker.contact, asker.phone)).strip() or "—",
            _("Staff of the station"): handler.name if handler else "—",
            _("Asked at"): self._local(case.received_at),
            _("Accepted at"): at["accept"],
            _("Answered at"): at["decide"],
            _("Service began at"): at["begin"] if times["begin"] else at["accept"],
            _("Service ended at"): at["deliver"],
            _("What was asked"): case.title,
            _("Kind of service"): case.matter_title or "—",
            _("Unit"): unit.title if unit else case.unit,
            _("Technical staff"): one.technician or "—",
        }

    def _local(self, instant: datetime) -> str:
        return self.maker.clock.local(instant).strftime("%Y-%m-%d %H:%M")

    def _make_task(self, one: Evaluation) -> None:
        self.deadlines.start(one, CLOCK)
        subject = _("Low grade: case ${number}", mapping={"number": one.number})
        grade = {"grade": GRADE_WORDS[one.overall]}
        text = _("The client's judgement as a whole: ${grade}. Say what is done about it.", mapping=grade)
        people = superiors(self.site, one.unit, self.maker.clock.today())
        self.notices.send(people, subject, text, f"/cases/{one.id}/evaluation", f"evaluation:{one.id}:low")


def _subject(address: str) -> str:
    return f"evaluation {address}"


def factory(context: object, request: Request) -> Evaluations:
    files, notices = request.find_service(ICaseFiles), request.find_service(INotices)
    deadlines, acting = request.find_service(IDeadlines), maker(request)
    cases = Cases(
        replace(acting, system=True),
        speech(request),
        files,
        request.find_service(INumbers),
        deadlines,
        notices,
        request.find_service(IEnterprises),
    )

    def step(case: Case, grade: str) -> None:
        cases.make(case, "evaluate", {"satisfaction": grade})

    settings = request.find_service(ISettings)
    return Evaluations(acting, settings, step, files, deadlines, notices, speech(request))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IEvaluations)
