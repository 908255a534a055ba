"""What each step of a case does besides leading its state on; the table says who may and when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import (
    ANSWERED,
    FORMS,
    KINDS,
    MARKS,
    MATTER_LIMIT,
    NOTICE_CLOCK,
    REFERRED_CLOCK,
    Case,
    Fee,
    Material,
    Offer,
    Refusal,
    Report,
)
from onestop_records.models.casewords import OUTCOMES
from onestop_records.models.component import Received
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.models.matter import Matter
from onestop_records.models.person import Person
from onestop_records.models.site import Site
from onestop_records.services.casepaper import Papers
from onestop_records.workflow.process import Making

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Acting:
    """A step being made: whose help it needs, and what was given with it."""

    site: Site
    making: Making
    papers: Papers
    files: Any  # ICaseFiles
    deadlines: Any  # IDeadlines
    notices: Any  # INotices
    values: Values
    received: Sequence[Received] = ()

    def matter(self, case: Case) -> Matter | None:
        """Its matter, None when it has none in the catalogue."""
        found: Matter | None = self.site.matters.get(case.matter) if case.matter else None
        return found

    def issue(self, case: Case, kind: str, reason: str = "", **words: Any) -> None:
        """Give the client a numbered paper."""
        self.papers.issue(case, kind, self.making.person, self.matter(case), reason, **words)

    def text(self, name: str) -> str:
        """A text that was given, without white space around it."""
        return str(self.values.get(name) or "").strip()

    def required(self, name: str) -> str:
        """The same; raises Violations when it is empty."""
        text = self.text(name)
        if not text:
            raise Violations(Violation(name, _("This is required")))
        return text

    def person(self) -> Person:
        """The colleague named. Raises Violations."""
        found = self.site.people.get(self.text("person"))
        if found is None or found.closed or not found.units(self.making.today):
            raise Violations(Violation("person", _("Choose a colleague who holds a post")))
        return found

    def stop(self, case: Case, names: Iterable[str] | None = None) -> None:
        """Stop these clocks, or all."""
        for name in tuple(case.clocks) if names is None else names:
            clock = case.clocks.get(name)
            if clock is not None and clock.running:
                self.deadlines.stop(case, name)


def start_main(acting: Acting, case: Case, agreed: Limit | None = None) -> None:
    """Start the clock of its kind: by what was agreed, or the matter's own promise, or the setting."""
    name = KINDS[case.kind]
    if name and name not in case.clocks:
        acting.deadlines.start(case, name, limit=agreed or _promised(acting, case))


def _promised(acting: Acting, case: Case) -> Limit | None:
    matter = acting.matter(case)
    return matter.promised if matter is not None and case.kind in MATTER_LIMIT else None


def _agreed(acting: Acting, case: Case) -> Limit | None:
    """A limit for this case alone: earlier than promised (S6.3.3), or what the authority above sets (C10)."""
    days = acting.values.get("days")
    if not days:
        return None
    above = case.kind == "escalated"
    limit = Limit(WORKING_DAYS, days, "C10" if above else "S6.3.3")
    usual = _promised(acting, case) or acting.site.limits[KINDS[case.kind]].limit
    if not above and limit.within(usual) is False:
        raise Violations(Violation("days", _("It cannot be longer than what was promised to all")))
    return limit


def begin_clocks(acting: Acting, case: Case) -> None:
    """From receipt: questions are to be answered, of applications the client is to be told."""
    if case.kind in ANSWERED:
        start_main(acting, case)
    else:
        acting.deadlines.start(case, NOTICE_CLOCK)


def receive(acting: Acting, case: Case) -> None:
    """Note what came in; the client owes nothing any more when nothing is missing."""
    rows = acting.values.get("materials") or ()
    for row in rows:
        _receive_one(acting, case, row)
    if acting.received and not any(row.get("form") for row in rows):
        title = acting.text("title") or acting.papers.speech.translate(_("Further material"))
        acting.files.add(case, title, acting.papers.speech.translate(_("Material")), acting.received)
    if not case.gaps:
        _go_on(acting, case)


def _receive_one(acting: Acting, case: Case, row: Values) -> None:
    material = case.material(row["number"])
    if material is None:
        raise Violations(Violation("materials", _("There is no such material in the list")))
    form, problem = row.get("form") or "", (row.get("problem") or "").strip()
    if form and form not in FORMS:
        raise Violations(Violation("materials", _("Say whether it is an original or a copy")))
    changed = replace(material, problem=problem)
    if form:
        copies = row.get("copies") or 1
        now = acting.making.now
        changed = replace(
            changed,
            form=form,
            copies=copies,
            received_by=acting.making.person,
            received_at=now,
            returned_at=None,
            returned_to="",
            returned_by="",
        )
        changed = _kept(acting, case, changed)
    case.put(changed)


def _kept(acting: Acting, case: Case, material: Material) -> Material:
    """Files that came with it stand in the file of the case, under its name."""
    if not acting.received:
        return material
    if material.item:
        item = acting.site.records[material.item]
        for received in acting.received:
            acting.files.add_file(case, item, received)
        return material
    kind = acting.papers.speech.translate(_("Material"))
    item = acting.files.add(case, material.name, kind, acting.received)
    return replace(material, item=item.id)


def _go_on(acting: Acting, case: Case) -> None:
    for name, clock in case.clocks.items():
        if clock.paused:
            acting.deadlines.resume(case, name)


def accept(acting: Acting, case: Case) -> None:
    """The limit runs from the acceptance notice, which says until when (C10)."""
    kind = acting.text("kind")
    if kind:
        if kind not in KINDS or kind in ANSWERED or kind == "returned":
            raise Violations(Violation("kind", _("Choose how the case is handled")))
        case.kind = kind
    acting.stop(case, [NOTICE_CLOCK])
    _go_on(acting, case)
    start_main(acting, case, _agreed(acting, case))
    paper = "promise" if case.kind in MATTER_LIMIT else "acceptance"
    acting.issue(case, "consultation" if case.kind in ANSWERED else paper, acting.making.reason)


def supplement(acting: Acting, case: Case) -> None:
    """The one-time notice: complete, once. Whatever must be asked for again is a fault of the window."""
    gaps = tuple(material.number for material in case.gaps)
    earlier = [notice for notice in case.notices if notice.kind == "supplement"]
    faults: tuple[int, ...] = ()
    if earlier:
        first = earlier[0]
        faults = tuple(
            m.number
            for m in case.gaps
            if any(m.number in notice.gaps for notice in earlier)
            or m.received_at is None
            or m.received_at <= first.at
        )
    acting.stop(case, [NOTICE_CLOCK])
    words = acting.making.reason or acting.papers.speech.translate(_("The client owes material"))
    for name, clock in case.clocks.items():
        if clock.running and not clock.paused and not clock.late(acting.making.now):
            acting.deadlines.pause(case, name, words)
    if case.kind == "promised" and case.moved("accept") is None:
        case.kind = "supplement"
    acting.issue(case, "supplement", acting.making.reason, gaps=gaps, faults=faults)


def resume(acting: Acting, case: Case) -> None:
    """Everything has come: the limit runs on."""
    _go_on(acting, case)


def decline(acting: Acting, case: Case) -> None:
    """Not accepted, with a written reason (N5, S7.2)."""
    _refuse(acting, case, "decline", "not-accepted")
    acting.issue(case, "decline", acting.making.reason)


def send_back(acting: Acting, case: Case) -> None:
    """Returned, with a written reason (C10)."""
    _refuse(acting, case, "return", "returned")
    acting.issue(case, "return", acting.making.reason)


def _refuse(acting: Acting, case: Case, step: str, outcome: str) -> None:
    refusal = Refusal(step, acting.making.reason, acting.making.person, acting.making.now)
    case.refusals = (*case.refusals, refusal)
    case.outcome = outcome
    if outcome != "refused":
        case.result = acting.making.reason
    acting.stop(case)


def refer(acting: Acting, case: Case) -> None:
    """To the right unit or person; who refers answers for it until they confirm (N chapter 4)."""
    _offer(acting, case)


def hand_on(acting: Acting, case: Case) -> None:
    _offer(acting, case)


def _offer(acting: Acting, case: Case) -> None:
    person = acting.person()
    if person.id == case.handler:
        raise Violations(Violation("person", _("This colleague handles it already")))
    case.offer = Offer(person.id, acting.making.person, acting.making.now, acting.making.reason)
    _let_in(acting, case, person)
    _tell(acting, case, person.id, _("You are asked to take a case over"))


def _let_in(acting: Acting, case: Case, person: Person) -> None:
    """Who is asked may know of it; so may who handled it before."""
    volume = acting.site.records[case.file]
    readers = dict.fromkeys((*volume.readers, case.handler, person.id))
    acting.files.describe(case, {"readers": tuple(readers)})


def _tell(acting: Acting, case: Case, person: str, subject: Any) -> None:
    text = _("Case ${number}", mapping={"number": case.number})
    acting.notices.send([person], subject, text, f"/{case.address}")


def take(acting: Acting, case: Case) -> None:
    """From now on the receiver answers for it, with its file."""
    assert case.offer is not None  # a guard has asked
    before, case.handler = case.handler, case.offer.to
    case.offer, case.entrusted = None, ""
    person = acting.site.people[case.handler]
    units = sorted(person.units(acting.making.today))
    if units and case.unit not in units:
        case.unit = units[0]
        acting.files.describe(case, {"unit": case.unit})
    acting.files.entrust(case)
    acting.site.cases.pass_reminders(case)
    if case.kind == "consultation" and before != case.handler and KINDS[case.kind] in case.clocks:
        acting.stop(case, [KINDS[case.kind]])
        if REFERRED_CLOCK not in case.clocks:
            acting.deadlines.start(case, REFERRED_CLOCK, case.received_at)
    _tell(acting, case, before, _("A colleague has taken your case over"))


def turn_down(acting: Acting, case: Case) -> None:
    """It stays with who handles it."""
    case.offer = None
    _tell(acting, case, case.handler, _("A case was not taken over and stays with you"))


def entrust(acting: Acting, case: Case) -> None:
    """When busy: a colleague acts, who entrusts them still answers for it and hears of the result."""
    person = acting.person()
    if person.id == case.handler:
        raise Violations(Violation("person", _("This colleague handles it already")))
    case.entrusted = person.id
    _let_in(acting, case, person)
    _tell(acting, case, person.id, _("You are entrusted with a case"))


def report(acting: Acting, case: Case) -> None:
    """What was done; whoever was entrusted reports back so."""
    kind = "result" if case.entrusted == acting.making.person and acting.values.get("done") else "progress"
    said = Report(acting.required("text"), acting.making.person, acting.making.now, kind)
    case.reports = (*case.reports, said)
    if kind == "result":
        case.entrusted = ""
        _tell(acting, case, case.handler, _("A case that you entrusted is reported back"))


def decide(acting: Acting, case: Case) -> None:
    """The result; a refusal says why and is reviewed."""
    outcome = acting.text("outcome")
    if outcome not in OUTCOMES:
        raise Violations(Violation("outcome", _("Say how it ended")))
    case.outcome, case.result = outcome, acting.required("result")
    if outcome == "refused":
        if not acting.making.reason:
            raise Violations(Violation("reason", _("A refusal says why, in writing")))
        _refuse(acting, case, "refuse", "refused")
        acting.issue(case, "refusal", acting.making.reason)
    acting.stop(case)


def deliver(acting: Acting, case: Case) -> None:
    """The client signs for the result, or is told it (S7.3.2)."""
    case.signed_by = acting.text("signed_by")
    if acting.values.get("paper"):
        acting.issue(case, "result")


def give_back(acting: Acting, case: Case) -> None:
    """Originals go back against a signature."""
    signed = acting.required("signed_by")
    numbers = acting.values.get("numbers") or [m.number for m in case.materials if m.owed]
    for number in numbers:
        material = case.material(number)
        if material is None or not material.owed:
            raise Violations(Violation("numbers", _("There is no original to be given back")))
        made = acting.making
        case.put(replace(material, returned_to=signed, returned_by=made.person, returned_at=made.now))


def fee(acting: Acting, case: Case) -> None:
    """By the standard, with the number of the receipt (S7.3.2)."""
    cents = acting.values.get("cents")
    if not isinstance(cents, int) or cents <= 0:
        raise Violations(Violation("cents", _("Give the amount")))
    made = acting.making
    taken = Fee(acting.required("title"), cents, acting.required("receipt"), made.person, made.now)
    case.fees = (*case.fees, taken)


def mark(acting: Acting, case: Case) -> None:
    """Green channel, urgent, at home, on a holiday."""
    case.marks = tuple(name for name in MARKS if name in (acting.values.get("marks") or ()))


def notice(acting: Acting, case: Case) -> None:
    """A paper that no step issues by itself."""
    kind = acting.text("kind")
    if kind not in ("receipt", "consultation", "summary", "result"):
        raise Violations(Violation("kind", _("Choose which notice")))
    acting.issue(case, kind, acting.making.reason)


def review(acting: Acting, case: Case) -> None:
    _review(acting, case, True)


def overturn(acting: Acting, case: Case) -> None:
    """The refusal was wrong: the case is taken up again."""
    _review(acting, case, False)
    case.outcome = case.result = ""
    if case.kind in ANSWERED:
        acting.deadlines.start(case, case.clock_name)
    elif case.moved("accept") is None:
        acting.deadlines.start(case, NOTICE_CLOCK)
    _tell(acting, case, case.handler, _("A refusal of yours was not upheld"))


def reopen(acting: Acting, case: Case) -> None:
    """The refusal was wrong: it is decided anew, by its own limit."""
    _review(acting, case, False)
    case.outcome = case.result = ""
    running = case.clocks.get(case.clock_name)
    if running is not None and not running.running:
        acting.deadlines.start(case, case.clock_name, limit=running.limit)
    _tell(acting, case, case.handler, _("A refusal of yours was not upheld"))


def _review(acting: Acting, case: Case, upheld: bool) -> None:
    made = acting.making
    case.reviewed(
        case.unreviewed[0],
        reviewed_by=made.person,
        reviewed_at=made.now,
        upheld=upheld,
        opinion=made.reason,
    )


def chase(acting: Acting, case: Case) -> None:
    """By hand, before the clocks do it."""
    running = case.running
    if running is None:
        raise Violations(Violation("state", _("No time limit is running")))
    acting.deadlines.chase(case, running.name, acting.making.reason)


def evaluate(acting: Acting, case: Case) -> None:
    case.satisfaction = acting.text("satisfaction")


def nothing(acting: Acting, case: Case) -> None:
    """The state is all that changes."""


ACTS: Mapping[str, Callable[[Acting, Case], None]] = {
    "receive": receive,
    "accept": accept,
    "supplement": supplement,
    "resume": resume,
    "decline": decline,
    "return": send_back,
    "refer": refer,
    "take": take,
    "refuse-referral": turn_down,
    "hand-on": hand_on,
    "take-over": take,
    "refuse-handing": turn_down,
    "entrust": entrust,
    "report": report,
    "begin": nothing,
    "decide": decide,
    "deliver": deliver,
    "give-back": give_back,
    "fee": fee,
    "mark": mark,
    "notice": notice,
    "review": review,
    "overturn": overturn,
    "reopen": reopen,
    "chase": chase,
    "evaluate": evaluate,
    "close": nothing,
}
PAPERS: Mapping[str, tuple[str, ...]] = {  # which papers a step may number
    "accept": ("acceptance", "promise", "consultation"),
    "supplement": ("supplement",),
    "decline": ("decline",),
    "return": ("return",),
    "decide": ("refusal",),
    "deliver": ("result",),
    "notice": ("receipt", "consultation", "summary", "result"),
}
