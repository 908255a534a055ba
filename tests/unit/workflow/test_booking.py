"""Appointments: the table, and its drawing in the documentation."""

from pathlib import Path

from onestop_records.workflow.booking import PROCESS
from onestop_records.workflow.process import WORKER


def test_the_drawing_in_the_documentation_is_the_table():
    text = (Path(__file__).parents[3] / "docs" / "appointments.md").read_text("utf-8")
    assert PROCESS.diagram() in text


def test_nobody_of_the_house_takes_it_back_in_place_of_the_client():
    assert PROCESS.by_name["withdraw"].who == (WORKER,)
    assert PROCESS.by_name["come"].sources == ("booked", "missed")
