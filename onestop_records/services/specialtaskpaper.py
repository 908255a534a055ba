"""The division and progress of a special task as one paper of its file, made when it is closed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.paper import Paper, Table
from onestop_records.models.specialtask import SpecialItem, SpecialTask
from onestop_records.models.specialtaskwords import ITEM_STATES, OUTCOMES
from onestop_records.services.specialtaskacting import Acting

TITLE = _("Division and handling of a special task")
DIVISION = (
    _("No."),
    _("Task"),
    _("Unit"),
    _("Responsible"),
    _("Due"),
    _("State"),
    _("Done at"),
    _("Result"),
)
PROGRESS = (_("No."), _("Time"), _("Person"), _("How far, per cent"), _("What was done"))
CHASED = (_("No."), _("Time"), _("Person"), _("Cause"), _("To be done by"))


def division(acting: Acting, task: SpecialTask) -> Paper:
    """Who had what to do until when, what they reported and when, what was chased and why."""
    say = acting.speech.say
    pairs = tuple((say(label), value) for label, value in facts(acting, task) if value)
    return Paper(say(TITLE), task.number, task.source, pairs, tuple(_tables(acting, task)))


def facts(acting: Acting, task: SpecialTask) -> Iterator[tuple[Any, str]]:
    """Pairs (label, value) that head the papers of its file."""
    yield _("Number"), task.number
    yield _("Task"), task.title
    yield _("Given by"), task.source
    yield _("Document number"), task.document_number
    yield _("Date of the document"), str(task.document_date or "")
    yield _("Term"), _time(acting, task.due)
    yield _("Content"), task.content
    yield _("Answers for it"), _name(acting, task.handler)
    yield _("What the authority above was told"), task.told
    yield _("Outcome"), acting.speech.say(OUTCOMES.get(task.outcome, ""))


def _tables(acting: Acting, task: SpecialTask) -> Iterator[Table]:
    if task.items:
        yield _table(acting, _("Division"), DIVISION, [_row(acting, item) for item in task.items])
    told = [
        (f"{item.number}", _time(acting, one.at), _name(acting, one.by), _percent(one.percent), one.text)
        for item in task.items
        for one in item.progress
    ]
    if told:
        yield _table(acting, _("Progress"), PROGRESS, told)
    chased = [
        (f"{item.number}", _time(acting, one.at), _name(acting, one.by), one.cause, _time(acting, one.until))
        for item in task.items
        for one in item.chases
    ]
    if chased:
        yield _table(acting, _("Chased by a superior"), CHASED, chased)


def _row(acting: Acting, item: SpecialItem) -> tuple[str, ...]:
    say, clock = acting.speech.say, item.clock
    unit = acting.making.site.units.get(item.unit)
    state = say(ITEM_STATES[item.state])
    late = f"（{say(_('late'))}）" if item.late(acting.making.now) else ""
    done = _time(acting, clock.stopped if clock is not None else None)
    result = "；".join(each for each in (item.result, item.proof) if each)
    return (
        str(item.number),
        item.title,
        unit.title if unit else item.unit,
        _name(acting, item.handler),
        _time(acting, item.due),
        state + late,
        done,
        result,
    )


def _table(acting: Acting, title: Any, heads: tuple[Any, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    say = acting.speech.say
    return Table(say(title), tuple(say(head) for head in heads), tuple(rows))


def _percent(number: int | None) -> str:
    return "" if number is None else f"{number}%"


def _time(acting: Acting, instant: datetime | None) -> str:
    return f"{acting.maker.clock.local(instant):%Y-%m-%d %H:%M}" if instant else ""


def _name(acting: Acting, person_id: str) -> str:
    person = acting.making.site.people.get(person_id)
    return person.name if person else ""
