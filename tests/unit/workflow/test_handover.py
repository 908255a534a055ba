"""The table of handovers: every step from every state, by every role, against what is written by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onestop_records.errors import Conflict
from onestop_records.models.handover import Handover
from onestop_records.security.acl import SITE_GRANTS
from onestop_records.security.principals import ROLES
from onestop_records.workflow.handover import PROCESS
from onestop_records.workflow.process import WORKER

HOUSE = "staff clerk archivist head manager"
OPEN = ("checking", "signing")
# step: (roles, {state: where it leads}); an empty target stays.
TABLE = {
    "assign": ("archivist manager", {"checking": ""}),
    "check": (HOUSE, {"checking": ""}),
    "decide": ("manager", {"checking": ""}),
    "drop": ("archivist manager", {"checking": ""}),
    "refresh": (HOUSE, dict.fromkeys(OPEN, "")),
    "stand-in": ("manager", dict.fromkeys(OPEN, "")),
    "present": ("archivist manager", {"checking": "signing"}),
    "return": ("archivist manager", {"signing": "checking"}),
    "sign": (HOUSE, {"signing": ""}),
    "sign-paper": ("archivist manager", {"signing": ""}),
    "pass": ("", {"signing": "passed"}),
    "cancel": ("manager", dict.fromkeys(OPEN, "cancelled")),
}


def handover(state):
    made = Handover("h", "staff", "leaving", None, "archivist", datetime(2026, 11, 23, tzinfo=UTC))
    made.state = state
    return made


def test_the_table_has_every_step():
    assert [step.name for step in PROCESS.steps] == list(TABLE)


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_possible_from_its_states_alone(name, state):
    targets = TABLE[name][1]
    if state in targets:
        PROCESS.check_state(handover(state), name)
        assert PROCESS.by_name[name].target == targets[state]
    else:
        with pytest.raises(Conflict):
            PROCESS.check_state(handover(state), name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PROCESS.states)
def test_a_role_has_its_steps_alone(state, role):
    wanted = [name for name, (roles, states) in TABLE.items() if state in states and role in roles.split()]
    assert list(PROCESS.allowed(handover(state), frozenset({role}))) == wanted


@pytest.mark.parametrize("step", PROCESS.steps, ids=lambda step: step.name)
def test_the_permission_of_a_step_is_for_the_same_roles(step):
    if step.who == (WORKER,):
        assert step.permission is None
    else:
        assert SITE_GRANTS[step.permission] == frozenset(step.who)


def test_the_documentation_shows_the_table():
    docs = (Path(__file__).parents[3] / "docs" / "handover.md").read_text("utf-8")
    assert PROCESS.diagram() in docs
