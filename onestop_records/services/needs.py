"""Filling in the form of needs (S 6.1, appendix A): kept with the case and in its file; due days remind."""

from collections.abc import Iterator, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import Case
from onestop_records.models.casefolder import Reminder
from onestop_records.models.needs import BASICS, PARTS, TABLES, TRAINING, due_days
from onestop_records.models.paper import Paper, Table
from onestop_records.services.caseacting import Acting

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
            pairs.append((say(part.title), "；".join(_ticked(acting, part.ticks, needs[name]))))
    if needs.get("training"):
        pairs.append((say(_("Training of operators")), say(TRAINING[needs["training"]])))
    pairs += [(say(title), needs[name]) for name, title in LAST.items() if needs.get(name)]
    tables = [_table(acting, name, needs[name]) for name in TABLES if needs.get(name)]
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


def _ticked(acting: Acting, ticks: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    for tick in given.get("ticks") or ():
        yield acting.papers.speech.say(ticks[tick])
    if given.get("other"):
        yield str(given["other"])


def _table(acting: Acting, name: str, rows: Any) -> Table:
    say = acting.papers.speech.say
    title, columns = TABLES[name]
    heads = tuple(say(column.title) for column in columns.values())
    lines = tuple(
        tuple(
            say(column.choices.get(str(row.get(key)), row.get(key) if row.get(key) is not None else ""))
            for key, column in columns.items()
        )
        for row in rows
    )
    return Table(say(title), heads, lines)


def _value(acting: Acting, value: Any) -> str:
    if isinstance(value, bool):
        return acting.papers.speech.say(_("yes") if value else _("no"))
    return str(value)
