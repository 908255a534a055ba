"""What each step of an item does besides leading its state on (S9.6.1, S9.6.2)."""

from collections.abc import Callable, Mapping
from typing import Any

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.specialtask import CLOCK, Chase, Progress, SpecialItem
from onestop_records.services.deadline import CHASE
from onestop_records.services.specialtaskacting import Acting
from onestop_records.workflow.specialtask import belongs

Act = Callable[[Acting, SpecialItem], str]  # returns what the history says of it


def assign(acting: Acting, item: SpecialItem) -> str:
    """Somebody of the unit, by name."""
    people = acting.making.site.people
    given = acting.text("person")
    person = people.get(given) or people.by_username(given)
    if person is None or person.closed or not belongs(person, item.unit, acting.making):
        raise Violations(Violation("person", _("Choose somebody of the unit that has to do it")))
    item.handler = person.id
    acting.tell(item.task, [person.id], _("You have an item of a special task"))
    return person.name


def progress(acting: Acting, item: SpecialItem) -> str:
    """How far it is and what was done, as it happens."""
    percent = acting.values.get("percent")
    text = acting.text("text")
    if percent is None and not text:
        raise Violations(Violation("text", _("Say how far it is, or what was done")))
    _file(acting, item, _("Progress: ${title}", mapping={"title": item.title}))
    item.progress = (*item.progress, Progress(percent, text, acting.making.person, acting.making.now))
    return " ".join(each for each in (f"{percent}%" if percent is not None else "", text) if each)


def finish(acting: Acting, item: SpecialItem) -> str:
    """Done, with what proves it: files, or where they are."""
    item.result, item.proof = acting.required("text"), acting.text("proof")
    if not acting.received and not item.proof:
        raise Violations(Violation("proof", _("Attach what proves it, or say where it is")))
    title = _("Report of completion: ${title}", mapping={"title": item.title})
    proof = f"\n\n{acting.speech.say(_('Proof'))}：{item.proof}" if item.proof else ""
    _file(acting, item, title, item.result + proof)
    acting.deadlines.stop(item, CLOCK)
    acting.tell(item.task, [item.task.handler], _("An item of a special task is reported done"))
    return item.result


def accept(acting: Acting, item: SpecialItem) -> str:
    acting.tell(item.task, [item.handler], _("Your item of a special task was accepted"))
    if all(other.state in ("accepted", "dropped") for other in item.task.items if other is not item):
        acting.tell(item.task, [item.task.handler], _("All items of a special task are done"))
    return acting.text("reason")


def send_back(acting: Acting, item: SpecialItem) -> str:
    """It is to be done again, by another day if one is given; that it was late stays noted."""
    due = acting.within(item.task, "due")
    now = acting.making.now
    if due is None and item.due is not None and item.due > now:
        due = acting.maker.clock.local(item.due).date()
    acting.start(item, due)
    acting.tell(item.task, [item.handler], _("Your item of a special task was sent back"))
    return acting.making.reason


def drop(acting: Acting, item: SpecialItem) -> str:
    acting.deadlines.stop(item, CLOCK)
    acting.tell(item.task, [item.handler], _("Your item of a special task was dropped"))
    return acting.making.reason


def chase(acting: Acting, item: SpecialItem) -> str:
    """督办: why it is late is noted; a term of its own begins, after which superiors are told."""
    days, now = acting.deadlines.working_days, acting.making.now
    until = days.deadline(now, acting.making.site.limits[CHASE].limit).at
    acting.deadlines.chase(item, CLOCK, acting.making.reason)
    item.chases = (*item.chases, Chase(acting.making.reason, acting.making.person, now, until))
    return acting.making.reason


def _file(acting: Acting, item: SpecialItem, title: Any, text: str | None = None) -> None:
    if text is None and not acting.received:
        return
    paper = acting.keep(item.task, acting.speech.say(title), _("Report"), acting.received, text)
    item.papers = (*item.papers, paper.id)


ACTS: Mapping[str, Act] = {
    "assign": assign,
    "progress": progress,
    "finish": finish,
    "accept": accept,
    "send-back": send_back,
    "drop": drop,
    "chase": chase,
}
