"""The table of an agency service against what is written by hand, and its drawing."""

from pathlib import Path

import pytest

from onestop_records.models.caseagencywords import AGENCY_STATES, AGENCY_STEPS
from onestop_records.services.caseagency import ACTS
from onestop_records.workflow.caseagency import PROCESS
from schemas.casepart import BODIES, STEPS

RUNNING = "commissioned running"
TABLE = {
    "form": ("offered uncommissioned", "offered"),
    "commission": ("offered uncommissioned", "commissioned"),
    "appoint": ("offered uncommissioned", "commissioned"),
    "drop": ("offered", "uncommissioned"),
    "agent": (f"{RUNNING} ending", ""),
    "distribute": (RUNNING, "running"),
    "result": ("running", ""),
    "chase": ("running", ""),
    "fees": (RUNNING, ""),
    "tell": (f"{RUNNING} finished ending", ""),
    "finish": ("running", "finished"),
    "resume": ("finished", "running"),
    "end": (RUNNING, "ending"),
    "close": ("ending", "ended"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_step_leads_from_its_states_to_its_target(name):
    step = PROCESS.by_name[f"agency-{name}"]
    assert (" ".join(step.sources), step.target) == TABLE[name]


def test_every_step_has_its_act_its_form_and_its_words():
    names = {f"agency-{name}" for name in TABLE}
    assert names == set(PROCESS.by_name) == set(ACTS) == set(AGENCY_STEPS)
    assert names <= set(STEPS) and set(STEPS) == set(BODIES) and set(PROCESS.states) == set(AGENCY_STATES)


def test_the_table_is_drawn_in_the_documentation():
    assert PROCESS.diagram() in (Path(__file__).parents[3] / "docs" / "cases.md").read_text("utf-8")
