"""Figures: counted by unit, matter and month within what the reader may know of; late grades added."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.interfaces import ICatalog, IEvaluations, IFigures
from onestop_records.models.evaluation import Evaluation
from onestop_records.models.figures import Line, months
from onestop_records.models.record import Record


def put(world, number, file_type="case_file", **told):
    """The file of a case as the catalogue knows it."""
    with world.work("system") as request:
        record = Record(f"c{number:04}".ljust(26, "x"), file_type)
        record.title, record.unit, record.year = f"案卷{number}", told.pop("unit", "QYB"), 2026
        record.keeping, record.state = "keeping-clerk", "captured"
        record.data_category = told.pop("data_category", "business")
        record.denied, record.readers = told.pop("denied", ()), told.pop("readers", ())
        record.change({"case_state": "closed", "in_time": "yes", **told})
        request.site.records.add(record)
        request.find_service(ICatalog).index(record)


def of(world, person="manager", since="2026-01", until="2026-12", kind="cases"):
    with world.work(person) as request:
        return request.find_service(IFigures).of(request.identity.principals, since, until, kind)


@pytest.fixture
def archive(world):
    put(world, 1, received="2026-10-08", closed="2026-10-20", satisfaction="satisfied", matter="检定")
    put(world, 2, received="2026-10-09", closed="2026-11-02", in_time="no", satisfaction="dissatisfied")
    put(world, 3, received="2026-11-10", case_state="in-progress", in_time="running", matter="检定")
    put(world, 4, received="2026-11-11", case_state="accepted", in_time="no", unit="XXB")
    put(world, 5, received="2025-03-01", closed="2025-03-09")
    return world


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IFigures, request.find_service(IFigures))


def test_the_whole(archive):
    total = of(archive).total
    assert (total.received, total.closed, total.punctual, total.late) == (4, 2, 1, 1)
    assert (total.open, total.overdue, total.on_time) == (2, 1, 50)
    assert (total.evaluated, total.satisfied) == (2, 50)


def test_by_unit_matter_and_month(archive):
    found = of(archive)
    assert {line.name: (line.received, line.open) for line in found.units} == {"QYB": (3, 1), "XXB": (1, 1)}
    assert {line.name: line.received for line in found.matters} == {"检定": 2}
    by_month = {line.name: line for line in found.months}
    assert len(by_month) == 12
    assert (by_month["2026-10"].received, by_month["2026-10"].closed) == (2, 1)
    assert (by_month["2026-11"].received, by_month["2026-11"].late) == (2, 1)


def test_a_period_leaves_out_what_is_of_another(archive):
    total = of(archive, since="2025-01", until="2025-12").total
    assert (total.received, total.closed, total.open) == (1, 1, 2)  # open is as of now


def test_only_what_the_reader_may_know_of_is_counted(archive):
    assert of(archive, "head").total.received == 3  # the own unit
    assert of(archive, "auditor").total == Line("")


def test_complaints_count_only_as_far_as_the_reader_may_know_of_them(world):
    values = {"received": "2026-11-03", "file_type": "complaint_file", "data_category": "sensitive"}
    put(world, 1, readers=("manager", "head"), **values)
    put(world, 2, readers=("manager", "head"), denied=("head",), **values)
    assert of(world, "manager", kind="complaints").total.received == 2
    assert of(world, "head", kind="complaints").total.received == 1
    assert of(world, "manager2", kind="complaints").total.received == 0
    assert of(world, "manager").total.received == 0  # no case


def test_grades_that_came_after_closing_are_added(archive):
    with archive.work("system") as request:
        one = Evaluation("c1", "BJ1", "QYB", "检定", archive.clock.now(), "2026-11")
        one.answers, one.late = {"overall": "very-satisfied"}, True
        request.site.evaluations.add(one)
        request.find_service(IEvaluations).tally()
    found = of(archive)
    assert found.total.grades == {"satisfied": 1, "dissatisfied": 1, "very-satisfied": 1}
    assert next(line for line in found.units if line.name == "QYB").evaluated == 3
    assert next(line for line in found.matters if line.name == "检定").evaluated == 2
    assert of(archive, since="2026-01", until="2026-10").total.evaluated == 1


def test_months_go_over_the_end_of_a_year():
    assert months("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_rates_of_nothing_are_none():
    assert (Line("").on_time, Line("").satisfied) == (None, None)
