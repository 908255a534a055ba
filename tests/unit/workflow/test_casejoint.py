"""The table of joint handling against what is written by hand, and its drawing."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from onestop_records.models.casepartwords import JOINT_STATES, JOINT_STEPS
from onestop_records.security.principals import ROLES
from onestop_records.services.casejoint import ACTS
from onestop_records.workflow.casejoint import PROCESS
from schemas.casepart import STEPS

HOUSE = ["staff", "clerk", "archivist", "head", "manager"]
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


# What hinders each: the lead leads (主办窗), everybody answers for their own task.
RULES = {
    "add": "leads accepted",
    "copy": "leads accepted has_others",
    "call": "leads accepted has_others",
    "meet": "leads over",
    "answer": "takes_part",
    "refuse": "leads reasoned",
    "visit": "leads once_visited",
    "fees": "leads once_told",
    "settle": "leads answered",
    "drop": "leads of_joint reasoned",
}


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("role", ROLES)
def test_in_each_state_each_role_is_offered_its_steps_and_no_other(role, state):
    part = SimpleNamespace(state=state)
    possible = {f"joint-{name}" for name, (sources, __) in TABLE.items() if state in sources.split()}
    wanted = possible if role in HOUSE else set()
    assert set(PROCESS.allowed(part, frozenset({role}))) == wanted


@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_hindered_by_its_rules_alone(name):
    assert [guard.__name__ for guard in PROCESS.by_name[f"joint-{name}"].guards] == RULES[name].split()


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
