"""Merging of units: posts and access go over, and what members answer for is handed over."""

from datetime import date, timedelta

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IMergers
from onestop_records.models.access import may_know
from onestop_records.models.classification import Classification
from onestop_records.models.record import Record
from onestop_records.security.principals import identify
from tests import handovers as h

TODAY = date(2026, 11, 23)


def merge(world, unit="QYB", into="XXB", last=TODAY):
    with world.work("admin") as request:
        return request.find_service(IMergers).merge(request.site.units[unit], into, last)


def knows(world, person, unit):
    with world.work() as request:
        site = request.site
        record = Record("x" * 26, "document")
        record.unit, record.keeping, record.classification = unit, "none", Classification.INTERNAL
        return may_know(record, identify(site, site.people[person], world.clock.today()).principals)


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IMergers, request.find_service(IMergers))


def test_members_go_on_in_the_other_unit_from_the_next_day(world):
    assert merge(world) == 4
    with world.work() as request:
        posts = request.site.people["staff"].appointments
        assert [(post.unit, post.until) for post in posts] == [("QYB", TODAY), ("XXB", None)]
        assert posts[1].since == TODAY + timedelta(days=1)
        assert request.site.units["QYB"].closed


def test_what_the_unit_had_its_successors_know(world):
    assert not knows(world, "staff2", "QYB")
    merge(world)
    world.clock.forward(days=1)
    assert knows(world, "staff", "QYB")
    assert knows(world, "staff2", "QYB")
    merge(world, "XXB", "BGS", TODAY + timedelta(days=1))
    world.clock.forward(days=1)
    assert knows(world, "staff", "QYB")


def test_a_handover_of_what_members_answer_for_is_opened(world):
    h.put_in(world, 2)
    merge(world)
    h.work_off(world)
    with world.work() as request:
        handover = request.site.handovers.of("staff")
        assert (handover.reason, handover.closing) == ("merger", False)
        assert request.site.handovers.of("clerk") is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"into": "QYB"}, "into"),
        ({"into": "NONE"}, "into"),
        ({"last": TODAY - timedelta(days=1)}, "last"),
    ],
)
def test_what_cannot_be_merged(world, values, field):
    with pytest.raises(Violations) as wrong:
        merge(world, **values)
    assert [violation.field for violation in wrong.value.violations] == [field]


def test_a_unit_is_not_merged_into_one_below_it_nor_twice(world):
    with world.work() as request:
        request.site.units["XXB"].parent = "QYB"
    with pytest.raises(Violations):
        merge(world)
    merge(world, "XXB", "QYB")
    with pytest.raises(Violations):
        merge(world, "XXB", "BGS")
