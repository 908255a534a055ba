import pytest
from ZODB.POSException import ConflictError
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IPeople, IUnits
from onestop_records.models.person import Appointment
from tests.trace import heard


def units(request):
    return request.find_service(IUnits)


def fields(refusal):
    return {violation.field for violation in refusal.value.violations}


def test_the_service_keeps_its_contract(world):
    with world.work("admin") as request:
        assert verifyObject(IUnits, units(request))


def test_a_unit_with_posts_is_added_and_traced(world):
    with world.work("admin") as request, heard(request) as events:
        unit = units(request).add("ZJZ", "专家组", "LDXZ", {"ZZ": "组长"})
    assert unit.posts == {"ZZ": "组长"}
    assert [(event.act, event.subject) for event in events] == [("unit-changed", "ZJZ")]


@pytest.mark.parametrize(
    ("code", "title", "parent", "wrong"),
    [
        ("BGS", "办公室", None, {"code"}),
        ("bgs x", " ", "NOWHERE", {"code", "title", "parent"}),
        ("NEW", "新", "NEW", {"parent"}),
    ],
)
def test_what_is_wrong_with_a_unit_is_said_at_once(world, code, title, parent, wrong):
    with world.work("admin") as request, pytest.raises(Violations) as refusal:
        units(request).add(code, title, parent)
    assert fields(refusal) == wrong


def test_units_do_not_stand_in_a_circle(world):
    with world.work("admin") as request:
        units(request).change(request.site.units["QYB"], {"parent": "BGS"})
        with pytest.raises(Violations) as refusal:
            units(request).change(request.site.units["BGS"], {"parent": "QYB"})
    assert fields(refusal) == {"parent"}


def test_a_unit_in_which_posts_are_held_is_not_closed(world):
    with world.work("admin") as request:
        with pytest.raises(Violations) as refusal:
            units(request).change(request.site.units["BGS"], {"closed": True})
        for username in ("archivist", "archivist2"):
            request.site.people[username].appointments = ()
        units(request).change(request.site.units["BGS"], {"closed": True})
        assert request.site.units["BGS"].closed
    assert fields(refusal) == {"closed"}


def test_nobody_slips_into_a_unit_that_is_being_closed(world):
    with world.work("admin") as request:
        units(request).add("ZJZ", "专家组")
    with pytest.raises(ConflictError), world.work("admin") as request:
        person = request.site.people["staff"]
        post = Appointment("ZJZ", "专家", world.clock.today())
        request.find_service(IPeople).change(person, {"appointments": (post,)})
        with world.work("admin") as other:
            units(other).change(other.site.units["ZJZ"], {"closed": True})
