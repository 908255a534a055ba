"""What waits for arrangement, and in which order."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IArrangement, IFiling
from tests.unit.services.test_filing import capture

GROUP = ("WS", 2021, "BGS")


@pytest.fixture
def desk(world):
    with world.work("archivist") as request:
        filing = request.find_service(IFiling)

        def accepted(**values):
            return filing.accept(filing.submit(capture(request, **values)))

        yield request.find_service(IArrangement), accepted


def test_keeps_its_contract(desk):
    assert verifyObject(IArrangement, desk[0])


def test_waiting_records_stand_in_groups(desk):
    arrangement, accepted = desk
    accepted()
    accepted()
    accepted(date="2020")
    assert arrangement.groups() == {GROUP: 2, ("WS", 2020, "BGS"): 1}


def test_the_first_order_is_that_of_time(desk):
    arrangement, accepted = desk
    late, early = accepted(date="2021-12"), accepted(date="2021-01-05")
    assert arrangement.waiting(*GROUP) == [early, late]


def test_one_affair_stands_together(desk):
    arrangement, accepted = desk
    one = accepted(date="2021-01", keywords=["展会"])
    other = accepted(date="2021-02", keywords=["换届"])
    two = accepted(date="2021-03", keywords=["展会"])
    ordered = arrangement.order(*GROUP, "affair")
    assert abs(ordered.index(one) - ordered.index(two)) == 1
    assert arrangement.waiting(*GROUP) == ordered
    assert arrangement.order(*GROUP, "date") == [one, other, two]


def test_an_order_by_hand_stays_and_newcomers_follow(desk):
    arrangement, accepted = desk
    one, two = accepted(date="2021-01"), accepted(date="2021-02")
    arrangement.place(*GROUP, [two.id, "gone", one.id, two.id])
    newcomer = accepted(date="2021-01-01")
    assert arrangement.waiting(*GROUP) == [two, one, newcomer]


def test_an_unknown_order_is_refused(desk):
    with pytest.raises(Violations):
        desk[0].order(*GROUP, "colour")
