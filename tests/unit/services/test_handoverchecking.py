"""Receivers check (清点): one by one, by box, by list with samples, by code; managers decide."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Missing, Refused, Violations
from onestop_records.interfaces import IHandoverChecking, IScanning
from onestop_records.models.handover import Handover, HandoverRow
from onestop_records.models.label import label_code, spaced
from onestop_records.models.record import Record
from onestop_records.services.handoverchecking import drawn
from tests import handovers as h

SHELF = {"room": "一库", "cabinet": "3", "shelf": "2", "box": "11"}


def rows(world, handover):
    with world.work() as request:
        return list(request.site.handovers[handover].rows())


def group(world, handover, method, count=None, by="clerk", **narrowed):
    with world.work(by) as request:
        service = request.find_service(IHandoverChecking)
        return service.check_group(request.site.handovers[handover], narrowed, method, count)


def scan(world, handover, code, finding="present", note="", by="clerk"):
    with world.work(by) as request:
        service = request.find_service(IHandoverChecking)
        return service.check_by_code(request.site.handovers[handover], code, finding, note).sequence


@pytest.fixture
def handover(world):
    """Four things of ``staff``, all of them for ``clerk``; two in a box."""
    h.put_in(world, 2)
    h.put_in(world, 2, carrier="paper", place=SHELF)
    handover = h.opened(world)
    h.assign(world, handover)
    return handover


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IHandoverChecking, request.find_service(IHandoverChecking))


def test_only_who_takes_over_checks(world, handover):
    with pytest.raises(Refused):
        h.check(world, handover, [1], by="staff2")
    h.assign(world, handover, "clerk2", [1])
    with pytest.raises(Violations):
        h.check(world, handover, [1], by="clerk")
    assert h.check(world, handover, [1], by="clerk2") == 1


@pytest.mark.parametrize("finding", ["missing", "damaged", "lost"])
def test_what_is_not_there_is_said_in_words(world, handover, finding):
    with pytest.raises(Violations):
        h.check(world, handover, [1], finding)


def test_a_box_is_counted_and_the_number_must_be_right(world, handover):
    place = "一库 / 3 / 2 / 11"
    with pytest.raises(Violations) as wrong:
        group(world, handover, "group", 3, place=place)
    assert [violation.field for violation in wrong.value.violations] == ["count"]
    with pytest.raises(Violations):
        group(world, handover, "group", 4)  # the whole list is no box
    assert group(world, handover, "group", 2, place=place) == 2
    assert [row.method for row in rows(world, handover)] == ["", "", "group", "group"]


def test_a_list_is_checked_by_samples_that_have_been_looked_at(world):
    h.put_in(world, 12)
    handover = h.opened(world)
    h.assign(world, handover)
    with world.work("clerk") as request:
        service = request.find_service(IHandoverChecking)
        samples = [row.sequence for row in service.samples(request.site.handovers[handover], {})]
    assert len(samples) == 5
    h.check(world, handover, samples[:4])
    with pytest.raises(Violations) as wrong:
        group(world, handover, "sample")
    assert str(samples[4]) in wrong.value.violations[0].message.interpolate()
    h.check(world, handover, samples[4:], "damaged", "封皮破损")
    assert group(world, handover, "sample") == 7
    found = {row.sequence: row.method for row in rows(world, handover)}
    assert {number for number, method in found.items() if method == "item"} == set(samples)


@pytest.mark.parametrize(("size", "wanted"), [(3, 3), (5, 5), (400, 5), (2000, 20), (20000, 50)])
def test_how_many_samples_a_list_wants(world, size, wanted):
    with world.work() as request:
        handover = Handover("h", "staff", "leaving", None, "archivist", request.find_service)
        made = [HandoverRow(number, "record", str(number)) for number in range(1, size + 1)]
        assert len(drawn(handover, made)) == wanted
        assert drawn(handover, made) == drawn(handover, list(reversed(made)))


def test_checking_by_code_takes_what_a_label_says(world, handover):
    ids = [row.record for row in rows(world, handover)]
    with world.work() as request:
        request.site.codes["Z109-WS·2026-Y-QYB-0001"] = ids[1]
    assert scan(world, handover, ids[0]) == 1
    assert scan(world, handover, "Z109-WS·2026-Y-QYB-0001") == 2
    assert scan(world, handover, f"https://archive.example/records/{ids[2]}", "damaged", "水渍") == 3
    with pytest.raises(Missing):
        scan(world, handover, "something else")
    assert [row.method for row in rows(world, handover)] == ["code", "code", "code", ""]


def test_a_label_of_the_house_names_a_thing_and_a_misread_one_none(world):
    h.put_in(world, 1)
    with world.work() as request:
        record = Record("k7m2p9q4tb".ljust(26, "z"), "document")
        record.title, record.keeping = "照片", "keeping-staff"
        request.site.records.add(record)
    handover = h.opened(world)
    h.assign(world, handover)
    code = spaced(label_code("R", record.id))
    (number,) = (row.sequence for row in rows(world, handover) if row.record == record.id)
    assert scan(world, handover, code) == number
    wrong = code.replace("7", "8", 1)
    with pytest.raises(Violations):
        scan(world, handover, wrong)


def test_scanning_is_offered_to_who_takes_over(world, handover):
    with world.work("clerk") as request:
        scanning = request.find_service(IScanning)
        assert scanning.modes()["handover"].choices() == [(handover, "staff")]
        code = request.site.handovers[handover].row(1).record
        assert scanning.scan("handover", handover, code).good
        assert not scanning.scan("handover", handover, "something else").good
    with world.work("clerk2") as request:
        assert "handover" not in request.find_service(IScanning).modes()


def test_a_discrepancy_stops_the_signing_until_a_manager_decides(world, handover):
    h.check(world, handover, [1, 2, 3])
    h.check(world, handover, [4], "missing", "盒内未见")
    h.work_off(world)
    with pytest.raises(Refused) as refused:
        h.make(world, handover, "present")
    assert "wait for a manager" in refused.value.violations[0].message.interpolate()
    assert h.decide(world, handover, [4]) == 1
    h.make(world, handover, "present")


def test_what_is_looked_for_again_is_checked_anew(world, handover):
    h.check(world, handover, [1, 2, 3])
    h.check(world, handover, [4], "missing", "盒内未见")
    h.decide(world, handover, [4], "again")
    assert rows(world, handover)[3].finding == ""
    h.check(world, handover, [4])
    h.work_off(world)
    h.make(world, handover, "present")


@pytest.mark.parametrize("person", ["staff", "manager2"])
def test_nobody_decides_on_what_they_give_or_take(world, person):
    h.put_in(world, 1, "keeping-manager")
    handover = h.opened(world, "manager")
    h.assign(world, handover, "manager2")
    h.check(world, handover, [1], "missing", "未见", by="manager2")
    with pytest.raises(Refused):
        h.decide(world, handover, [1], by=person if person != "staff" else "manager")


def test_only_discrepancies_are_decided_and_in_known_words(world, handover):
    h.check(world, handover, [1])
    with pytest.raises(Refused):
        h.decide(world, handover, [1])
    h.check(world, handover, [1], "damaged", "破损")
    with pytest.raises(Violations):
        h.decide(world, handover, [1], "forgotten")


def test_rows_that_are_not_there_are_named(world, handover):
    with pytest.raises(Violations) as wrong:
        h.check(world, handover, [1, 99])
    assert "99" in wrong.value.violations[0].message.interpolate()


def test_checking_moves_records_and_the_giver_still_holds_them(world, handover):
    h.check(world, handover, [1, 2])
    h.work_off(world)
    with world.work() as request:
        found = request.site.handovers[handover]
        keeping = found.receivers[0].keeping
        assert request.site.holder(keeping) == "staff"
        held = [request.site.records[row.record].keeping for row in found.rows()]
        assert held == [keeping, keeping, "keeping-staff", "keeping-staff"]


def test_nothing_is_presented_while_records_wait_to_be_moved(world, handover):
    h.check_all(world, handover)
    with pytest.raises(Refused):
        h.make(world, handover, "present")
    h.work_off(world)
    h.make(world, handover, "present")
