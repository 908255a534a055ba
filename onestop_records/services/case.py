"""Service cases (办件): entered, led through the steps of ``workflow.case``, closed (casework, *Cases*)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.errors import Violation, Violations
from onestop_records.events import CaseMoved, CaseReceived, RecordFiled
from onestop_records.i18n import _
from onestop_records.interfaces import (
    ICaseFiles,
    ICases,
    IDeadlines,
    IEnterprises,
    INotices,
    INumbers,
)
from onestop_records.models.case import ANSWERED, SHIELDED, SIMPLE, Case, in_time
from onestop_records.models.casefacts import Applicant, Notice
from onestop_records.models.casewords import CASE_KINDS, CLOCK_WORDS, STEP_WORDS
from onestop_records.models.component import Received
from onestop_records.models.disposal import Move
from onestop_records.models.paper import Paper, series_of
from onestop_records.services.batch import Maker, maker
from onestop_records.services.caseacting import Acting, begin_clocks
from onestop_records.services.caseacts import ACTS, PAPERS
from onestop_records.services.caseentry import described, entered, wrong
from onestop_records.services.casehistory import Speech, speech
from onestop_records.services.casepaper import Papers
from onestop_records.services.casereference import refer_to, release
from onestop_records.services.caseremedy import shut_out
from onestop_records.services.complaintvalues import shields
from onestop_records.services.needs import fill_in
from onestop_records.workflow.case import PROCESS
from onestop_records.workflow.fair import knows_asker
from onestop_records.workflow.process import WORKER

STEPS = {**ACTS, "needs": fill_in, "refer-to": refer_to}


@implementer(ICases)
class Cases:
    """Of one archive, for one actor."""

    def __init__(
        self,
        maker: Maker,
        speech: Speech,
        files: Any,
        numbers: Any,
        deadlines: Any,
        notices: Any,
        enterprises: Any,
    ) -> None:
        self.maker = maker
        self.site = maker.site
        self.files = files
        self.numbers = numbers
        self.deadlines = deadlines
        self.notices = notices
        self.enterprises = enterprises
        self.papers = Papers(maker.site, maker.clock, speech, files, numbers)

    def reserve(self, step: str = "enter") -> None:
        year = self.maker.clock.today().year
        keys = [series_of(kind, year) for kind in PAPERS.get(step, ())]
        self.numbers.reserve(keys if step != "enter" else [f"case/{year}"])

    def register(self, values: Mapping[str, Any], files: Sequence[Received] = ()) -> Case:
        matter = self.site.matters.get(values.get("matter") or "")
        if not values.get("kind") and matter is not None:
            values = {**values, "kind": matter.kind}
        Violations.check(wrong(self.site, self.maker.actor.person, values))
        number = self.numbers.next(f"case/{self.maker.clock.today().year}")
        case = entered(self.maker, number, self._applicant(values), values)
        self.files.begin(case, described(self.site, case))
        shut_out(self.site, case)
        if files:
            say = self.papers.speech.translate
            self.files.add(case, say(_("What came with it")), say(_("Material")), files)
        self.site.cases.add(case)
        after = {"number": case.number, "kind": case.kind, "channel": case.channel, "matter": case.matter}
        self.maker.notify(CaseReceived(self.maker.actor, case.id, "case", after=after))
        acting = self._acting(case, "", {})
        begin_clocks(acting, case)
        if values.get("materials"):
            self.make(case, "receive", {"materials": values["materials"]})
        if values.get("needs"):
            self.make(case, "needs", {"needs": values["needs"]})
        return case

    def settle(self, values: Mapping[str, Any], files: Sequence[Received] = ()) -> Case:
        if values.get("kind") not in SIMPLE:
            raise Violations(Violation("kind", _("A case of this kind takes more than one step")))
        case = self.register(values, files)
        if case.kind not in ANSWERED:
            self.make(case, "accept")
        outcome = "done" if case.kind == "instant" else "answered"
        self.make(case, "decide", {"outcome": outcome, "result": values.get("result")})
        if case.kind == "consultation" and case.channel == "window":  # C10: given to the client on the spot
            self.make(case, "notice", {"kind": "consultation"})
        self.make(case, "deliver", {"signed_by": ""})
        self.make(case, "close")
        return case

    def make(
        self,
        case: Case,
        name: str,
        values: Mapping[str, Any] | None = None,
        files: Sequence[Received] = (),
    ) -> Case:
        given = values or {}
        acting = self._acting(case, given.get("reason") or "", given, files)
        if case.shielded:
            shields(case.applicant.words(), "reason", acting.making.reason)
        before = case.people
        unit = case.unit
        self.maker.check(PROCESS, case, name, acting.making)
        STEPS[name](acting, case)
        self.maker.move(PROCESS, case, name, acting.making, CaseMoved, why=not case.shielded)
        if unit != case.unit:
            self.site.cases.moved(case, unit)
        self.site.cases.concern(case, before)
        if name == "close":
            self._close(case)
        else:
            self.files.describe(case, self._told(case))
        return case

    def steps(self, case: Case) -> tuple[str, ...]:
        making = replace(self.maker.making(), reason="-")  # a reason is asked for when the step is made
        names = PROCESS.allowed(case, self.maker.roles())
        return tuple(
            name
            for name in names
            if WORKER not in PROCESS.by_name[name].who and not PROCESS.violations(case, name, making)
        )

    def hindered(self, case: Case) -> dict[str, tuple[Violation, ...]]:
        making = replace(self.maker.making(), reason="-")
        names = PROCESS.allowed(case, self.maker.roles())
        found = {name: tuple(PROCESS.violations(case, name, making)) for name in names}
        mine = {name for name, wrong in found.items() if not any(v.field in NOT_MINE for v in wrong)}
        return {name: wrong for name, wrong in found.items() if wrong and name in mine}

    def asker(self, case: Case) -> Applicant:
        told = knows_asker(self.site, case, self.maker.actor.person, self.maker.clock.today())
        return case.applicant if told else Applicant("")

    def paper(self, case: Case, notice: Notice) -> Paper:
        return self.papers.paper(case, notice, self.site.matters.get(case.matter))

    def refer(self, case: Case, record_ids: Sequence[str]) -> Case:
        return self.make(case, "refer-to", {"records": record_ids})

    def _acting(
        self, case: Case, reason: str, values: Mapping[str, Any], files: Sequence[Received] = ()
    ) -> Acting:
        making = self.maker.making(reason)
        return Acting(
            self.site, making, self.papers, self.files, self.deadlines, self.notices, values, tuple(files)
        )

    def _applicant(self, values: Mapping[str, Any]) -> Applicant:
        texts = {name: (values.get(name) or "").strip() for name in ("name", "contact", "phone", "address")}
        code = (values.get("code") or "").strip()
        email = (values.get("email") or "").strip()
        if not code or values.get("kind") in SHIELDED:  # no file of an enterprise says that it reported
            return Applicant(**texts, code=code, email=email)
        found = self.enterprises.find_or_make({"code": code, "email": email, **texts})
        return Applicant(
            found.name, found.code, found.code, texts["contact"], texts["phone"], texts["address"], email
        )

    def _told(self, case: Case) -> dict[str, Any]:
        kind = "returned" if case.outcome in ("returned", "not-accepted") else case.kind
        told = {"case_kind": kind, "case_state": case.state, "in_time": in_time(case)}
        if case.satisfaction:
            told["satisfaction"] = case.satisfaction
        return told

    def _close(self, case: Case) -> None:
        say = self.papers.speech.say
        facts = [
            (_("Case number"), case.number),
            (_("Applicant"), case.asker or "—"),
            (_("Matter"), case.matter_title or case.title),
            (_("Kind of case"), say(CASE_KINDS[case.kind])),
            (_("First responder"), self._name(case.first_responder)),
            (_("Handled by"), self._name(case.handler)),
            (_("Content"), case.content),
            (_("Result"), case.result),
        ]
        told = {**self._told(case), "outcome": case.result}
        self.files.close(case, told, facts, {**STEP_WORDS, **CLOCK_WORDS})
        release(self.site, case)

    def _name(self, person_id: str) -> str:
        person = self.site.people.get(person_id)
        return person.name if person else ""


NOT_MINE = frozenset({"handler", "offer", "unit"})  # a rule that says: this is somebody else's to do


def archiving(site: Any, clock: Any) -> Any:
    """When the file of a case is filed the case has reached its end."""

    def listen(event: Any) -> None:
        if not isinstance(event, RecordFiled):
            return
        record = site.records.get(event.subject)
        case = site.cases.get(record.casework.removeprefix("cases/")) if record and record.casework else None
        if case is not None and case.file == record.id and case.state == "closed":
            case.state = PROCESS.by_name["archive"].target
            case.moves = (*case.moves, Move("archive", event.actor.person, clock.now()))
            case.revision += 1

    return listen


def factory(context: object, request: Request) -> Cases:
    return Cases(
        maker(request),
        speech(request),
        request.find_service(ICaseFiles),
        request.find_service(INumbers),
        request.find_service(IDeadlines),
        request.find_service(INotices),
        request.find_service(IEnterprises),
    )


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, ICases)
    config.add_event_listener(archiving)
