"""Complaints: N 8章, C2; each rule named."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.interfaces import IComplaints
from tests import complaints as c


@pytest.fixture
def house(world):
    c.furnish(world)
    return world


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IComplaints, request.find_service(IComplaints))


def test_a_signed_complaint_goes_its_whole_way(house):
    complaint = c.register(house)
    c.lead(house, complaint, "closed")
    assert c.state(house, complaint) == "closed"
