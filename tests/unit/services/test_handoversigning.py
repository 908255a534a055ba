"""Three signatures by three people (移交人, 接收人, 监交人), on screen or on paper."""

from datetime import date
from io import BytesIO

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import (
    IHandovers,
    IHandoverSigning,
    IPeople,
    IStorage,
)
from onestop_records.models.handover import RETURN
from onestop_records.worker.handover import archive_registers
from tests import handovers as h
from tests.batches import PASSWORD

TODAY = date(2026, 11, 23)


@pytest.fixture
def handover(world):
    h.put_in(world, 2)
    return h.signing(world)


def signatures(world, handover):
    with world.work() as request:
        return [(s.part, s.person) for s in request.site.handovers[handover].signatures]


def paper(world, handover, by="archivist", scan=b"%PDF-1.4 scan", password=PASSWORD, **values):
    given = {"supervisor": "head", "day": TODAY, **values}
    with world.work(by) as request:
        received = (
            request.find_service(IStorage).receive(BytesIO(scan), "签字清册.pdf", 10**6) if scan else None
        )
        service = request.find_service(IHandoverSigning)
        return service.sign_paper(request.site.handovers[handover], given, received, password)


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IHandoverSigning, request.find_service(IHandoverSigning))


def test_each_signs_in_one_part(world, handover):
    for person in ("manager", "clerk", "staff"):
        assert h.sign(world, handover, person) is None
    assert signatures(world, handover) == [
        ("supervisor", "manager"),
        ("receiver", "clerk"),
        ("giver", "staff"),
    ]


def test_nobody_signs_twice_and_no_fourth_person_signs(world, handover):
    h.sign(world, handover, "manager")
    for person in ("manager", "manager2", "head", "archivist"):
        with pytest.raises(Refused):
            h.sign(world, handover, person)


@pytest.mark.parametrize("person", ["staff2", "clerk2", "auditor"])
def test_who_has_no_part_does_not_sign(world, handover, person):
    with pytest.raises(Refused):
        h.sign(world, handover, person)


def test_the_giver_acknowledges_that_the_duty_of_confidence_goes_on(world, handover):
    with pytest.raises(Violations) as wrong:
        h.sign(world, handover, "staff", acknowledged=False)
    assert [violation.field for violation in wrong.value.violations] == ["acknowledged"]
    h.sign(world, handover, "staff")
    with world.work() as request:
        assert request.site.handovers[handover].signatures[0].acknowledged


def test_a_wrong_password_is_no_signature_and_counts(world, handover):
    for _ in range(5):
        wrong = h.sign(world, handover, "clerk", "wrong")
        assert [violation.field for violation in wrong.violations] == ["password"]
    assert signatures(world, handover) == []
    assert h.sign(world, handover, "clerk") is not None  # the right one is throttled as well by now
    world.clock.forward(minutes=16)
    assert h.sign(world, handover, "clerk") is None


def test_nothing_is_signed_before_it_is_presented(world):
    h.put_in(world)
    h.set_passwords(world)
    handover = h.checked(world)
    with pytest.raises(Conflict):
        h.sign(world, handover, "staff")


def test_going_back_to_checking_lets_signatures_lapse(world, handover):
    h.sign(world, handover, "staff")
    h.make(world, handover, "return", reason="补充清点")
    assert signatures(world, handover) == []


def test_a_manager_stands_in_for_who_cannot_come_and_that_is_recorded(world, handover):
    h.make(world, handover, "stand-in", by="manager", reason="突发疾病住院")
    with pytest.raises(Refused):
        h.sign(world, handover, "staff")
    for person in ("manager", "clerk", "head"):
        assert h.sign(world, handover, person, acknowledged=False) is None
    with world.work() as request:
        found = request.site.handovers[handover]
        giver = found.signature("giver")
        assert (giver.person, giver.stands_for, giver.acknowledged) == ("manager", "staff", False)
        assert found.state == "passed"


def test_who_stands_in_is_not_the_supervisor_too_nor_takes_anything(world, handover):
    h.make(world, handover, "stand-in", by="manager", reason="突发疾病")
    h.sign(world, handover, "manager", acknowledged=False)
    with pytest.raises(Refused):
        h.sign(world, handover, "manager")
    h.make(world, handover, "return", reason="换接收人")
    with pytest.raises(Violations):
        h.assign(world, handover, "manager")


def test_who_takes_over_cannot_stand_in(world):
    h.put_in(world, 1)
    handover = h.opened(world)
    h.assign(world, handover, "manager")
    with pytest.raises(Refused):
        h.make(world, handover, "stand-in", by="manager", reason="急病")


def test_signatures_on_paper_pass_everything_with_their_scan(world, handover):
    h.sign(world, handover, "clerk")
    assert paper(world, handover) is None
    with world.work() as request:
        found = request.site.handovers[handover]
        assert found.state == "passed"
        on_paper = [(s.part, s.person, s.recorded_by) for s in found.signatures if s.day]
        assert on_paper == [("giver", "staff", "archivist"), ("supervisor", "head", "archivist")]
        assert found.signature("giver").acknowledged
    with world.work("system") as request:
        assert archive_registers(request, None) == 1
        found = request.site.handovers[handover]
        record = request.site.records[found.register]
        names = [file.current.name for file in record.files]
        assert names == ["档案移交清册.xlsx", "签字清册.pdf"] or names[1] == "签字清册.pdf"
        assert (record.state, record.retention, record.classification.code) == ("filed", "Y", "internal")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scan": b""}, "scan"),
        ({"day": date(2026, 11, 24)}, "day"),
        ({"day": date(2026, 11, 1)}, "day"),
        ({"day": None}, "day"),
        ({"supervisor": "staff2"}, "supervisor"),
        ({"supervisor": ""}, "supervisor"),
        ({"supervisor": "clerk"}, "supervisor"),
        ({"supervisor": "archivist"}, "signature"),  # who brings in the paper
    ],
)
def test_what_paper_must_show(world, handover, values, field):
    with pytest.raises(Violations) as wrong:
        paper(world, handover, **values)
    assert field in [violation.field for violation in wrong.value.violations]


def test_paper_is_brought_in_with_a_password_and_not_by_a_party(world, handover):
    assert paper(world, handover, password="wrong") is not None
    assert signatures(world, handover) == []


def test_an_archivist_does_not_bring_in_paper_of_their_own_handover(world):
    h.put_in(world, 1, "keeping-archivist")
    with world.work() as request:
        for category in request.site.fonds["Z109"].values():
            category.keeping = "keeping-archivist2"
    handover = h.signing(world, "clerk", "archivist", by="manager")
    with pytest.raises(Violations):
        paper(world, handover, "archivist")


def test_the_register_is_kept_for_good(world, handover):
    for person in ("staff", "clerk", "manager"):
        h.sign(world, handover, person)
    world.index()
    with world.work() as request:
        found = request.site.handovers[handover]
        record = request.site.records[found.register]
        assert record.retention_due is None
        assert record.category == "WS"
        assert list(request.site.handovers.unarchived) == []


def test_a_person_who_has_come_back_may_get_things_back_and_leave_again(world, handover):
    for person in ("staff", "clerk", "manager"):
        h.sign(world, handover, person)
    with world.work("admin") as request:
        request.find_service(IPeople).reopen(request.site.people["staff"])
    back = h.signing(world, "staff", "clerk", reason=RETURN, earlier=handover, until=None)
    for person in ("clerk", "staff", "manager"):
        h.sign(world, back, person)
    again = h.signing(world)
    for person in ("staff", "clerk", "manager"):
        h.sign(world, again, person)
    with world.work() as request:
        assert request.site.people["staff"].closed


def test_who_receives_elsewhere_is_asked_before_they_leave(world):
    h.put_in(world, 1)
    first = h.opened(world)
    h.assign(world, first, "clerk")
    second = h.opened(world, "clerk", by="manager")
    with world.work() as request:
        assert [row.kind for row in request.site.handovers[second].rows()] == ["handover"]
    h.set_passwords(world)
    h.assign(world, second, "clerk2")
    h.check_all(world, second, "clerk2")
    h.work_off(world)
    h.make(world, second, "present", by="manager")
    for person in ("clerk", "clerk2", "manager"):
        h.sign(world, second, person)
    with world.work() as request:
        assert [each.person for each in request.site.handovers[first].receivers] == ["clerk2"]
        assert request.site.people["clerk"].closed
    h.check_all(world, first, "clerk2")


def test_what_opened_by_itself_says_who_it_is_for(world):
    with world.work() as request:
        assert verifyObject(IHandovers, request.find_service(IHandovers))
