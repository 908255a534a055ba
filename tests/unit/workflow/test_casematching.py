"""The table of matching against what is written by hand, and its drawing."""

from pathlib import Path

import pytest

from onestop_records.models.casematching import Matching
from onestop_records.models.casematchingwords import MATCHING_STATES, MATCHING_STEPS, TASK_WORDS
from onestop_records.models.limit import SHIPPED
from onestop_records.services.casematching import ACTS
from onestop_records.workflow.casematching import PROCESS
from schemas.casepart import STEPS
from views.limitwords import NAMES

TABLE = {
    "assess": ("to-match", ""),
    "own": ("to-match", "asked"),
    "consent": ("to-match asked serving", ""),
    "pass-on": ("to-match", "asked"),
    "accept": ("asked", "serving"),
    "refuse": ("asked", "to-match"),
    "withdraw": ("asked", "to-match"),
    "tell": ("to-match asked serving", ""),
    "contact": ("serving", ""),
    "problem": ("serving", ""),
    "feedback": ("serving", ""),
    "end": ("serving", "served"),
    "again": ("served unmatched", "to-match"),
    "drop": ("to-match asked", "unmatched"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_step_leads_from_its_states_to_its_target(name):
    step = PROCESS.by_name[f"matching-{name}"]
    assert (" ".join(step.sources), step.target) == TABLE[name]


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("role", ["staff", "clerk", "archivist", "head", "manager", "auditor", "admin"])
def test_what_a_role_may_do_in_a_state(role, state):
    part = Matching(None)
    part.state = state
    named = {f"matching-{name}" for name, (sources, __) in TABLE.items() if state in sources.split()}
    expected = set() if role in ("auditor", "admin") else named
    assert set(PROCESS.allowed(part, frozenset({role}))) == expected


def test_every_step_has_its_act_its_form_and_its_words():
    names = {f"matching-{name}" for name in TABLE}
    assert names == set(PROCESS.by_name) == set(ACTS) == set(MATCHING_STEPS)
    assert names <= set(STEPS) and set(PROCESS.states) == set(MATCHING_STATES)


def test_every_clock_has_its_words():
    shipped = {setting.name for setting in SHIPPED if setting.name.startswith("matching-")}
    assert shipped | set(TASK_WORDS) <= set(NAMES)


def test_the_table_is_drawn_in_the_documentation():
    assert PROCESS.diagram() in (Path(__file__).parents[3] / "docs" / "cases.md").read_text("utf-8")
