"""Agency service (全程代办, N chapter 7; C15): commissioned, free of charge, distributed, ended."""

from datetime import date

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import ICaseParts, INotices, IResponsibilities, IStorage, IWork
from onestop_records.models.case import KINDS, MATTER_LIMIT
from onestop_records.workflow.caseagency import PROCESS
from tests import agencies, cases
from tests.agencies import COMMISSION, FEES, SENT, do


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def refused(world, actor, case_id, name, /, **values):
    """The fields that stand against a step."""
    with pytest.raises((Refused, Violations)) as wrong:
        do(world, actor, case_id, name, **values)
    assert not isinstance(wrong.value, Conflict)
    return {violation.field for violation in wrong.value.violations}


def part(world, case_id):
    """The agency, for reading."""
    with world.work("clerk") as request:
        return request.site.cases[case_id].agency


def waits(world, person):
    """Pairs (what, when) of the tasks that wait for a person."""
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        say = request.localizer.translate
        return [(say(one.task), one.due) for one in found if one.kind == "case-task"]


def paper(world, case_id, kind):
    """The last paper of a kind as it was issued: (number, page)."""
    with world.work("clerk") as request:
        case = request.site.cases[case_id]
        notice = [notice for notice in case.notices if notice.kind == kind][-1]
        with request.find_service(IStorage).open(request.site.records[notice.item].files[0].current) as page:
            return notice.number, page.read().decode()


def told(world, person):
    with world.work(person) as request:
        found = request.find_service(INotices).of(request.site.people[person])
        return [request.localizer.translate(one.subject) for one in found]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"returned", "appeal", "misconduct"}))
def test_n7_only_what_cannot_be_settled_at_once_has_an_agent(house, kind):
    case_id = cases.entered(house, kind=kind)
    cases.received(house, case_id, 1, 2)
    if kind in MATTER_LIMIT:
        do(house, "clerk", case_id, "commission", **COMMISSION)
    else:
        assert refused(house, "clerk", case_id, "commission", **COMMISSION) == {"kind"}


def test_n7_a_commissioned_case_does_not_become_an_instant_one(house):
    case_id = cases.entered(house)
    cases.received(house, case_id, 1, 2)
    do(house, "clerk", case_id, "commission", **COMMISSION)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "accept", kind="instant")
    cases.make(house, "clerk", case_id, "accept", kind="agency")


def test_n7_the_client_commissions_the_whole_or_a_part_and_signs(house):
    case_id = cases.accepted(house, kind="agency")
    wrong = {"scope": ("", "reporting"), "signed_by": ("",), "signed_on": (None, date(2026, 11, 24))}
    for name, values in wrong.items():
        for value in values:
            assert refused(house, "clerk", case_id, "commission", **{**COMMISSION, name: value}) == {name}
    assert refused(house, "clerk", case_id, "commission", **{**COMMISSION, "scope": "part"}) == {"matters"}
    assert refused(house, "clerk", case_id, "commission", **{**COMMISSION, "matters": "送检"}) == {"matters"}
    do(house, "clerk", case_id, "commission", **{**COMMISSION, "scope": "part", "matters": "送检、领证"})
    found = part(house, case_id).commission
    assert (found.scope, found.matters, found.signed_by) == ("part", "送检、领证", "王工")


def test_n7_the_signed_paper_is_kept_in_the_file(house):
    case_id = cases.accepted(house, kind="agency")
    none = {**COMMISSION, "material": None}
    assert refused(house, "clerk", case_id, "commission", **none) == {"material"}
    assert refused(house, "clerk", case_id, "commission", **{**none, "material": 3}) == {"material"}
    do(house, "clerk", case_id, "commission", **none, file=b"scan")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        item = request.site.records[case.agency.commission.item]
        assert item.volume == case.file and len(item.files) == 1


def test_n7_the_power_of_attorney_is_printed_ready_to_be_signed(house):
    case_id = cases.entered(house, kind="agency")
    do(house, "clerk", case_id, "form", scope="part", matters="送检", person="staff2")
    number, page = paper(house, case_id, "mandate")
    assert number == "委托〔2026〕0001号"
    for words in (
        "宁波文具有限公司",
        "91330200MA2GT1234J",
        "王工",
        "送检",
        "无偿",
        "不可抗力",
        "委托人（签字",
    ):
        assert words in page


def test_nobody_is_let_in_before_the_client_has_signed(house):
    case_id = cases.entered(house, kind="agency")
    cases.received(house, case_id, 1)
    do(house, "clerk", case_id, "form", scope="whole", person="staff2")
    with house.work("staff2") as request:
        assert not request.knows(request.site.cases[case_id])
    assert waits(house, "staff2") == [] and part(house, case_id).agent == "staff2"
    do(house, "clerk", case_id, "commission", **COMMISSION, person="staff2")
    with house.work("staff2") as request:
        assert request.knows(request.site.cases[case_id])


def test_n7_the_service_is_free_of_charge(house):
    case_id = agencies.commissioned(house)
    number, page = paper(house, case_id, "agency")
    assert number == "代办〔2026〕0001号" and "无偿" in page
    own = {**FEES[0], "title": "代办服务费"}
    assert refused(house, "clerk", case_id, "fees", fees=[own]) == {"fees"}
    for title in ("代办费", "Agency fee"):
        with pytest.raises(Violations) as wrong:
            cases.make(house, "clerk", case_id, "fee", title=title, cents=100, receipt="1")
        assert {violation.field for violation in wrong.value.violations} == {"title"}


def test_n7_the_client_is_told_of_fees_and_pays_at_the_window_of_who_takes_them(house):
    case_id = agencies.commissioned(house)
    assert refused(house, "clerk", case_id, "fees", fees=[{**FEES[0], "payee": ""}]) == {"fees"}
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "fee", title="检定费", cents=10000, receipt="1")
    do(house, "clerk", case_id, "fees", fees=FEES)
    do(house, "clerk", case_id, "fees", fees=[{**FEES[0], "title": "封印费"}])
    cases.make(house, "clerk", case_id, "fee", title="检定费", cents=10000, receipt="1")
    page = paper(house, case_id, "fees")[1]
    for words in ("检定费", "封印费", "每台50元", "甬价费〔2020〕1号", "100.00", "市计量院窗口"):
        assert words in page


def test_n7_nothing_is_sent_before_the_case_is_accepted(house):
    case_id = cases.entered(house, kind="agency")
    cases.received(house, case_id, 1)
    do(house, "clerk", case_id, "commission", **COMMISSION)
    assert refused(house, "clerk", case_id, "distribute", **SENT) == {"state"}
    cases.received(house, case_id, 2)
    cases.make(house, "clerk", case_id, "accept")
    do(house, "clerk", case_id, "distribute", **SENT)


def test_n7_each_step_goes_to_a_body_or_a_colleague_with_its_own_clock(house):
    case_id = agencies.commissioned(house)
    assert refused(house, "clerk", case_id, "distribute", **{**SENT, "body": ""}) == {"body"}
    assert refused(house, "clerk", case_id, "distribute", **SENT, person="staff2") == {"body"}
    assert refused(house, "clerk", case_id, "distribute", **{**SENT, "sent_how": ""}) == {"sent_how"}
    do(house, "clerk", case_id, "distribute", **SENT, days=3)
    do(house, "clerk", case_id, "distribute", task="核对器具", person="staff2")
    first, second = part(house, case_id).steps
    assert (first.clock.limit.number, second.clock.limit.number) == (3, 5)
    assert (first.clock.limit.rule, first.sent_on) == ("C15", date(2026, 11, 23))
    assert waits(house, "staff2") == [("代办：办理您的一步", second.clock.due)]
    with house.work("staff2") as request:
        assert request.knows(request.site.cases[case_id])
    assert told(house, "staff2") == ["您负责代办中的一步"]
    do(house, "staff2", case_id, "result", outcome="done", text="已核对")
    assert waits(house, "staff2") == [] and part(house, case_id).task(2).clock.in_time


def test_n7_a_step_may_be_noted_later_but_not_before_acceptance_or_in_the_future(house):
    case_id = agencies.commissioned(house)
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        assert refused(house, "clerk", case_id, "distribute", **SENT, sent_on=day) == {"sent_on"}
    house.clock.forward(days=2)
    do(house, "clerk", case_id, "distribute", **SENT, sent_on=date(2026, 11, 23), days=2)
    step = part(house, case_id).task(1)
    assert house.clock.local(step.clock.due).date() == date(2026, 11, 25)


def test_c15_every_step_ends_within_the_promised_limit(house):
    case_id = agencies.commissioned(house)  # promised in seven working days
    assert refused(house, "clerk", case_id, "distribute", **SENT, days=30) == {"days"}
    house.clock.forward(days=4)
    do(house, "clerk", case_id, "distribute", **SENT)
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert case.agency.task(1).clock.due <= case.clock.due


def test_whose_step_is_answered_by_the_agent_is_told(house):
    case_id = agencies.commissioned(house)
    do(house, "clerk", case_id, "distribute", task="核对器具", person="staff2")
    do(house, "clerk", case_id, "result", outcome="sent-back", text="改送他处")
    assert "您的一步已由他人登记结果" in told(house, "staff2") and waits(house, "staff2") == []


def test_a_colleague_answers_their_own_step_and_no_other(house):
    case_id = agencies.sent(house)
    do(house, "clerk", case_id, "distribute", task="核对器具", person="staff2")
    for name in ("chase", "end", "finish", "fees", "tell", "distribute"):
        assert "handler" in refused(house, "staff2", case_id, name, number=1, reason="x")
    assert refused(house, "staff2", case_id, "result", number=1, outcome="done", text="x") == {"number"}
    assert refused(house, "head", case_id, "result", number=2, outcome="done", text="x") == {"handler"}
    do(house, "staff2", case_id, "result", number=2, outcome="done", text="已核对")
    with house.work("staff2") as request:
        assert request.find_service(ICaseParts).steps(request.site.cases[case_id]) == ()


def test_n7_it_is_finished_when_every_step_is_and_the_client_is_told(house):
    case_id = agencies.sent(house)
    done = {"text": "证书已取回，请来领取", "way": "telephone"}
    assert refused(house, "clerk", case_id, "finish", **done) == {"tasks", "fees"}
    do(house, "clerk", case_id, "fees")
    do(house, "clerk", case_id, "result", outcome="done", text="合格")
    assert refused(house, "clerk", case_id, "finish", text=done["text"]) == {"way"}
    assert refused(house, "clerk", case_id, "finish", way="telephone") == {"text"}
    do(house, "clerk", case_id, "finish", **done)
    found = part(house, case_id)
    assert found.state == "finished" and found.told[-1].done
    with pytest.raises(Conflict):
        do(house, "clerk", case_id, "distribute", **SENT)


def test_n7_my_work_says_at_once_that_the_client_is_to_be_told(house):
    case_id = agencies.answered(house)
    with house.work("clerk") as request:
        due = request.site.cases[case_id].clock.due
    assert waits(house, "clerk") == [("代办：全部办妥，请告知服务对象", due)]
    do(house, "clerk", case_id, "finish", text="请来领取", way="telephone")
    assert waits(house, "clerk") == []


def test_n7_nothing_is_finished_that_was_sent_nowhere(house):
    case_id = agencies.commissioned(house)
    with pytest.raises(Conflict):
        do(house, "clerk", case_id, "finish", text="x", way="telephone")


def test_c15_the_agent_tells_the_client_how_far_it_is(house):
    case_id = agencies.commissioned(house)
    assert refused(house, "clerk", case_id, "tell", text="已送检", way="") == {"way"}
    do(house, "clerk", case_id, "tell", text="已送检", way="message")
    (said,) = part(house, case_id).told
    assert (said.text, said.way, said.by, said.done) == ("已送检", "message", "clerk", False)


def test_c15_results_are_handed_over_against_a_signature_and_registered(house):
    case_id = agencies.finished(house)
    cases.make(house, "clerk", case_id, "decide", outcome="done", result="检定合格")
    with pytest.raises(Violations) as wrong:
        cases.make(house, "clerk", case_id, "deliver")
    assert {violation.field for violation in wrong.value.violations} == {"signed_by"}
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    page = paper(house, case_id, "result")[1]
    assert "检定证书两份" in page and "送检两台天平" in page


def test_c15_a_register_of_everything_stands_in_the_file(house):
    case_id = agencies.sent(house)
    house.clock.forward(days=8)
    do(house, "clerk", case_id, "chase", way="telephone", reason="标准器未回")
    do(house, "clerk", case_id, "tell", text="已催办", way="message")
    do(house, "clerk", case_id, "fees")
    do(house, "clerk", case_id, "result", outcome="done", text="合格", papers="检定证书两份")
    do(house, "clerk", case_id, "finish", text="请来领取", way="telephone")
    number, page = paper(house, case_id, "agency-register")
    assert number == "代办登记〔2026〕0001号"
    for words in (
        "宁波市计量测试研究院",
        "标准器未回",
        "已催办",
        "检定证书两份",
        "请来领取",
        "王工 2026-11-21",
    ):
        assert words in page
    early = agencies.ending(house, cause="force-majeure")
    do(house, "clerk", early, "close", came=True, signed_by="王工", day=house.clock.today())
    assert "不可抗力" in paper(house, early, "agency-register")[1]


def test_c15_originals_are_with_the_agent_or_with_whom_they_were_sent_to(house):
    case_id = cases.entered(house, kind="agency")
    cases.received(house, case_id, 1, 2, form="original")
    cases.make(house, "clerk", case_id, "accept")
    do(house, "clerk", case_id, "commission", **COMMISSION)
    assert "营业执照" in paper(house, case_id, "agency")[1]
    assert refused(house, "clerk", case_id, "distribute", **SENT, materials=[3]) == {"materials"}
    do(house, "clerk", case_id, "distribute", **SENT, materials=[2])
    assert refused(house, "clerk", case_id, "distribute", **SENT, materials=[2]) == {"materials"}
    assert part(house, case_id).holder(2).body == SENT["body"]
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "give-back", signed_by="王工", numbers=[2])
    do(house, "clerk", case_id, "result", outcome="done", text="合格")
    assert part(house, case_id).holder(2) is None
    cases.make(house, "clerk", case_id, "give-back", signed_by="王工", numbers=[2])


def test_c15_what_is_overdue_is_chased_and_the_cause_is_noted(house):
    case_id = agencies.sent(house)
    with pytest.raises(Refused):  # nothing is chased before its deadline is near
        do(house, "clerk", case_id, "chase", reason="问问")
    house.clock.forward(days=8)
    agencies.run_clocks(house)
    assert waits(house, "clerk")[0][0] == "代办：催办并查明原因"
    assert refused(house, "clerk", case_id, "chase", way="telephone") == {"reason"}
    assert refused(house, "clerk", case_id, "result", outcome="done", text="合格") == {"reason"}
    do(house, "clerk", case_id, "chase", way="telephone", reason="标准器送检未回")
    step = part(house, case_id).task(1)
    (chased,) = step.chased
    assert (chased.cause, chased.by, chased.way) == ("标准器送检未回", "clerk", "telephone")
    assert waits(house, "clerk")[0][0] == "代办：跟踪已送出的一步"
    do(house, "clerk", case_id, "result", outcome="done", text="合格")
    assert part(house, case_id).task(1).clock.in_time is False


def test_c15_each_chase_has_its_own_term(house):
    case_id = agencies.sent(house)
    house.clock.forward(days=8)
    terms = []
    for cause in ("标准器未回", "仍未回"):
        do(house, "clerk", case_id, "chase", reason=cause)
        house.clock.forward(days=1)
        terms.append(part(house, case_id).task(1).chased[-1].due)
    do(house, "clerk", case_id, "fees")
    do(house, "clerk", case_id, "result", outcome="done", text="合格", reason="终于检毕")
    do(house, "clerk", case_id, "finish", text="请来领取", way="telephone")
    assert [house.clock.local(term).date() for term in terms] == [date(2026, 12, 2), date(2026, 12, 3)]
    assert part(house, case_id).task(1).clock.chased == 2
    assert any(subject.startswith("已逾期") for subject in told(house, "head"))


def test_c15_a_colleague_whose_step_is_late_says_why(house):
    case_id = agencies.commissioned(house)
    do(house, "clerk", case_id, "distribute", task="核对器具", person="staff2")
    house.clock.forward(days=8)
    late = {"outcome": "done", "text": "已核对"}
    assert refused(house, "staff2", case_id, "result", **late) == {"reason"}
    do(house, "staff2", case_id, "result", **late, reason="器具清单有误，核实费时")
    assert part(house, case_id).task(1).chased[0].cause == "器具清单有误，核实费时"


def test_c15_what_goes_to_the_authority_above_has_an_agent_named_by_the_window(house):
    case_id = cases.accepted(house, kind="escalated")
    with pytest.raises(Refused) as wrong:
        cases.make(house, "clerk", case_id, "decide", outcome="done", result="准予")
    assert {violation.field for violation in wrong.value.violations} == {"parts"}
    do(house, "clerk", case_id, "appoint", person="staff2")
    found = part(house, case_id)
    assert (found.scope, found.agent, found.commission) == ("reporting", "staff2", None)
    do(house, "staff2", case_id, "distribute", task="上报审批", body="市市场监督管理局", sent_how="network")
    promised = cases.accepted(house)
    assert refused(house, "clerk", promised, "appoint", person="staff2") == {"kind"}
    assert agencies.commissioned(house, kind="escalated")  # the client may commission it all the same


def test_what_is_to_be_an_agency_case_is_not_decided_without_one(house):
    case_id = cases.accepted(house, kind="agency")
    with pytest.raises(Refused):
        cases.make(house, "clerk", case_id, "decide", outcome="done", result="好")
    assert refused(house, "clerk", case_id, "drop", reason=" ") == {"reason"}
    do(house, "clerk", case_id, "drop", reason="申请人自行办理")
    cases.make(house, "clerk", case_id, "fee", title="检定费", cents=100, receipt="1")
    cases.make(house, "clerk", case_id, "decide", outcome="withdrawn", result="自行办理")


def test_nobody_drops_what_nobody_asked_for(house):
    case_id = cases.accepted(house)
    assert refused(house, "clerk", case_id, "drop", reason="x") == {"kind"}
    with house.work("clerk") as request:
        names = request.find_service(ICaseParts).steps(request.site.cases[case_id])
    assert [name for name in names if name.startswith("agency")] == ["agency-form", "agency-commission"]


def test_a_case_is_neither_decided_nor_returned_while_its_agency_runs(house):
    for case_id in (agencies.commissioned(house, kind="promised"), agencies.ending(house)):
        for name in ("decide", "return"):
            with pytest.raises(Refused) as wrong:
                cases.make(house, "clerk", case_id, name, outcome="done", result="准予", reason="退")
            assert "parts" in {violation.field for violation in wrong.value.violations}


def test_another_agent_has_a_task_is_let_in_and_passes_it_on(house):
    case_id = agencies.sent(house, person="staff2")
    assert {word for word, __ in waits(house, "staff2")} == {"代办：继续办理", "代办：跟踪已送出的一步"}
    assert "您是一件办件的代办员" in told(house, "staff2") and waits(house, "clerk") == []
    with house.work("staff2") as request:
        assert request.knows(request.site.cases[case_id])
    with house.work("admin") as request:
        people = request.site.people
        kinds = request.find_service(IResponsibilities).kinds()
        kind = next(kind for kind in kinds if kind.kind == "case-task")
        (duty,) = kind.of(people["staff2"])
        kind.pass_on(duty.id, people["staff2"], people["archivist"])
    assert waits(house, "staff2") == [] and len(waits(house, "archivist")) == 2
    do(house, "archivist", case_id, "fees")
    do(house, "archivist", case_id, "result", outcome="done", text="合格")
    assert waits(house, "archivist")[0][0] == "代办：全部办妥，请告知服务对象"
    do(house, "archivist", case_id, "finish", text="请来领取", way="telephone")
    assert "代办已办妥，请办结并交付" in told(house, "clerk")


LED = {
    "offered": lambda world: cases.accepted(world, kind="agency"),
    "commissioned": agencies.commissioned,
    "running": agencies.sent,
    "finished": agencies.finished,
    "ending": agencies.ending,
}


@pytest.mark.parametrize("state", LED)
def test_nobody_else_makes_any_step(house, state):
    case_id = LED[state](house)
    for person in ("clerk2", "staff", "archivist", "head", "manager"):
        with house.work(person) as request:
            case, service = request.site.cases[case_id], request.find_service(ICaseParts)
            assert service.steps(case) == ()
            for step in PROCESS.steps:
                if state in step.sources:
                    with pytest.raises(Refused) as wrong:
                        service.make(case, step.name, {"reason": "x"})
                    assert "handler" in {violation.field for violation in wrong.value.violations}


@pytest.mark.parametrize("state", LED)
def test_what_the_state_does_not_allow_is_a_conflict(house, state):
    case_id = LED[state](house)
    for step in PROCESS.steps:
        if state not in step.sources:
            with pytest.raises(Conflict):
                do(house, "clerk", case_id, step.name.removeprefix("agency-"), reason="x")


def test_who_handles_the_case_names_another_agent(house):
    case_id = agencies.sent(house, person="staff2")
    change = {"person": "head", "reason": "长期出差"}
    assert refused(house, "staff2", case_id, "agent", **change) == {"handler"}
    assert refused(house, "clerk", case_id, "agent", person="staff2", reason="x") == {"person"}
    assert refused(house, "clerk", case_id, "agent", person="head") == {"reason"}
    do(house, "clerk", case_id, "agent", **change)
    assert part(house, case_id).agent == "head"
    assert len(waits(house, "head")) == 2 and waits(house, "staff2") == []
    do(house, "clerk", case_id, "agent", reason="自己办")
    assert part(house, case_id).agent == "clerk"


def test_it_goes_on_with_who_takes_the_case_over(house):
    case_id = agencies.sent(house)
    cases.make(house, "clerk", case_id, "hand-on", person="clerk2", reason="轮岗")
    cases.make(house, "clerk2", case_id, "take-over")
    assert part(house, case_id).agent == "clerk2" and len(waits(house, "clerk2")) == 1
    do(house, "clerk2", case_id, "result", outcome="done", text="合格")


def test_a_finished_agency_is_taken_up_again_before_the_case_is_decided(house):
    case_id = agencies.finished(house)
    do(house, "clerk", case_id, "resume", reason="证书有误，需重新开具")
    do(house, "clerk", case_id, "distribute", **SENT)
    with pytest.raises(Refused):
        cases.make(house, "clerk", case_id, "decide", outcome="done", result="好")


ENDINGS = [
    {"cause": "force-majeure"},
    {"cause": "client", "fault": "false"},
    {"cause": "client", "fault": "unlawful"},
    {"cause": "law"},
    {"cause": "other"},
]


@pytest.mark.parametrize("why", ENDINGS, ids=lambda why: why.get("fault", why["cause"]))
def test_n7_it_ends_ahead_of_time_for_four_reasons_in_writing(house, why):
    case_id = agencies.ending(house, fault="", **why) if "fault" not in why else agencies.ending(house, **why)
    found = part(house, case_id)
    assert (found.state, found.ending.reason) == ("ending", why["cause"])
    number, page = paper(house, case_id, "agency-end")
    assert number == "代办终止〔2026〕0001号" and "该器具已列入禁止使用目录" in page
    assert "2026-11-30" in page and "终止手续" in page


def test_n7_an_end_has_one_of_the_reasons_and_says_why(house):
    case_id = agencies.sent(house)
    given = {"cause": "law", "reason": "不允许", "way": "telephone"}
    assert refused(house, "clerk", case_id, "end", **{**given, "cause": "tired"}) == {"cause"}
    assert refused(house, "clerk", case_id, "end", **{**given, "reason": " "}) == {"reason"}
    assert refused(house, "clerk", case_id, "end", **{**given, "way": ""}) == {"way"}
    assert refused(house, "clerk", case_id, "end", **{**given, "cause": "client"}) == {"fault"}
    assert refused(house, "clerk", case_id, "end", **given, fault="false") == {"fault"}


def test_n7_incomplete_materials_end_it_only_after_the_client_was_told_once(house):
    case_id = agencies.sent(house)
    given = {"cause": "client", "fault": "incomplete", "reason": "始终未补", "way": "telephone"}
    assert refused(house, "clerk", case_id, "end", **given) == {"fault"}
    cases.make(house, "clerk", case_id, "receive", materials=[{"number": 2, "problem": "已过期"}])
    cases.make(house, "clerk", case_id, "supplement")
    do(house, "clerk", case_id, "end", **given)


def test_n7_an_early_end_stops_every_step(house):
    case_id = agencies.sent(house)
    do(house, "clerk", case_id, "distribute", task="核对器具", person="staff2")
    do(house, "clerk", case_id, "end", cause="law", reason="不允许", way="telephone")
    assert {step.outcome for step in part(house, case_id).steps} == {"stopped"}
    assert waits(house, "staff2") == [] and "代办已终止，您的一步无需再办" in told(house, "staff2")
    ((word, due),) = waits(house, "clerk")
    assert word == "代办：办理终止手续" and house.clock.local(due).date() == date(2026, 11, 30)


def test_n7_the_client_does_the_closing_formality_and_takes_their_originals_back(house):
    case_id = cases.entered(house, kind="agency")
    cases.received(house, case_id, 1, 2, form="original")
    cases.make(house, "clerk", case_id, "accept")
    do(house, "clerk", case_id, "commission", **COMMISSION)
    do(house, "clerk", case_id, "end", cause="other", reason="申请人撤回委托", way="in-person")
    assert "营业执照" in paper(house, case_id, "agency-end")[1]
    came = {"came": True, "signed_by": "王工", "day": date(2026, 11, 23)}
    assert refused(house, "clerk", case_id, "close", **{**came, "signed_by": ""}) == {"signed_by"}
    for day in (None, date(2026, 11, 22), date(2026, 11, 24)):
        assert refused(house, "clerk", case_id, "close", **{**came, "day": day}) == {"day"}
    do(house, "clerk", case_id, "close", **came, file=b"signed")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert case.agency.state == "ended" and case.agency.closing.signed_by == "王工"
        assert {m.returned_to for m in case.materials if m.form} == {"王工"}
        assert case.agency.task(0).clock.in_time
    cases.make(house, "clerk", case_id, "return", reason="代办终止，退回")


def test_n7_who_does_not_come_is_noted_when_their_time_is_over(house):
    case_id = agencies.ending(house)
    absent = {"came": False, "remarks": "电话两次，未到"}
    today = date(2026, 11, 23)
    assert refused(house, "clerk", case_id, "close", **absent, day=today) == {"came"}
    house.clock.forward(days=8)
    agencies.run_clocks(house)
    today = house.clock.today()
    assert refused(house, "clerk", case_id, "close", came=False, day=today) == {"remarks"}
    do(house, "clerk", case_id, "close", **absent, day=today)
    found = part(house, case_id)
    assert (found.state, found.closing.came, found.closing.signed_by) == ("ended", False, "")
    cases.make(house, "clerk", case_id, "decide", outcome="withdrawn", result="代办终止，申请人未再办理")


def test_its_steps_stand_in_the_history_of_the_file(house):
    case_id = agencies.finished(house)
    cases.make(house, "clerk", case_id, "decide", outcome="done", result="合格")
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    cases.make(house, "clerk", case_id, "close")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        moves = [move.name for move in case.moves if move.name.startswith("agency")]
        assert request.find_service(ICaseParts).steps(case) == ()
    assert moves == ["agency-" + name for name in ("commission", "distribute", "fees", "result", "finish")]
