"""The table of disposals: every step from every state, by every role, against what is written by hand."""

from pathlib import Path

import pytest

from onestop_records.errors import Conflict
from onestop_records.models.disposal import Disposal
from onestop_records.security.acl import SITE_GRANTS
from onestop_records.security.principals import ROLES
from onestop_records.workflow.disposal import PROCESS
from onestop_records.workflow.process import WORKER, Process, Step
from onestop_records.workflow.transfer import PROCESS as TRANSFER

HOUSE = "staff clerk archivist head manager"
# step: (roles, {state: where it leads}); an empty target stays.
TABLE = {
    "drop": ("archivist", {"drafted": "", "returned": ""}),
    "appraise": ("archivist", {"drafted": "appraising", "returned": "appraising"}),
    "opine": (HOUSE, {"appraising": ""}),
    "propose": ("archivist", {"appraising": "awaiting-approval"}),
    "approve": ("manager", {"awaiting-approval": "approved"}),
    "return": ("manager", {"awaiting-approval": "returned"}),
    "reject": ("manager", {"awaiting-approval": "rejected"}),
    "object": (HOUSE, {"approved": ""}),
    "decide": ("manager", {"approved": ""}),
    "check": (HOUSE, {"approved": ""}),
    "attach": (
        "archivist",
        dict.fromkeys(("awaiting-approval", "approved", "executing", "purging"), ""),
    ),
    "execute": ("archivist", {"approved": "executing"}),
    "mark-paper": (HOUSE, {"executing": ""}),
    "sign": (HOUSE, {"purging": ""}),
    "purge": ("", {"executing": "purging"}),
    "finish": ("", {"purging": "destroyed"}),
    "settle": ("", {"approved": "settled", "executing": "settled"}),
    "cancel": (
        "archivist manager",
        dict.fromkeys(("drafted", "returned", "appraising", "awaiting-approval", "approved"), "cancelled"),
    ),
}


def batch(state):
    disposal = Disposal("d", "t", "Z109", "QYB", "general")
    disposal.state = state
    return disposal


def test_the_table_has_every_step():
    assert [step.name for step in PROCESS.steps] == list(TABLE)


@pytest.mark.parametrize("state", PROCESS.states)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_is_possible_from_its_states_alone(name, state):
    targets = TABLE[name][1]
    if state in targets:
        PROCESS.check_state(batch(state), name)
        assert PROCESS.by_name[name].target == targets[state]
    else:
        with pytest.raises(Conflict):
            PROCESS.check_state(batch(state), name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PROCESS.states)
def test_a_role_has_its_steps_alone(state, role):
    wanted = [name for name, (roles, states) in TABLE.items() if state in states and role in roles.split()]
    assert list(PROCESS.allowed(batch(state), frozenset({role}))) == wanted


@pytest.mark.parametrize("step", PROCESS.steps, ids=lambda step: step.name)
def test_the_permission_of_a_step_is_granted_to_its_roles(step):
    if step.permission is None:
        assert step.who == (WORKER,)
    else:
        assert set(step.who) <= SITE_GRANTS[step.permission]
        assert SITE_GRANTS[step.permission] == {f"role:{role}" for role in TABLE[step.name][0].split()}


def test_a_table_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="leads to nowhere|ends nowhere"):
        Process("p", "a", ("a",), (Step("x", ("a",), "b", (WORKER,)),))
    with pytest.raises(ValueError, match="nothing leads to b"):
        Process("p", "a", ("a", "b"), (Step("x", ("a",), "", (WORKER,)),))
    with pytest.raises(ValueError, match="nobody may"):
        Process("p", "a", ("a",), (Step("x", ("a",), "", ()),))


@pytest.mark.parametrize("process", [PROCESS, TRANSFER], ids=lambda process: process.name)
def test_the_documented_diagram_is_the_table(process):
    text = (Path(__file__).parents[3] / "docs" / "disposal.md").read_text("utf-8")
    assert process.diagram() in text
