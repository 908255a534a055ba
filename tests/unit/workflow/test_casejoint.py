"""The table of joint handling against what is written by hand, and its drawing."""

from pathlib import Path

import pytest

from onestop_records.models.casepartwords import JOINT_STATES, JOINT_STEPS
from onestop_records.services.casejoint import ACTS
from onestop_records.workflow.casejoint import PROCESS
from schemas.casepart import STEPS

RUNNING = "copied called met"
TABLE = {
    "add": ("planned", ""),
    "copy": ("planned", "copied"),
    "call": ("planned called met", "called"),
    "meet": ("called", "met"),
    "answer": (RUNNING, ""),
    "refuse": (RUNNING, ""),
    "visit": (RUNNING, ""),
    "fees": (RUNNING, ""),
    "settle": ("copied met", "settled"),
    "drop": (f"planned {RUNNING}", "dropped"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_step_leads_from_its_states_to_its_target(name):
    step = PROCESS.by_name[f"joint-{name}"]
    assert (" ".join(step.sources), step.target) == TABLE[name]


def test_every_step_has_its_act_its_form_and_its_words():
    names = {f"joint-{name}" for name in TABLE}
    assert names == set(PROCESS.by_name) == set(ACTS) == set(JOINT_STEPS)
    assert names <= set(STEPS) and set(PROCESS.states) == set(JOINT_STATES)


def test_the_table_is_drawn_in_the_documentation():
    assert PROCESS.diagram() in (Path(__file__).parents[3] / "docs" / "cases.md").read_text("utf-8")
