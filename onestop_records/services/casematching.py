"""What each step of a matching does besides leading its state on: assessed, asked, answered (S6.2)."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.casematching import (
    ANSWER,
    CONFIRM,
    SERVICE,
    TELL,
    WAYS,
    Agreed,
    Assessment,
    Attempt,
    Consent,
    Matching,
    MatchingTask,
)
from onestop_records.models.casematchingwords import WAY_WORDS
from onestop_records.models.limit import WORKING_DAYS, Limit
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.casematchingpassed import (
    check_personal,
    client_told,
    form_passed,
    known_provider,
)
from onestop_records.services.casepassing import let_in
from onestop_records.services.casetracking import (
    begin_round,
    contact,
    done,
    end,
    feedback,
    keep_record,
    problem,
)

AHEAD = timedelta(days=366)  # how far off the begin of a service may be
RULE = "S6.2.2"  # where the agreed period comes from


def assess(acting: Acting, part: Matching) -> None:
    """Whether the house can serve it itself, and why."""
    made, whose = acting.making, acting.text("whose")
    if whose not in ("own", "others"):
        raise Violations(Violation("whose", _("Say who can meet the need")))
    found = Assessment(whose == "own", acting.required("text"), made.person, made.now)
    part.assessments = (*part.assessments, found)


def own(acting: Acting, part: Matching) -> None:
    """A colleague of the house is asked; what is with who handles the case goes with the case."""
    person, case = acting.person(), part.case
    unit = next(iter(sorted(person.units(acting.making.today))), "")
    handler = "" if person.id == case.handler else person.id
    attempt = Attempt(part, _next(part), acting.required("need"), handler, unit, CONFIRM)
    attempt.need = attempt.title
    _ask(acting, part, attempt)
    if handler:
        let_in(acting, case, person)
        tell(acting, case, handler, _("You are asked to serve a client"))


def consent(acting: Acting, part: Matching) -> None:
    """What the client says of personal data for one provider, with the paper that proves it (W2-6.3)."""
    provider, made = known_provider(acting), acting.making
    given = acting.text("given")
    if given not in ("yes", "no"):
        raise Violations(Violation("given", _("Say whether the client agrees")))
    said = acting.required("said_by"), _way(acting), acting.required("text")
    found = Consent(provider.id, given == "yes", *said, made.person, made.now)
    part.consents = (*part.consents, found)
    if acting.received:
        title = acting.papers.speech.translate(_("Consent of the client"))
        acting.files.add(part.case, f"{title}：{provider.name}", title, acting.received)


def pass_on(acting: Acting, part: Matching) -> None:
    """A provider is told what is needed, on a numbered sheet and without more of persons than agreed."""
    provider, case = known_provider(acting), part.case
    attempt = Attempt(part, _next(part), provider.name, "", case.unit, ANSWER)
    agreed = part.consent(provider.id) is not None
    attempt.provider, attempt.need = provider.id, acting.required("need")
    attempt.passed = form_passed(case, acting.values.get("parts") or ())
    attempt.client = client_told(case, bool(acting.values.get("with_contact")), agreed)
    heading = case.matter_title or case.title
    check_personal(acting.site, case, (heading, attempt.need, acting.text("remarks"), attempt.passed), agreed)
    _ask(acting, part, attempt)
    acting.issue(case, "needs", acting.text("remarks"))
    attempt.paper = case.notices[-1].number


def accept(acting: Acting, part: Matching) -> None:
    """What client and provider agreed on: project, time, period; from now on it is tracked."""
    attempt, values = _asked(part), acting.values
    begins, days = values.get("begins"), values.get("days")
    if begins is None or not isinstance(days, int):
        name = "begins" if begins is None else "days"
        raise Violations(Violation(name, _("This is required")))
    if abs(begins - acting.making.today) > AHEAD:
        raise Violations(Violation("begins", _("A day within a year, please")))
    attempt.agreed = Agreed(acting.required("project"), begins, days, acting.text("remarks"))
    attempt.stance = "accepts"
    done(acting, attempt, acting.text("remarks"))
    task = MatchingTask(part, _next(part), attempt.title, attempt.handler, attempt.unit, SERVICE)
    task.attempt = attempt.number
    part.add(task)
    zone = acting.papers.clock.local(acting.making.now).tzinfo
    start = max(
        acting.making.now, datetime.combine(begins, time(), zone).astimezone(acting.making.now.tzinfo)
    )
    acting.deadlines.start(task, SERVICE, start, Limit(WORKING_DAYS, days, RULE))
    begin_round(acting, part, attempt)
    if attempt.handler:
        tell(acting, part.case, part.case.handler, _("A colleague takes the service on"))


def refuse(acting: Acting, part: Matching) -> None:
    """With the reason; the client is told in time, another is chosen (S6.2.3)."""
    attempt = _asked(part)
    attempt.stance, attempt.justified = "refuses", not acting.values.get("unjustified")
    done(acting, attempt, acting.making.reason)
    if attempt.provider:
        provider = acting.site.providers[attempt.provider]
        acting.providers.refused(provider, part.case, acting.making.reason, attempt.justified)
    task = MatchingTask(part, _next(part), attempt.title, "", part.case.unit, TELL)
    task.attempt = attempt.number
    part.add(task)
    if part.running_task(TELL) is None:  # one telling may be of two refusals
        acting.deadlines.start(task, TELL)
    else:
        done(acting, task, acting.papers.speech.say(_("Told together with the refusal before")))
    if attempt.handler:
        tell(acting, part.case, part.case.handler, _("A colleague does not take the service on"))


def withdraw(acting: Acting, part: Matching) -> None:
    """Nobody answered, or the need has changed: another may be asked."""
    attempt = _asked(part)
    attempt.stance = "withdrawn"
    done(acting, attempt, acting.making.reason)
    if attempt.handler:
        tell(acting, part.case, attempt.handler, _("You need not serve this client"))


def told(acting: Acting, part: Matching) -> None:
    """The client was told of the refusal, and who is chosen instead (S6.2.3)."""
    way = _way(acting)
    spoken = acting.papers.speech.say(WAY_WORDS[way])
    done(acting, part.running_task(TELL), f"{spoken}：{acting.required('text')}")


def again(acting: Acting, part: Matching) -> None:
    """The service did not fit, or somebody may serve after all: another is chosen, as often as needed."""


def drop(acting: Acting, part: Matching) -> None:
    """Before any service has begun; what was tried stays in the file."""
    if part.state == "asked":
        withdraw(acting, part)
    keep_record(acting, part)


def _next(part: Matching) -> int:
    return max((task.number for task in part.tasks), default=0) + 1


def _ask(acting: Acting, part: Matching, attempt: Attempt) -> None:
    attempt.asked_by, attempt.asked_at = acting.making.person, acting.making.now
    part.add(attempt)
    acting.deadlines.start(attempt, attempt.clock_name)


def _asked(part: Matching) -> Any:
    """The attempt whose answer is awaited: the state says that there is one."""
    return part.attempt


def _way(acting: Acting) -> str:
    way = acting.text("way")
    if way not in WAYS:
        raise Violations(Violation("way", _("Say by which way")))
    return way


ACTS: Mapping[str, Callable[[Acting, Matching], None]] = {
    "matching-assess": assess,
    "matching-own": own,
    "matching-consent": consent,
    "matching-pass-on": pass_on,
    "matching-accept": accept,
    "matching-refuse": refuse,
    "matching-withdraw": withdraw,
    "matching-tell": told,
    "matching-contact": contact,
    "matching-problem": problem,
    "matching-feedback": feedback,
    "matching-end": end,
    "matching-again": again,
    "matching-drop": drop,
}
PAPERS = {"matching-pass-on": ("needs",), "matching-end": ("summary",)}
