"""The tables of special tasks and their items against what is written by hand, and their drawing."""

from pathlib import Path

import pytest

from onestop_records.models.specialtaskwords import ITEM_STATES, ITEM_STEPS, MADE, STATES, STEPS
from onestop_records.services.specialitemacts import ACTS as ITEM_ACTS
from onestop_records.services.specialtaskacts import ACTS
from onestop_records.workflow.process import WORKER
from onestop_records.workflow.specialtask import ITEMS, PROCESS
from schemas.specialtask import ITEM_STEPS as ITEM_BODIES
from schemas.specialtask import STEPS as BODIES

MANAGER, HOUSE = "manager", "staff clerk archivist head manager"
TASKS = {
    "divide": ("registered", "divided", MANAGER),
    "divide-more": ("divided in-progress", "", MANAGER),
    "begin": ("divided", "in-progress", "worker"),
    "note": ("registered divided in-progress reported", "", HOUSE),
    "report": ("in-progress", "reported", HOUSE),
    "send-back": ("reported", "in-progress", MANAGER),
    "close": ("reported", "closed", MANAGER),
    "drop": ("registered divided in-progress", "closed", MANAGER),
    "archive": ("closed", "archived", "worker"),
}
OF_ITEMS = {
    "assign": ("given running", "running", HOUSE),
    "progress": ("given running", "running", HOUSE),
    "finish": ("given running", "reported", HOUSE),
    "accept": ("reported", "accepted", MANAGER),
    "send-back": ("reported accepted", "running", MANAGER),
    "drop": ("given running reported", "dropped", MANAGER),
    "chase": ("given running", "", HOUSE),
}
BOTH = [(PROCESS, TASKS), (ITEMS, OF_ITEMS)]


@pytest.mark.parametrize(("process", "name"), [(p, name) for p, table in BOTH for name in table])
def test_a_step_leads_from_its_states_to_its_target(process, name):
    step, table = process.by_name[name], TASKS if process is PROCESS else OF_ITEMS
    who = " ".join(each.removeprefix("role:") for each in step.who)
    assert (" ".join(step.sources), step.target, who) == table[name]


@pytest.mark.parametrize(("process", "table"), BOTH)
def test_there_are_no_other_steps(process, table):
    assert set(process.by_name) == set(table)


def test_every_step_has_its_act_its_form_and_its_words():
    people = {name for name, step in PROCESS.by_name.items() if WORKER not in step.who}
    assert people == set(ACTS) == set(BODIES) == set(STEPS)
    assert set(ITEMS.by_name) == set(ITEM_ACTS) == set(ITEM_BODIES) == set(ITEM_STEPS)
    assert {*PROCESS.by_name, *(f"item-{name}" for name in ITEMS.by_name)} <= set(MADE)
    assert set(PROCESS.states) == set(STATES) and set(ITEMS.states) == set(ITEM_STATES)


@pytest.mark.parametrize("process", [PROCESS, ITEMS])
def test_the_table_is_drawn_in_the_documentation(process):
    assert process.diagram() in (Path(__file__).parents[3] / "docs" / "specialtasks.md").read_text("utf-8")
