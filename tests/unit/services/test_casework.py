"""What cases ask of people: waiting, duties, clocks, references, needs forms and their reminders."""

from datetime import date

import colander
import pytest

from onestop_records.errors import Refused, Violations
from onestop_records.interfaces import (
    IDeadlines,
    IImpediments,
    INotices,
    IPosts,
    IResponsibilities,
    IWork,
)
from onestop_records.models.needs import PARTS, TABLES
from onestop_records.models.person import Appointment
from onestop_records.services.casereference import referring
from schemas.needs import NeedsSchema, filled
from tests import batches, cases


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def waits(world, person, kind="case"):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [one for one in found if one.kind == kind]


def impeded(world, record_id):
    with world.work("archivist") as request:
        return [v.field for v in request.find_service(IImpediments)(request.site.records[record_id])]


def test_a_case_waits_for_its_handler_by_its_deadline(house):
    cases.entered(house)
    found = waits(house, "clerk")
    assert [one.title for one in found] == ["BJ2026-00001 宁波文具有限公司 计量器具检定"]
    assert house.clock.local(found[0].due).date() == date(2026, 11, 30)
    assert waits(house, "clerk2") == []


def test_who_is_asked_to_take_over_is_told_and_finds_it(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "refer", person="staff2", reason="转")
    assert str(waits(house, "staff2")[0].task) == "Confirm taking over, or say why not"
    with house.work("staff2") as request:
        assert (
            request.find_service(INotices).of(request.site.people["staff2"])[0].address == f"/cases/{case_id}"
        )
    cases.make(house, "staff2", case_id, "take")
    assert waits(house, "clerk") == []


def test_refusals_wait_for_the_head_and_the_managers(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "return", reason="不齐")
    assert len(waits(house, "head", "review")) == len(waits(house, "manager", "review")) == 1
    assert waits(house, "clerk", "review") == []
    cases.make(house, "head", case_id, "review")
    assert waits(house, "manager", "review") == []


def test_a_closed_case_waits_for_nobody_and_nobody_answers_for_it(house):
    cases.closed(house)
    assert waits(house, "clerk") == []
    with house.work("clerk") as request:
        duties = request.find_service(IResponsibilities).of(request.site.people["clerk"])
        assert [duty for duty in duties if duty.kind == "case"] == []


def test_the_deputy_acts_while_the_handler_is_away(house):
    """AB posts (N, 7.3.8)."""
    case_id = cases.entered(house)
    with house.work("admin") as request:
        person = request.site.people["clerk"]
        person.appointments = (Appointment("QYB", "post", date(2020, 1, 1), deputy="clerk2"),)
        request.find_service(IPosts).away(person, house.clock.today(), None, "病假")
    assert len(waits(house, "clerk2")) == 1
    cases.received(house, case_id, 1, 2, by="clerk2")
    cases.make(house, "clerk2", case_id, "accept")


def test_a_case_is_a_duty_and_passes_with_its_file(house):
    case_id = cases.entered(house)
    with house.work("archivist") as request:
        giver, receiver = request.site.people["clerk"], request.site.people["staff2"]
        kinds = request.find_service(IResponsibilities).kinds()
        held = next(kind for kind in kinds if kind.kind == "case")
        assert [duty.id for duty in held.of(giver)] == [case_id]
        held.pass_on(case_id, giver, receiver)
        case = request.site.cases[case_id]
        assert (case.handler, request.site.records[case.file].keeping) == ("staff2", "keeping-staff2")
        assert [duty.id for duty in held.of(receiver)] == [case_id]
        with pytest.raises(Refused):
            held.pass_on(case_id, giver, receiver)


def test_what_is_overdue_is_told_to_handler_head_and_manager(house):
    cases.accepted(house)
    for days in (14, 3, 3, 3):
        house.clock.forward(days=days)
        with house.work("system") as request:
            request.find_service(IDeadlines).run()
    for person in ("clerk", "head", "manager"):
        with house.work(person) as request:
            assert request.find_service(INotices).of(request.site.people[person]), person


def test_a_head_chases_by_hand(house):
    case_id = cases.accepted(house)
    house.clock.forward(days=14)
    with house.work("system") as request:
        request.find_service(IDeadlines).run()
    with pytest.raises(Refused):
        cases.make(house, "staff2", case_id, "chase", reason="催")
    cases.make(house, "head", case_id, "chase", reason="请尽快")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert case.moves[-1].name == "chase" and case.running.chased


def test_an_open_case_holds_the_records_it_refers_to(house):
    record_id = batches.put_in(house, 1)[0]
    case_id = cases.entered(house)
    assert impeded(house, record_id) == []
    cases.make(house, "clerk", case_id, "refer-to", records=["Z109-WS·2010-D10-QYB-0001"])
    assert impeded(house, record_id) == ["case"]
    cases.make(house, "clerk", case_id, "refer-to", records=[])
    assert impeded(house, record_id) == []


def test_closing_lets_go_of_them(house):
    record_id = batches.put_in(house, 1)[0]
    case_id = cases.decided(house)
    cases.make(house, "clerk", case_id, "refer-to", records=[record_id])
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    cases.make(house, "clerk", case_id, "close")
    assert impeded(house, record_id) == []


def test_a_reference_to_an_item_holds_its_volume_too(house):
    volume, item = batches.put_in(house, 2)
    with house.work("archivist") as request:
        records = request.site.records
        records[volume].items, records[item].volume = (item,), volume
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "refer-to", records=[item])
    assert impeded(house, volume) == ["case"]
    with house.work("archivist") as request:
        assert list(referring(request.site, request.site.records[item])) == [f"cases/{case_id}"]


def test_what_one_may_not_know_of_cannot_be_referred_to(house):
    secret = batches.put_in(house, 1, "secret")[0]
    case_id = cases.entered(house)
    for names in ([secret], ["nowhere"]):
        with pytest.raises(Violations) as caught:
            cases.make(house, "clerk", case_id, "refer-to", records=names)
        assert str(caught.value.violations[0].message) == "There is no record ${id}"


FORM = {
    "name": "宁波文具有限公司",
    "in_park": "true",
    "employees": "120",
    "quality": {"ticks": ["award", "advice"], "other": "标杆参观"},
    "equipment": "电梯\t3\t2026-12-10\tC\t二号楼\n叉车\t1\t2027-06-01\tB",
    "instruments": [{"name": "天平", "valid_until": "2026-12-20", "class": "Ⅱ级"}],
    "operators": [{"trade": "叉车司机", "posts": 2, "number": 1, "item": "G"}],
    "training": "own",
    "signed_by": "王总",
}


def read(form):
    return filled(NeedsSchema().deserialize({"needs": form})["needs"])


def test_the_form_of_appendix_a_is_kept_and_becomes_a_paper_of_the_file(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "needs", needs=read(FORM))
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        volume = request.site.records[case.file]
        item = request.site.records[volume.items[-1]]
        assert item.title == "质量基础设施服务需求表 BJ2026-00001"
        assert case.needs["equipment"][1]["next_inspection"] == date(2027, 6, 1)
        assert case.needs["quality"] == {"ticks": ("award", "advice"), "other": "标杆参观"}


def test_its_due_days_remind(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "needs", needs=read(FORM))
    found = waits(house, "clerk", "reminder")
    assert [one.title for one in found] == ["宁波文具有限公司：电梯", "宁波文具有限公司：天平"]
    cases.make(house, "clerk", case_id, "needs", needs=read({**FORM, "equipment": None}))
    assert [one.title for one in waits(house, "clerk", "reminder")] == ["宁波文具有限公司：天平"]


def test_reminders_follow_who_handles_the_case(house):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "needs", needs=read(FORM))
    cases.make(house, "clerk", case_id, "hand-on", person="clerk2", reason="转岗")
    cases.make(house, "clerk2", case_id, "take-over")
    assert waits(house, "clerk", "reminder") == []
    assert len(waits(house, "clerk2", "reminder")) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"equipment": [{"type": "电梯", "need": "Z"}]},
        {"equipment": [{"colour": "red"}]},
        {"equipment": "电梯\tmany"},
        {"quality": {"ticks": ["none"]}},
        {"training": "abroad"},
        {"instruments": [{"valid_until": "soon"}]},
        {"food": 7},
    ],
)
def test_a_form_with_a_mistake_says_where(wrong):
    with pytest.raises(colander.Invalid):
        NeedsSchema().deserialize({"needs": wrong})


def test_all_parts_and_tables_of_the_form_are_there():
    assert len(PARTS) == 8
    assert set(TABLES) == {"food", "equipment", "operators", "tests", "instruments"}


def test_an_empty_form_is_none(house):
    case_id = cases.entered(house)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "needs", needs=read({"name": "", "quality": {"ticks": []}}))


def test_reminders_of_a_closed_case_are_a_duty_that_passes(house):
    case_id = cases.decided(house)
    cases.make(house, "clerk", case_id, "needs", needs=read(FORM))
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    cases.make(house, "clerk", case_id, "close")
    with house.work("archivist") as request:
        giver, receiver = request.site.people["clerk"], request.site.people["clerk2"]
        held = next(kind for kind in request.find_service(IResponsibilities).kinds() if kind.kind == "case")
        assert [duty.id for duty in held.of(giver)] == [case_id]
        held.pass_on(case_id, giver, receiver)
        assert list(held.of(giver)) == []
    assert len(waits(house, "clerk2", "reminder")) == 2
