"""The life of a record as steps."""

from types import SimpleNamespace

from onestop_records.models.record import Record
from views.stepper import steps

AT = "2026-11-23T04:00:00+00:00"


def standings(state, *acts):
    record = Record("r", "document")
    record.state = state
    entries = [SimpleNamespace(act=f"record-{act}", at=AT, person="p") for act in acts]
    return [step.standing for step in steps(record, entries)]


def test_every_step_that_was_taken_is_done():
    assert standings("filed", "captured", "submitted", "accepted", "filed") == ["done"] * 4
    assert standings("submitted", "captured", "submitted") == ["done", "now", "ahead", "ahead"]


def test_a_step_that_was_left_out_is_shown_as_skipped():
    assert standings("filed", "captured", "filed") == ["done", "skipped", "skipped", "done"]
    assert standings("filed", "captured", "submitted", "filed") == ["done", "done", "skipped", "done"]
