"""How a service is tracked until its summary ends it (S6.3, S6.4)."""

from dataclasses import replace
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.casematching import (
    CONTACT,
    GREEN,
    MET,
    SIDES,
    WAYS,
    Attempt,
    Contact,
    Contacting,
    Feedback,
    Matching,
    Problem,
    Summary,
)
from onestop_records.models.casepart import CaseTask
from onestop_records.models.needs import parts_filled
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.casematchingpaper import record_page

OFFERED = {"provider": ("provider",), "client": ("client",), "both": SIDES}


def done(acting: Acting, task: CaseTask, text: str) -> None:
    """Somebody did it; its clock says whether in time."""
    task.text = text
    task.answered_at, task.answered_by = acting.making.now, acting.making.person
    acting.deadlines.stop(task, task.clock_name)


def begin_round(acting: Acting, part: Matching, attempt: Attempt) -> None:
    """The next contacts, by the rhythm of the setting; the green channel has one of its own (S6.3.3)."""
    number = max(task.number for task in part.tasks) + 1
    task = Contacting(part, number, attempt.title, "", part.case.unit, CONTACT)
    task.attempt = attempt.number
    if not attempt.provider and not attempt.handler:
        task.owed = ("client",)  # who handles the case serves: nobody else is to be asked
    part.add(task)
    rhythm = GREEN if "green" in part.case.marks else CONTACT
    acting.deadlines.start(task, CONTACT, limit=acting.site.limits[rhythm].limit)


def contact(acting: Acting, part: Matching) -> None:
    """With whom, by what way, what was said; when both sides were spoken with the next round begins."""
    made, sides, way = acting.making, OFFERED.get(acting.text("side")), acting.text("way")
    day = acting.values.get("day") or made.today
    task: Any = part.running_task(CONTACT)
    local = acting.papers.clock.local
    found = []
    if sides is None:
        found.append(Violation("side", _("Say with whom")))
    if way not in WAYS:
        found.append(Violation("way", _("Say by which way")))
    if not local(task.clock.started).date() <= day <= made.today:
        found.append(Violation("day", _("A day of this round, not later than today")))
    Violations.check(found)
    noted = Contact(sides or (), way, day, acting.required("text"), made.person, made.now)
    part.contacts = (*part.contacts, noted)
    task.owed = tuple(side for side in task.owed if side not in noted.sides)
    if not task.owed:
        done(acting, task, noted.text)
        begin_round(acting, part, _serving(part))


def problem(acting: Acting, part: Matching) -> None:
    """What went wrong and why (S6.3.2)."""
    made = acting.making
    found = Problem(
        len(part.problems) + 1, acting.required("text"), acting.required("cause"), made.person, made.now
    )
    part.problems = (*part.problems, found)
    if made.person != part.case.handler:
        tell(acting, part.case, part.case.handler, _("A problem with a service was noted"))


def feedback(acting: Acting, part: Matching) -> None:
    """What one side, or both, were told of a problem."""
    made, found = acting.making, part.problem(acting.values.get("number"))
    sides, way = OFFERED.get(acting.text("side")), acting.text("way")
    wrong = []
    if found is None:
        wrong.append(Violation("number", _("There is no problem of that number")))
    if sides is None:
        wrong.append(Violation("side", _("Say with whom")))
    if way not in WAYS:
        wrong.append(Violation("way", _("Say by which way")))
    Violations.check(wrong)
    text = acting.required("text")
    given = tuple(Feedback(side, way, text, made.person, made.now) for side in sides or ())
    part.problems = tuple(
        replace(each, feedback=(*each.feedback, *given)) if each is found else each for each in part.problems
    )


def end(acting: Acting, part: Matching) -> None:
    """服务小结: a numbered paper, with what the provider handed in; nothing ends without it (S6.4.2)."""
    made, attempt, met = acting.making, _serving(part), acting.text("met")
    parts = tuple(acting.values.get("parts") or ())
    wrong = []
    if met not in MET:
        wrong.append(Violation("met", _("Say whether the need was met")))
    if not set(parts) <= set(parts_filled(part.case.needs)):
        wrong.append(Violation("parts", _("The form of needs says nothing there")))
    if attempt.provider and not acting.received:
        wrong.append(Violation("files", _("Attach the summary that the agency or expert handed in")))
    Violations.check(wrong)
    found = Summary(attempt.number, acting.required("text"), met, parts, made.person, made.now)
    if acting.received:
        title = acting.papers.speech.translate(_("Summary handed in by who served"))
        item = acting.files.add(part.case, f"{title}：{attempt.title}", title, acting.received)
        found = replace(found, item=item.id)
    part.summaries = (*part.summaries, found)
    acting.issue(part.case, "summary")
    number = part.case.notices[-1].number
    part.summaries = (*part.summaries[:-1], replace(found, number=number))
    part.met = tuple(name for name in parts_filled(part.case.needs) if name in {*part.met, *parts})
    for task in tuple(part.waiting):
        done(acting, task, number)
    keep_record(acting, part)
    if made.person != part.case.handler:
        tell(acting, part.case, part.case.handler, _("A service has ended: ask for an evaluation"))


def keep_record(acting: Acting, part: Matching) -> None:
    """The record of the matching becomes a part of the case's file (S6.5, S7.3.2)."""
    say = acting.papers.speech.say
    page = record_page(part, acting.site, say, acting.papers.clock)
    title = say(_("Record of matching and tracking"))
    acting.files.add(part.case, f"{title} {part.case.number}", title, text=page)


def _serving(part: Matching) -> Any:
    """The attempt that serves: the state says that there is one."""
    return part.attempt
