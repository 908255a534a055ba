"""The table of a record's life: who may do what in which state."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from zope.interface.verify import verifyObject

from onestop_records.events import RecordSubmitted
from onestop_records.interfaces import IRecordWorkflow
from onestop_records.models.record import Record
from onestop_records.permissions import Permission
from onestop_records.workflow.engine import Transition, Workflow
from onestop_records.workflow.record import WORKFLOW

STATES = ("captured", "submitted", "accepted", "filed", "withdrawn")
ROLES = ("staff", "clerk", "archivist", "head", "manager", "auditor", "security", "admin")
# Who may make it from where, written out a second time on purpose.
EXPECTED = {
    ("submit", "captured"): "holder",
    ("submit", "withdrawn"): "holder",
    ("accept", "submitted"): "archivist",
    ("file", "captured"): "archivist",
    ("file", "submitted"): "archivist",
    ("file", "accepted"): "archivist",
    ("return", "submitted"): "archivist",
    ("return", "accepted"): "archivist",
    ("withdraw", "captured"): "holder",
    ("withdraw", "submitted"): "holder",
    ("withdraw", "accepted"): "holder",
}


def record_in(state):
    record = Record("r", "document")
    record.state, record.keeping = state, "k"
    return record


@pytest.mark.parametrize(("name", "state"), product(WORKFLOW.by_name, STATES))
def test_each_transition_in_each_state_is_for_those_of_the_table_alone(name, state):
    may = EXPECTED.get((name, state))
    for role in ROLES:
        allowed = WORKFLOW.allowed(record_in(state), frozenset({f"role:{role}", "person:p", "holder:other"}))
        assert (name in allowed) == (may == role), role
    assert (name in WORKFLOW.allowed(record_in(state), frozenset({"holder:k"}))) == (may == "holder")


def test_access_control_gets_its_contract(world):
    with world.work() as request:
        workflow = request.find_service(IRecordWorkflow)
        assert verifyObject(IRecordWorkflow, workflow)
        assert workflow.who_may(record_in("captured"), "submit") == {"holder:k"}
        assert workflow.who_may(record_in("filed"), "file") == frozenset()
        assert workflow.who_may(record_in("filed"), "no such transition") == frozenset()


def test_an_item_of_a_volume_goes_with_it_and_never_alone():
    item = record_in("captured")
    item.volume = "v"
    assert WORKFLOW.allowed(item, frozenset({"holder:k", "role:archivist"})) == ()


STEP = Transition("go", ("a",), "b", ("holder",), Permission.SUBMIT, RecordSubmitted)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"initial": "z"}, "no state z"),
        ({"states": ("a", "b", "c")}, "nothing leads to c"),
        ({"states": ("a", "b", "b")}, "twice"),
        ({"transitions": (STEP, STEP)}, "twice"),
        ({"transitions": (replace(STEP, sources=("q",)),)}, "starts nowhere"),
        ({"transitions": (replace(STEP, target="q"),)}, "no state q"),
        ({"transitions": (replace(STEP, who=()),)}, "nobody may go"),
        ({"transitions": (replace(STEP, who=("everybody",)),)}, "names everybody"),
    ],
)
def test_a_table_that_makes_no_sense_stops_the_start(wrong, says):
    sound = {"name": "w", "initial": "a", "states": ("a", "b"), "transitions": (STEP,)}
    Workflow(**sound)
    with pytest.raises(ValueError, match=says):
        Workflow(**{**sound, **wrong})


def test_the_documented_diagram_is_the_table():
    text = (Path(__file__).parents[3] / "docs" / "filing.md").read_text(encoding="utf-8")
    assert WORKFLOW.diagram() in text
