"""Joint handling (联合办理, C7): by copying or by a meeting, each with task and clock, within the limit."""

from datetime import UTC, datetime, timedelta

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import ICaseParts, ICases, IDeadlines, INotices, IResponsibilities, IWork
from tests import cases

MEETING = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # Thursday morning; the cases are of Monday
FEES = [
    {
        "title": "检定费",
        "standard": "每台50元",
        "basis": "甬价费〔2020〕1号",
        "cents": 10000,
        "payee": "财务窗口",
    }
]


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def do(world, actor, case_id, name, /, **values):
    with world.work(actor) as request:
        request.find_service(ICaseParts).make(request.site.cases[case_id], f"joint-{name}", values)


def planned(world, *others):
    case_id = cases.accepted(world, kind="joint")
    for person in others or ("staff2", "head"):
        do(world, "clerk", case_id, "add", person=person, task=f"{person}审核")
    return case_id


def copied(world, *others):
    case_id = planned(world, *others)
    do(world, "clerk", case_id, "copy")
    return case_id


def called(world, at=MEETING):
    case_id = planned(world)
    do(world, "clerk", case_id, "call", at=at, place="二楼会议室")
    return case_id


def joint(world, case_id):
    """The part as plain values."""
    with world.work("clerk") as request:
        part = request.site.cases[case_id].joint
        return {
            "state": part.state,
            "agreed": part.agreed,
            "stances": {task.responsible: task.stance for task in part.tasks},
            "accepts": {task.responsible: task.accepts for task in part.tasks},
            "in_time": {task.responsible: task.clock and task.clock.in_time for task in part.tasks},
            "due": [task.clock.due for task in part.tasks if task.clock],
        }


def waits(world, person):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [one.title for one in found if one.kind == "case-task"]


def test_c7_one_window_accepts_before_others_are_asked(house):
    case_id = cases.entered(house, kind="joint")
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "add", person="staff2", task="审核")
    other = cases.accepted(house)
    with pytest.raises(Refused):
        do(house, "clerk", other, "add", person="staff2", task="审核")


def test_c7_the_lead_alone_chooses_copying_or_a_meeting(house):
    case_id = planned(house)
    with pytest.raises(Refused):
        do(house, "head", case_id, "copy")
    do(house, "clerk", case_id, "copy")
    with pytest.raises(Conflict):
        do(house, "clerk", case_id, "call", at=MEETING, place="会议室")


def test_c7_lead_and_co_handlers_each_have_a_task_and_a_clock(house):
    case_id = copied(house)
    assert waits(house, "staff2") == ["BJ2026-00001 宁波文具有限公司 staff2审核"]
    assert len(waits(house, "clerk")) == 1 and len(joint(house, case_id)["due"]) == 3
    with house.work("staff2") as request:
        case = request.site.cases[case_id]
        assert request.knows(case)
        assert case.joint.task(1).clock.limit.rule == "C7"
        assert request.find_service(INotices).of(request.site.people["staff2"])
    do(house, "staff2", case_id, "answer", stance="approves", text="同意")
    assert waits(house, "staff2") == [] and joint(house, case_id)["in_time"]["staff2"] is True


def test_c7_the_notice_of_joint_handling_is_numbered_and_names_every_task(house):
    case_id = copied(house)
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        notice = case.notices[-1]
        paper = request.find_service(ICases).paper(case, notice)
        assert (notice.kind, notice.number) == ("joint", "联办〔2026〕0001号")
        assert paper.addressee == "信息管理部、企业服务部"
        assert "staff2审核" in paper.page() and "抄告制" in paper.page()
        assert notice.item in request.site.records[case.file].items


def test_c7_who_refuses_counts_as_accepting_what_was_agreed(house):
    case_id = copied(house)
    do(house, "staff2", case_id, "answer", stance="refuses", text="与我部门无关")
    do(house, "clerk", case_id, "refuse", number=2, reason="两次协调，均不接受")
    do(house, "clerk", case_id, "answer", stance="approves", text="同意")
    do(house, "clerk", case_id, "settle", agreed="准予办理")
    found = joint(house, case_id)
    assert found["stances"] == {"clerk": "approves", "staff2": "refuses", "head": "refuses"}
    assert all(found["accepts"].values()) and found["state"] == "settled"


def test_c7_who_misses_a_duly_called_meeting_counts_as_accepting(house):
    case_id = called(house)
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "meet", agreed="准予", present=["head"])
    house.clock.instant = MEETING + timedelta(hours=2)
    do(house, "clerk", case_id, "meet", agreed="准予", present=["head"], memo="证书周五发")
    found = joint(house, case_id)
    assert found["stances"] == {"clerk": "", "staff2": "absent", "head": ""}
    assert found["accepts"]["staff2"] and not found["accepts"]["head"]
    do(house, "head", case_id, "answer", stance="disapproves", text="缺图纸")
    do(house, "clerk", case_id, "answer", stance="approves", text="同意")
    do(house, "clerk", case_id, "settle")
    assert joint(house, case_id)["agreed"] == "准予" and not joint(house, case_id)["accepts"]["head"]


def test_c7_a_meeting_called_too_late_binds_nobody_who_stays_away(house):
    case_id = called(house, at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    house.clock.forward(hours=5)
    do(house, "clerk", case_id, "meet", agreed="准予", present=["head"])
    assert joint(house, case_id)["stances"]["staff2"] == ""
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "settle")


def test_c7_under_copying_late_is_merely_overdue(house):
    case_id = copied(house, "staff2")
    house.clock.forward(days=14)
    with house.work("clerk") as request:
        while request.find_service(IDeadlines).run():  # the calendar first, then what is ripe
            pass
    assert joint(house, case_id)["stances"]["staff2"] == ""
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "settle", agreed="准予")
    do(house, "staff2", case_id, "answer", stance="disapproves", text="不同意")
    found = joint(house, case_id)
    assert (found["accepts"]["staff2"], found["in_time"]["staff2"]) == (False, False)


def test_c7_late_tasks_are_chased_with_their_own_handler(house):
    copied(house, "staff2")
    house.clock.forward(days=8)
    with house.work("clerk") as request:
        while request.find_service(IDeadlines).run():  # the calendar first, then what is ripe
            pass
    with house.work("staff2") as request:
        told = request.find_service(INotices).of(request.site.people["staff2"])
        subjects = [request.localizer.translate(one.subject) for one in told]
    assert any(subject.startswith("已逾期") for subject in subjects)


def test_c7_one_visit_to_the_site(house):
    case_id = copied(house)
    do(house, "clerk", case_id, "visit", day=house.clock.today(), result="现场合格")
    with pytest.raises(Refused) as refused:
        do(house, "clerk", case_id, "visit", day=house.clock.today(), result="再看一次")
    assert refused.value.violations[0].field == "day"


def test_c7_all_fees_are_told_once_and_nothing_else_is_taken(house):
    case_id = copied(house)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "fee", title="检定费", cents=10000, receipt="1")
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "fees", fees=[{**FEES[0], "basis": ""}])
    do(house, "clerk", case_id, "fees", fees=FEES)
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "fees", fees=FEES)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "fee", title="加急费", cents=10000, receipt="1")
    cases.make(house, "clerk", case_id, "fee", title="检定费", cents=10000, receipt="1")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        page = request.find_service(ICases).paper(case, case.notices[-1]).page()
    assert "甬价费〔2020〕1号" in page and "100.00" in page


def test_c7_every_task_ends_within_the_limit_of_the_case(house):
    case_id = planned(house, "staff2")
    do(house, "clerk", case_id, "add", person="head", task="审核", days=30)
    with pytest.raises(Violations) as wrong:
        do(house, "clerk", case_id, "copy")
    assert wrong.value.violations[0].field == "days"
    do(house, "clerk", case_id, "add", person="head", task="审核", days=2)
    house.clock.forward(days=4)  # of seven working days three remain
    do(house, "clerk", case_id, "copy")
    with house.work("clerk") as request:
        main = request.site.cases[case_id].clock.due
    assert all(due <= main for due in joint(house, case_id)["due"])


def test_c7_the_case_is_decided_when_the_joint_handling_is_settled(house):
    case_id = planned(house)
    for name in ("decide", "return"):
        with pytest.raises(Refused):
            cases.make(house, "clerk", case_id, name, outcome="done", result="准予", reason="退")
    do(house, "clerk", case_id, "drop", reason="申请人改为分别申请")
    cases.make(house, "clerk", case_id, "decide", outcome="done", result="准予")
    other = cases.accepted(house, kind="joint")
    with pytest.raises(Refused):
        cases.make(house, "clerk", other, "decide", outcome="done", result="准予")


def test_a_co_handler_is_left_out_again_before_it_is_copied(house):
    case_id = planned(house)
    do(house, "clerk", case_id, "add", person="head", task="x", leave_out=True)
    do(house, "clerk", case_id, "copy")
    assert waits(house, "head") == []


def test_a_co_handlers_task_is_handed_over(house):
    case_id = copied(house, "staff2")
    with house.work("admin") as request:
        people = request.site.people
        duties = request.find_service(IResponsibilities)
        kind = next(k for k in duties.kinds() if k.kind == "case-task")
        (duty,) = kind.of(people["staff2"])
        kind.pass_on(duty.id, people["staff2"], people["archivist"])
    assert waits(house, "staff2") == [] and len(waits(house, "archivist")) == 1
    do(house, "archivist", case_id, "answer", stance="approves", text="同意")


def test_its_steps_stand_in_the_history_of_the_file(house):
    case_id = copied(house, "staff2")
    do(house, "staff2", case_id, "answer", stance="approves", text="同意")
    with house.work("staff2") as request:
        assert request.find_service(ICaseParts).steps(request.site.cases[case_id]) == ()
        moves = [move.name for move in request.site.cases[case_id].moves]
    assert moves[-3:] == ["joint-add", "joint-copy", "joint-answer"]
