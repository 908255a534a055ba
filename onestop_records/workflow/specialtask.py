"""Special tasks and their items as two tables (S9.6.1, S9.6.2).

Managers divide to units, heads of units to people; who has an item reports on it; managers accept, and say
when the authority above has accepted the whole.
"""

from collections.abc import Iterator
from typing import Any

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.models.absence import stands_in_for
from onestop_records.models.person import Person
from onestop_records.models.specialtask import SETTLED, SpecialItem, SpecialTask
from onestop_records.models.unit import absorbed
from onestop_records.permissions import Permission
from onestop_records.workflow.case import HOUSE
from onestop_records.workflow.process import WORKER, Guard, Making, Process, Step, reasoned

MANAGER = ("role:manager",)
RUNNING = ("divided", "in-progress")
ACT, DECIDE = Permission.SPECIALTASK_ACT, Permission.SPECIALTASK_DECIDE


def mine(making: Making) -> frozenset[str]:
    """Ids of the people for whom the actor acts: themselves and whose deputy they are today."""
    person = making.site.people.get(making.person)
    absent = stands_in_for(making.site.people, person, making.today) if person is not None else ()
    return frozenset({making.person, *absent})


def manages(making: Making) -> bool:
    """The actor is a manager."""
    person = making.site.people.get(making.person)
    return making.system or (person is not None and "manager" in person.roles)


def leads(task: SpecialTask, making: Making) -> Iterator[Violation]:
    """Who answers for the whole, or a manager."""
    if task.handler not in mine(making) and not manages(making):
        yield Violation("handler", _("Only who answers for this task, or a manager, may do this"))


def takes_part(task: SpecialTask, making: Making) -> Iterator[Violation]:
    """Who registered or leads it, or has an item of it."""
    people = {task.registered_by, task.handler, *(item.handler for item in task.items)}
    if not people & mine(making) and not manages(making):
        yield Violation("handler", _("Only who has to do with this task may do this"))


def settled(task: SpecialTask, making: Making) -> Iterator[Violation]:
    """Nothing of it is still to be done."""
    for item in task.items:
        if item.state not in SETTLED:
            yield Violation("items", _("Not accepted yet: ${title}", mapping={"title": item.title}))
    if task.items and not task.counted:
        yield Violation("items", _("Every item was dropped: drop the task, or give out another item"))


def under_way(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Its task is being worked on."""
    if item.task.state not in RUNNING:
        yield Violation("state", _("The task is not being worked on"))


def own(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Who has it, or their deputy."""
    if item.handler not in mine(making):
        yield Violation("handler", _("Only who has this item may do this"))


def heads(item: SpecialItem, making: Making) -> bool:
    """The actor is, or acts for, the head of its unit; or is a manager."""
    people = (making.site.people.get(each) for each in mine(making))
    return manages(making) or any(
        p is not None and "head" in p.roles and belongs(p, item.unit, making) for p in people
    )


def belongs(person: Person, unit: str, making: Making) -> bool:
    """They hold a post in a unit, or in the one it was merged into."""
    return unit in absorbed(making.site.units, person.units(making.today))


def heading(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Heads give out what their unit has to do."""
    if not heads(item, making):
        yield Violation("unit", _("The head of the unit or a manager does this"))


def superior(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Nobody chases themselves."""
    yield from heading(item, making)
    if item.handler == making.person:
        yield Violation("handler", _("Nobody chases themselves"))


def not_own(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Nobody accepts what they did."""
    if item.handler == making.person:
        yield Violation("handler", _("Nobody accepts what they did themselves"))


def overdue(item: SpecialItem, making: Making) -> Iterator[Violation]:
    """Only what is late is chased (S9.6.2)."""
    if not item.overdue(making.now):
        yield Violation("state", _("Nothing is chased before its term has passed"))


def _step(name: str, sources: tuple[str, ...], target: str, *guards: Guard, decide: bool = False) -> Step:
    who: Any = MANAGER if decide else HOUSE
    return Step(name, sources, target, who, DECIDE if decide else ACT, guards)


PROCESS = Process(
    name="specialtask",
    initial="registered",
    states=("registered", "divided", "in-progress", "reported", "closed", "archived"),
    steps=(
        _step("divide", ("registered",), "divided", decide=True),
        _step("divide-more", RUNNING, "", decide=True),
        Step("begin", ("divided",), "in-progress", (WORKER,)),  # follows from the first report of an item
        _step("note", ("registered", *RUNNING, "reported"), "", takes_part),
        _step("report", ("in-progress",), "reported", leads, settled),
        _step("send-back", ("reported",), "in-progress", reasoned, decide=True),
        _step("close", ("reported",), "closed", decide=True),
        _step("drop", ("registered", *RUNNING), "closed", reasoned, decide=True),
        Step("archive", ("closed",), "archived", (WORKER,)),
    ),
)
ITEMS = Process(
    name="specialitem",
    initial="given",
    states=("given", "running", "reported", "accepted", "dropped"),
    steps=(
        _step("assign", ("given", "running"), "running", under_way, heading),
        _step("progress", ("given", "running"), "running", under_way, own),
        _step("finish", ("given", "running"), "reported", under_way, own),
        _step("accept", ("reported",), "accepted", under_way, not_own, decide=True),
        _step("send-back", ("reported", "accepted"), "running", under_way, reasoned, decide=True),
        _step("drop", ("given", "running", "reported"), "dropped", under_way, reasoned, decide=True),
        _step("chase", ("given", "running"), "", under_way, superior, overdue, reasoned),
    ),
)
