"""Every contract has a provider that keeps it (architecture, *Interface, service, test: always together)."""

import pytest
from zope.interface.interface import InterfaceClass
from zope.interface.verify import verifyObject

from onestop_records import interfaces
from onestop_records.clock import SystemClock

MARKERS = {"ISettings", "IListener"}  # the frozen settings; what ``add_event_listener`` takes
MANY = {"IResponsibility", "IScanMode", "IDeadlineListener"}  # kept by every kind that joins its registry
CONTRACTS = {
    name: each
    for name, each in vars(interfaces).items()
    if isinstance(each, InterfaceClass) and name not in MARKERS | MANY | {"Interface"}
}


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_its_service_keeps_the_contract(world, name):
    with world.work("archivist") as request:
        verifyObject(CONTRACTS[name], request.find_service(CONTRACTS[name]))


def test_the_clock_outside_of_tests_keeps_it_too():
    verifyObject(interfaces.IClock, SystemClock("Asia/Shanghai"))


def test_what_is_called_a_marker_has_no_methods():
    for name in MARKERS:
        assert list(getattr(interfaces, name)) == []
