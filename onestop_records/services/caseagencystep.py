"""The steps of an agency service: sent where, what came of them, chased, fees, what the client is told."""

from datetime import UTC, date, datetime, time

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.caseagency import (
    CLOCK,
    RESULTS,
    TELLING,
    WAYS,
    Agency,
    AgencyStep,
    Told,
)
from onestop_records.models.casepart import Chased
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.casepartfees import check_free, fees_told
from onestop_records.services.casepartlimit import task_limit
from onestop_records.services.casepassing import let_in
from onestop_records.services.deadline import CHASE
from onestop_records.workflow.case import acts_for


def distribute(acting: Acting, part: Agency) -> None:
    """To a body outside or a colleague (分送), with a clock of its own."""
    body = acting.text("body")
    colleague = acting.person() if acting.text("person") else None
    if bool(body) == (colleague is not None):
        raise Violations(Violation("body", _("Name a body outside or a colleague, one of them")))
    sent_how = acting.text("sent_how")
    if body and sent_how not in WAYS:
        raise Violations(Violation("sent_how", _("Say how it was sent")))
    sent_on, since = _sent(acting, part.case)
    unit = next(iter(sorted(colleague.units(acting.making.today))), "") if colleague is not None else ""
    handler = colleague.id if colleague is not None else ""
    number = max(task.number for task in part.tasks) + 1
    sent = AgencyStep(part, number, acting.required("task"), handler, unit, CLOCK)
    sent.body, sent.sent_on, sent.sent_how = body, sent_on, sent_how if body else ""
    sent.materials = _along(acting, part)
    part.tasks = (*part.tasks, sent)
    acting.deadlines.start(
        sent, CLOCK, since, limit=task_limit(acting, part.case, CLOCK, acting.values.get("days"), since)
    )
    if colleague is not None:
        let_in(acting, part.case, colleague)
        tell(acting, part.case, colleague.id, _("A step of an agency service is yours"))


def _sent(acting: Acting, case: Case) -> tuple[date, datetime]:
    """The day, and from when the limit runs: since acceptance, and not in the future. Raises Violations."""
    now, local = acting.making.now, acting.papers.clock.local
    day: date = acting.values.get("sent_on") or acting.making.today
    move = case.moved("accept")
    first = local(move.at).date() if move is not None else local(case.received_at).date()
    if not first <= day <= acting.making.today:
        raise Violations(Violation("sent_on", _("It is sent after acceptance, and not in the future")))
    if day == acting.making.today:
        return day, now
    return day, datetime.combine(day, time(12), local(now).tzinfo).astimezone(UTC)


def _along(acting: Acting, part: Agency) -> tuple[int, ...]:
    """The client's papers that go along: received, and not with somebody else. Raises Violations."""
    numbers = tuple(sorted(set(acting.values.get("materials") or ())))
    for number in numbers:
        material = part.case.material(number)
        if material is None or not material.form or material.returned_at or part.holder(number) is not None:
            message = _("Material ${number} is not here to be sent along", mapping={"number": number})
            raise Violations(Violation("materials", message))
    return numbers


def result(acting: Acting, part: Agency) -> None:
    """What came of it; overdue ones with the cause (C15 第三条)."""
    done = _open(acting, part)
    outcome, text = acting.text("outcome"), acting.required("text")
    if outcome not in RESULTS:
        raise Violations(Violation("outcome", _("Say what came of it")))
    cause = acting.making.reason.strip()
    if done.clock is not None and done.clock.late(acting.making.now):
        if cause:
            done.chased = (*done.chased, Chased(cause, acting.making.person, acting.making.now))
        elif not done.chased:
            message = _("It is overdue: note the cause, or chase it first")
            raise Violations(Violation("reason", message))
    done.papers = acting.text("papers")
    if acting.received:
        say = acting.papers.speech.translate
        done.item = acting.files.add(part.case, done.title, say(_("Result of a step")), acting.received).id
    answer(acting, done, outcome, text)
    if acting.making.person != part.agent:
        tell(acting, part.case, part.agent, _("A step of your agency service is answered"))
    if done.handler and done.handler != acting.making.person:
        tell(acting, part.case, done.handler, _("Somebody else has answered your step of an agency service"))


def answer(acting: Acting, done: AgencyStep, outcome: str, text: str) -> None:
    """Note what a step came to, and stop its clock."""
    done.outcome, done.text = outcome, text
    done.answered_at, done.answered_by = acting.making.now, acting.making.person
    acting.deadlines.stop(done, CLOCK)


def _open(acting: Acting, part: Agency) -> AgencyStep:
    """The step that is meant; colleagues have but their own. Raises Violations."""
    mine = acts_for(part.case, acting.making)
    all_of_it = acting.making.system or mine & {part.agent, part.case.handler, part.case.entrusted}
    found = [one for one in part.steps if one.open and (all_of_it or one.responsible in mine)]
    number = acting.values.get("number")
    chosen = [one for one in found if one.number == number] if number else found
    if len(chosen) != 1:
        raise Violations(Violation("number", _("There is no open step of that number")))
    return chosen[0]


def chase(acting: Acting, part: Agency) -> None:
    """催办: each time with a term of its own; what is overdue, with the cause (C15 第三条)."""
    late = _open(acting, part)
    now, cause = acting.making.now, acting.making.reason.strip()
    if late.clock is not None and late.clock.late(now) and not cause:
        raise Violations(Violation("reason", _("Find out why it is late, and note it")))
    acting.deadlines.chase(late, CLOCK, cause)
    term = acting.deadlines.working_days.deadline(now, acting.site.limits[CHASE].limit).at
    if cause:
        late.chased = (*late.chased, Chased(cause, acting.making.person, now, term, acting.text("way")))


def fees(acting: Acting, part: Agency) -> None:
    """What the authorities take, at their windows; the agency itself takes nothing (无偿)."""
    told_now = fees_told(acting)
    for number, fee in enumerate(told_now, 1):
        check_free(fee.title, "fees")
        if not fee.payee:
            message = _("Row ${number}: say at whose window the client pays", mapping={"number": number})
            raise Violations(Violation("fees", message))
    known = {(fee.title, fee.payee) for fee in told_now}
    part.fees = (*(fee for fee in part.fees if (fee.title, fee.payee) not in known), *told_now)
    part.fees_told_at = acting.making.now
    acting.issue(part.case, "fees")


def told(acting: Acting, part: Agency) -> None:
    """How far it is (C15 第四条)."""
    note_told(acting, part, acting.required("text"), acting.text("way"))


def finish(acting: Acting, part: Agency) -> None:
    """All is done, and the client is told at once (N chapter 7)."""
    note_told(acting, part, acting.required("text"), acting.text("way"), done=True)
    acting.issue(part.case, "agency-register")
    if acting.making.person != part.case.handler:
        tell(acting, part.case, part.case.handler, _("An agency service is done: decide and deliver"))


def note_told(acting: Acting, part: Agency, text: str, way: str, done: bool = False) -> None:
    """Keep what the client was told, and how. Raises Violations."""
    if way not in TELLING:
        raise Violations(Violation("way", _("Say how the client was told")))
    part.told = (*part.told, Told(text, way, acting.making.person, acting.making.now, done))
