"""Every step of loans, permits and leak reports, by each role in each state, against a table by hand."""

from itertools import product
from pathlib import Path

import pytest

from onestop_records.workflow import leak, loan, permit

ROLES = ("staff", "clerk", "archivist", "head", "manager", "auditor", "security", "admin")
HOUSE = {"staff", "clerk", "archivist", "head", "manager"}
KEEPERS = {"archivist", "manager"}
# process: step → (states, roles); guards ask the rest: own, grade, place of the paper.
TABLE = {
    "loan": {
        "approve": ({"requested"}, KEEPERS),
        "refuse": ({"requested", "approved"}, KEEPERS),
        "lend": ({"approved"}, {"archivist"}),
        "renew": ({"lent"}, HOUSE),
        "return": ({"lent"}, {"archivist"}),
        "withdraw": ({"requested", "approved"}, HOUSE),
    },
    "permit": {
        "assemble": ({"sought"}, KEEPERS),
        "grant": ({"requested"}, KEEPERS),
        "refuse": ({"sought", "requested"}, KEEPERS),
        "withdraw": ({"sought", "requested"}, HOUSE),
        "finish": ({"granted"}, HOUSE),
        "revoke": ({"granted"}, KEEPERS | {"security"}),
        "end": ({"granted"}, set()),
    },
    "leak": {
        "note": ({"reported"}, {"manager", "security"}),
        "close": ({"reported"}, {"manager"}),
    },
}
PROCESSES = {each.name: each for each in (loan.PROCESS, permit.PROCESS, leak.PROCESS)}


class InState:
    """All that the table looks at."""

    def __init__(self, state):
        self.state = state


@pytest.mark.parametrize("name", TABLE)
def test_every_step_by_each_role_in_each_state(name):
    process = PROCESSES[name]
    assert set(process.by_name) == set(TABLE[name])
    for state, role in product(process.states, ROLES):
        expected = {
            step for step, (states, roles) in TABLE[name].items() if state in states and role in roles
        }
        assert set(process.allowed(InState(state), frozenset({role}))) == expected, (state, role)


@pytest.mark.parametrize("name", TABLE)
def test_it_is_drawn_in_the_docs_as_it_is(name):
    text = (Path(__file__).parents[3] / "docs" / "lending.md").read_text()
    assert name == "leak" or PROCESSES[name].diagram() in text
