"""The table of matching against what is written by hand, and its drawing."""

from pathlib import Path

import pytest

from onestop_records.models.casematchingwords import MATCHING_STATES, MATCHING_STEPS, TASK_WORDS
from onestop_records.models.limit import SHIPPED
from onestop_records.services.casematching import ACTS
from onestop_records.workflow.casematching import PROCESS
from schemas.casepart import STEPS
from views.limitwords import NAMES

TABLE = {
    "assess": ("open", ""),
    "own": ("open", "asked"),
    "consent": ("open asked serving", ""),
    "pass-on": ("open", "asked"),
    "accept": ("asked", "serving"),
    "refuse": ("asked", "open"),
    "withdraw": ("asked", "open"),
    "tell": ("open asked serving", ""),
    "contact": ("serving", ""),
    "problem": ("serving", ""),
    "feedback": ("serving", ""),
    "end": ("serving", "ended"),
    "again": ("ended dropped", "open"),
    "drop": ("open asked", "dropped"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_step_leads_from_its_states_to_its_target(name):
    step = PROCESS.by_name[f"matching-{name}"]
    assert (" ".join(step.sources), step.target) == TABLE[name]


def test_every_step_has_its_act_its_form_and_its_words():
    names = {f"matching-{name}" for name in TABLE}
    assert names == set(PROCESS.by_name) == set(ACTS) == set(MATCHING_STEPS)
    assert names <= set(STEPS) and set(PROCESS.states) == set(MATCHING_STATES)


def test_every_clock_has_its_words():
    shipped = {setting.name for setting in SHIPPED if setting.name.startswith("matching-")}
    assert shipped | set(TASK_WORDS) <= set(NAMES)


def test_the_table_is_drawn_in_the_documentation():
    assert PROCESS.diagram() in (Path(__file__).parents[3] / "docs" / "cases.md").read_text("utf-8")
