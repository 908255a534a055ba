"""Findings and stock-takings as tables: drawn in the docs; who may make which step in which state."""

from pathlib import Path

import pytest

from onestop_records.workflow import finding, stocktaking

TEXT = (Path(__file__).parents[3] / "docs" / "storage.md").read_text("utf-8")
ROLES = ("staff", "clerk", "archivist", "head", "manager", "auditor", "security", "admin")
HOUSE = set(ROLES[:5])
KEEPERS = {"archivist", "manager"}
ALLOWED = {  # (process, state): step → roles
    ("finding", "open"): {"assign": KEEPERS, "settle": HOUSE},
    ("finding", "settled"): {"accept": {"manager"}, "return": {"manager"}},
    ("finding", "closed"): {},
    ("stocktaking", "open"): {"scan": KEEPERS, "close": KEEPERS, "cancel": KEEPERS},
    ("stocktaking", "closed"): {},
    ("stocktaking", "cancelled"): {},
}
PROCESSES = {module.PROCESS.name: module.PROCESS for module in (finding, stocktaking)}


class Thing:
    def __init__(self, state):
        self.state = state


@pytest.mark.parametrize("name", PROCESSES)
def test_the_documentation_draws_the_table(name):
    assert PROCESSES[name].diagram() in TEXT


@pytest.mark.parametrize(("name", "state"), ALLOWED)
def test_who_may_make_which_step_in_which_state(name, state):
    for role in ROLES:
        found = set(PROCESSES[name].allowed(Thing(state), frozenset({role})))
        assert found == {step for step, who in ALLOWED[name, state].items() if role in who}, role


@pytest.mark.parametrize("name", PROCESSES)
def test_every_state_is_in_the_table(name):
    assert {state for process, state in ALLOWED if process == name} == set(PROCESSES[name].states)
