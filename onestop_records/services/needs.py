"""Filling in the form of needs (S 6.1, appendix A): kept with the case and in its file; due days remind."""

from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casefolder import Reminder
from onestop_records.models.needs import BASICS, PARTS, TABLES, TRAINING, due_days
from onestop_records.models.paper import Paper
from onestop_records.services.caseacting import Acting
from onestop_records.services.needspaper import table_of, ticked

FORM = _("Form of needs")


def fill_in(acting: Acting, case: Case) -> None:
    """The step: note the form as ``schemas.needs`` read it; what it said before stays in the file."""
    needs = acting.values.get("needs")
    if not needs:
        raise Violations(Violation("needs", _("The form is empty")))
    case.needs = dict(needs)
    text = _paper(acting, case).page()
    title = acting.papers.speech.translate(FORM)
    acting.files.add(case, f"{title} {case.number}", title, text=text)
    due = due_days(case.needs)
    found = {place: Reminder(day, case.id, f"{case.applicant.name}：{what}") for place, day, what in due}
    acting.site.cases.remind(case, found)


def _paper(acting: Acting, case: Case) -> Paper:
    say = acting.papers.speech.say
    needs = case.needs
    pairs = [(say(title), _value(acting, needs[name])) for name, title in BASICS.items() if needs.get(name)]
    for name, part in PARTS.items():
        if needs.get(name):
            pairs.append((say(part.title), "；".join(ticked(say, part.ticks, needs[name]))))
    if needs.get("training"):
        pairs.append((say(_("Training of operators")), say(TRAINING[needs["training"]])))
    pairs += [(say(title), needs[name]) for name, title in LAST.items() if needs.get(name)]
    tables = [table_of(say, name, needs[name]) for name in TABLES if needs.get(name)]
    signature = (say(_("Signed for the enterprise by")), str(needs.get("signed_by") or ""))
    day = str(needs.get("signed_on") or "")
    return Paper(
        say(FORM),
        case.number,
        case.applicant.name,
        tuple(pairs),
        tuple(tables),
        (),
        (signature, (say(_("Date")), day)),
    )


LAST = {"opinions": _("Opinions or suggestions")}


def _value(acting: Acting, value: Any) -> str:
    if isinstance(value, bool):
        return acting.papers.speech.say(_("yes") if value else _("no"))
    return str(value)
