"""What each step of a special task does besides leading its state on (S9.6.1)."""

from collections.abc import Callable, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.specialtask import CLOCK, DONE, DROPPED, SpecialItem, SpecialTask
from onestop_records.services.specialtaskacting import Acting
from onestop_records.services.superior import superiors


def divide(acting: Acting, task: SpecialTask) -> None:
    """An item for a unit; its head answers for it until they name somebody."""
    title, unit = acting.required("title"), acting.required("unit")
    found = acting.making.site.units.get(unit)
    if found is None or found.closed:
        raise Violations(Violation("unit", _("Choose a unit")))
    day = acting.within(task, "due")
    heads = superiors(acting.making.site, unit, acting.making.today)
    handler = heads[0] if heads else acting.making.person
    item = SpecialItem(task, len(task.items) + 1, title, unit, handler)
    task.items = (*task.items, item)
    acting.start(item, day)
    acting.tell(task, [handler], _("Your unit has an item of a special task"))


def divide_first(acting: Acting, task: SpecialTask) -> None:
    """From now on the manager who divides it answers for the whole, with its file."""
    divide(acting, task)
    if task.handler != acting.making.person and acting.making.person in acting.making.site.people:
        task.handler = acting.making.person
        acting.files.entrust(task)


def note(acting: Acting, task: SpecialTask) -> None:
    """A letter, minutes, whatever belongs to it."""
    if not acting.received:
        raise Violations(Violation("files", _("Attach the paper")))
    acting.keep(task, acting.required("title"), _("Material"), acting.received)


def report(acting: Acting, task: SpecialTask) -> None:
    """What the authority above is told, and the papers that went to it."""
    task.told = acting.required("text")
    acting.keep(task, _say(acting, _("Report of the result")), _("Report"), acting.received, task.told)
    acting.deadlines.stop(task, CLOCK)


def send_back(acting: Acting, task: SpecialTask) -> None:
    """The authority above is not content; it may set another term."""
    day = acting.day("term")
    if acting.received:
        acting.keep(task, _say(acting, _("Sent back by the authority above")), _("Letter"), acting.received)
    task.term = day or task.term
    acting.start(task, day)
    people = [task.registered_by, *(item.handler for item in task.items)]
    acting.tell(task, people, _("A special task was sent back"))


def close(acting: Acting, task: SpecialTask) -> None:
    task.outcome = DONE


def drop(acting: Acting, task: SpecialTask) -> None:
    """Nothing of it is to be done any more."""
    task.outcome = DROPPED
    for item in task.open_items:
        acting.deadlines.stop(item, CLOCK)
        acting.tell(task, [item.handler], _("A special task was dropped"))
        item.state = "dropped"
    acting.deadlines.stop(task, CLOCK)


def _say(acting: Acting, words: Any) -> str:
    return acting.speech.say(words)


ACTS: Mapping[str, Callable[[Acting, SpecialTask], None]] = {
    "divide": divide_first,
    "divide-more": divide,
    "note": note,
    "report": report,
    "send-back": send_back,
    "close": close,
    "drop": drop,
}
