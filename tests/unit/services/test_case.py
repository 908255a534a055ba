"""Service cases: every rule of the chapter on casework, *Cases*, by name."""

from dataclasses import replace
from datetime import date

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import ICases, IFiling, INotices, IStorage
from tests import cases
from tests.received import received


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def look(world, case_id, person="clerk"):
    """A case as it stands; read it within the block that follows."""
    with world.work(person) as request:
        case = request.site.cases[case_id]
        case._p_activate()
        return case, request.site


def refused(world, actor, case_id, name, /, **values):
    with pytest.raises(Refused) as caught:
        cases.make(world, actor, case_id, name, **values)
    return {violation.field for violation in caught.value.violations}


def texts(world, case_id, title):
    """The texts of the items of its file whose title begins so."""
    with world.work("clerk") as request:
        volume = request.site.records[request.site.cases[case_id].file]
        found = []
        for item in (request.site.records[item] for item in volume.items):
            if item.title.startswith(title):
                with request.find_service(IStorage).open(item.files[0].current) as source:
                    found.append(source.read().decode())
        return found


def test_numbers_run_without_gaps_in_a_year(house):
    numbers = []
    for __ in range(3):
        with house.work("clerk") as request:
            numbers.append(request.find_service(ICases).register(cases.VALUES).number)
    with pytest.raises(Violations), house.work("clerk") as request:
        request.find_service(ICases).register({**cases.VALUES, "kind": "none"})
    with house.work("clerk") as request:
        numbers.append(request.find_service(ICases).register(cases.VALUES).number)
    assert numbers == [f"BJ2026-{n:05}" for n in range(1, 5)]


def test_a_case_begins_with_its_matter_its_first_responder_and_a_file(house):
    case_id = cases.entered(house)
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        volume = request.site.records[case.file]
        assert (case.state, case.first_responder, case.handler, case.unit) == (
            "received",
            "clerk",
            "clerk",
            "QYB",
        )
        assert [m.name for m in case.materials] == ["申请表", "营业执照", "上次检定证书"]
        assert (volume.get("matter"), volume.get("enterprise"), volume.retention) == (
            "JL-01",
            "91330200MA2GT1234J",
            "D10",
        )
        assert (volume.get("case_state"), volume.get("in_time"), volume.data_category) == (
            "received",
            "running",
            "enterprise",
        )
        assert request.site.enterprises["91330200MA2GT1234J"].get("contact") == "王工"


def test_what_a_person_asks_is_personal_data(house):
    case_id = cases.entered(house, code="", name="李先生")
    case, site = look(house, case_id)
    with house.work("clerk") as request:
        volume = request.site.records[request.site.cases[case_id].file]
        assert (volume.data_category, volume.get("enterprise"), volume.get("applicant")) == (
            "personal",
            None,
            "李先生",
        )


def test_everything_wrong_with_an_entry_is_said_at_once(house):
    with pytest.raises(Violations) as caught, house.work("clerk") as request:
        request.find_service(ICases).register({"matter": "none"})
    assert {v.field for v in caught.value.violations} == {"kind", "channel", "matter", "title", "name"}


def test_a_question_on_the_phone_is_entered_answered_and_closed_in_one_form(house):
    with house.work("clerk") as request:
        case = request.find_service(ICases).settle(cases.SIMPLE)
        volume = request.site.records[case.file]
        assert (case.state, case.outcome, volume.state) == ("closed", "answered", "submitted")
        assert (volume.get("outcome"), volume.get("in_time")) == (cases.SIMPLE["result"], "yes")
        assert [move.name for move in case.moves] == ["enter", "decide", "deliver", "close"]


def test_a_long_case_takes_its_steps(house):
    with pytest.raises(Violations), house.work("clerk") as request:
        request.find_service(ICases).settle({**cases.VALUES, "result": "好"})


def test_the_limit_runs_from_the_acceptance_notice(house):
    """N 6章, C10; seven working days from Monday 23 November 2026 end on 2 December."""
    case_id = cases.entered(house)
    with house.work("clerk") as request:
        assert list(request.site.cases[case_id].clocks) == ["one-time-notice"]
    house.clock.forward(days=1)
    cases.received(house, case_id, 1, 2)
    cases.make(house, "clerk", case_id, "accept")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert case.clocks["one-time-notice"].in_time
        assert house.clock.local(case.clock.due).date() == date(2026, 12, 3)
        assert case.notices[0].number == "承诺〔2026〕0001号"
    assert "2026-12-03" in texts(house, case_id, "承诺件")[0]


def test_what_is_incomplete_is_not_accepted(house):
    case_id = cases.entered(house)
    cases.received(house, case_id, 1)
    assert refused(house, "clerk", case_id, "accept") == {"materials"}


def test_the_one_time_notice_names_everything_that_is_missing(house):
    """N 5章, C2, C15: once, with basis, conditions, procedure, limit."""
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "supplement")
    text = texts(house, case_id, "补办件")[0]
    for words in (
        "申请表",
        "营业执照",
        "计量法",
        "在用器具",
        "申请、检定、领证",
        "7 个工作日",
        "0574-87654321",
    ):
        assert words in text, words
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.kind, case.notices[0].gaps, case.faults) == (
            "supplement",
            "supplement",
            (1, 2),
            0,
        )
        assert not case.clocks["one-time-notice"].running
    cases.received(house, case_id, 1, 2)
    assert refused(house, "clerk", case_id, "supplement") == {"materials"}
    cases.make(house, "clerk", case_id, "accept")


def test_a_second_notice_for_the_same_gap_is_a_fault_of_the_window(house):
    case_id = cases.entered(house)
    cases.received(house, case_id, 1)
    cases.make(house, "clerk", case_id, "supplement")
    rows = [{"number": 2, "form": "copy", "problem": "未盖章"}]
    cases.make(house, "clerk", case_id, "receive", materials=rows)
    cases.make(house, "clerk", case_id, "supplement")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert [notice.faults for notice in case.notices] == [(), (2,)]
        assert case.faults == 1


def test_what_was_there_already_should_have_been_found_wrong_at_once(house):
    case_id = cases.entered(house)
    cases.received(house, case_id, 1)
    house.clock.forward(minutes=1)
    cases.make(house, "clerk", case_id, "supplement")
    house.clock.forward(days=1)
    cases.received(house, case_id, 2)
    cases.make(house, "clerk", case_id, "receive", materials=[{"number": 1, "problem": "少一页"}])
    cases.make(house, "clerk", case_id, "supplement")
    with house.work("clerk") as request:
        assert request.site.cases[case_id].notices[1].faults == (1,)


def test_the_clock_stands_while_the_client_owes_material(house):
    case_id = cases.accepted(house)
    house.clock.forward(days=1)
    cases.make(house, "clerk", case_id, "receive", materials=[{"number": 1, "problem": "型号有误"}])
    cases.make(house, "clerk", case_id, "supplement", reason="更正型号")
    with house.work("clerk") as request:
        clock = request.site.cases[case_id].clock
        due = clock.due
        assert clock.paused and clock.pauses[0].reason == "更正型号"
    house.clock.forward(days=2)
    cases.received(house, case_id, 1)
    with house.work("clerk") as request:
        clock = request.site.cases[case_id].clock
        assert not clock.paused and clock.due > due
    cases.make(house, "clerk", case_id, "resume")
    with house.work("clerk") as request:
        assert request.site.cases[case_id].state == "in-progress"


@pytest.mark.parametrize(("step", "paper"), [("decline", "不予受理"), ("return", "退件")])
def test_a_refusal_has_a_written_reason_and_is_reviewed(house, step, paper):
    """S7.2 否定备案."""
    case_id = cases.entered(house)
    assert refused(house, "clerk", case_id, step) == {"reason"}
    cases.make(house, "clerk", case_id, step, reason="不属于本平台职责")
    assert "不属于本平台职责" in texts(house, case_id, paper)[0]
    assert refused(house, "clerk", case_id, "close") == {"review"}
    cases.make(house, "head", case_id, "review", reason="依据充分")
    cases.make(house, "clerk", case_id, "close")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.refusals[0].reviewed_by, case.refusals[0].upheld) == ("closed", "head", True)
        assert request.site.records[case.file].get("case_kind") == "returned"


def test_n4_who_is_responsible_is_told_of_what_is_out_of_scope(house):
    case_id = cases.entered(house)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "decline", reason="不属本平台业务", outside=True)
    told = {"outside": True, "responsible": "市场监督管理局计量科"}
    cases.make(house, "clerk", case_id, "decline", reason="不属本平台业务", **told)
    assert "市场监督管理局计量科" in texts(house, case_id, "不予受理")[0]


def test_n4_what_is_grave_or_urgent_is_reported_to_head_and_managers_at_once(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "report", text="企业停产待检", grave=True)
    with house.work("clerk") as request:
        notices, people = request.find_service(INotices), list(request.site.people.values())
        told = {p.id for p in people if any(case_id in n.address for n in notices.of(p))}
    assert told == {"head", "manager", "manager2"}


def test_n5_what_is_wrong_is_pointed_out_and_corrected_on_the_spot(house):
    case_id = cases.entered(house)
    wrong = [{"number": 1, "form": "copy", "problem": "漏盖公章"}, {"number": 2, "form": "copy"}]
    cases.make(house, "clerk", case_id, "receive", materials=wrong)
    assert refused(house, "clerk", case_id, "accept") == {"materials"}
    cases.received(house, case_id, 1)
    cases.make(house, "clerk", case_id, "accept")
    with house.work("clerk") as request:
        assert [notice.kind for notice in request.site.cases[case_id].notices if notice.gaps] == []


def test_n5_nothing_is_asked_for_that_is_not_on_the_list_of_the_matter(house):
    case_id = cases.entered(house)
    with pytest.raises(Violations):
        cases.make(house, "clerk", case_id, "receive", materials=[{"number": 9, "problem": "请交技术资料"}])
    cases.make(house, "clerk", case_id, "supplement")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert {case.material(number).name for number in case.notices[0].gaps} == {"申请表", "营业执照"}


@pytest.mark.parametrize(("channel", "letters"), [("online", 1), ("window", 0)])
def test_n5_what_came_online_is_confirmed_by_an_electronic_notice(house, monkeypatch, channel, letters):
    settings = house.registry.settings
    monkeypatch.setitem(
        settings, "onestop", replace(house.settings, mail="file", mail_sender="a@example.org")
    )
    case_id = cases.entered(house, channel=channel, email="client@example.org")
    cases.make(house, "clerk", case_id, "supplement")
    with house.work("clerk") as request:
        sent = [letter for __, letter in request.site.letters.items() if letter.outside]
    assert [letter.outside for letter in sent] == ["client@example.org"] * letters
    assert all("营业执照" in letter.notice.text.interpolate() for letter in sent)


def test_nobody_reviews_their_own_refusal(house):
    with house.work("admin") as request:
        request.site.people["clerk"].roles |= {"head"}
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "return", reason="不齐")
    assert refused(house, "clerk", case_id, "review") == {"review"}
    cases.make(house, "manager", case_id, "review")


def test_a_refusal_that_is_not_upheld_takes_the_case_up_again(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "decline", reason="不属职责")
    assert refused(house, "head", case_id, "overturn") == {"reason"}
    cases.make(house, "head", case_id, "overturn", reason="属于职责")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.result, case.refusals[0].upheld) == ("received", "", False)
        assert case.clocks["one-time-notice"].running
    cases.received(house, case_id, 1, 2)
    cases.make(house, "clerk", case_id, "accept")


def test_a_refusing_decision_is_reviewed_too(house):
    case_id = cases.accepted(house)
    assert refused(house, "clerk", case_id, "decide", outcome="refused", result="不予检定") == {"reason"}
    cases.make(house, "clerk", case_id, "decide", outcome="refused", result="不予检定", reason="器具已报废")
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    assert refused(house, "clerk", case_id, "close") == {"review"}
    cases.make(house, "head", case_id, "reopen", reason="可修复后检定")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.clock.running) == ("in-progress", True)


def test_no_case_closes_without_a_result(house):
    case_id = cases.accepted(house)
    assert refused(house, "clerk", case_id, "decide", outcome="done", result=" ") == {"result"}
    assert refused(house, "clerk", case_id, "decide", outcome="", result="好") == {"outcome"}
    with pytest.raises(Conflict):
        cases.make(house, "clerk", case_id, "close")


def test_originals_go_back_against_a_signature(house):
    """S7.3.2."""
    case_id = cases.entered(house)
    cases.received(house, case_id, 1, 2, form="original")
    cases.make(house, "clerk", case_id, "accept")
    cases.make(house, "clerk", case_id, "decide", outcome="done", result="合格")
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    assert refused(house, "clerk", case_id, "close") == {"materials"}
    assert refused(house, "clerk", case_id, "give-back", signed_by="") == {"signed_by"}
    cases.make(house, "clerk", case_id, "give-back", signed_by="王工", numbers=[1])
    assert refused(house, "clerk", case_id, "close") == {"materials"}
    cases.make(house, "clerk", case_id, "give-back", signed_by="王工")
    cases.make(house, "clerk", case_id, "close")


def test_fees_have_a_receipt_number(house):
    case_id = cases.accepted(house)
    assert refused(house, "clerk", case_id, "fee", title="检定费", cents=12000) == {"receipt"}
    cases.make(house, "clerk", case_id, "fee", title="检定费", cents=12050, receipt="NO.0081")
    cases.make(house, "clerk", case_id, "notice", kind="receipt")
    text = texts(house, case_id, "收件")[0]
    assert "120.50" in text and "NO.0081" in text


def test_the_first_responder_answers_for_it_until_the_next_confirms(house):
    """N 4章, C10, C15."""
    case_id = cases.entered(house)
    assert refused(house, "clerk", case_id, "refer", person="staff2") == {"reason"}
    assert refused(house, "clerk", case_id, "refer", person="auditor", reason="转") == {"person"}
    cases.make(house, "clerk", case_id, "refer", person="staff2", reason="属信息部职责")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.handler, case.unit) == ("referred", "clerk", "QYB")
    assert refused(house, "clerk2", case_id, "take") == {"offer"}
    cases.make(house, "staff2", case_id, "take")
    with house.work("staff2") as request:
        case = request.site.cases[case_id]
        volume = request.site.records[case.file]
        assert (case.state, case.handler, case.unit, case.offer) == ("received", "staff2", "XXB", None)
        assert (volume.keeping, volume.unit) == ("keeping-staff2", "XXB")
    assert refused(house, "clerk", case_id, "decline", reason="不") == {"handler"}


def test_who_is_asked_may_refuse_with_a_reason(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "refer", person="staff2", reason="转")
    assert refused(house, "staff2", case_id, "refuse-referral") == {"reason"}
    cases.make(house, "staff2", case_id, "refuse-referral", reason="不属本部")
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.handler, case.offer) == ("received", "clerk", None)


def test_a_question_for_others_has_their_limit(house):
    """W9-6.3.2: three working days, five when others must be asked."""
    case_id = cases.entered(house, kind="consultation", channel="online", matter="", title="问", code="")
    with house.work("clerk") as request:
        assert house.clock.local(request.site.cases[case_id].clock.due).date() == date(2026, 11, 26)
    house.clock.forward(days=1)
    cases.make(house, "clerk", case_id, "refer", person="staff2", reason="转")
    cases.make(house, "staff2", case_id, "take")
    with house.work("staff2") as request:
        case = request.site.cases[case_id]
        assert case.clock_name == "question-referred"
        assert house.clock.local(case.clock.due).date() == date(2026, 11, 30)
    cases.make(house, "staff2", case_id, "decide", outcome="answered", result="如下")


def test_a_busy_first_responder_entrusts_a_colleague_who_reports_back(house):
    case_id = cases.entered(house)
    cases.make(house, "clerk", case_id, "entrust", person="clerk2", reason="窗口排队")
    cases.received(house, case_id, 1, 2, by="clerk2")
    cases.make(house, "clerk2", case_id, "accept")
    cases.make(house, "clerk2", case_id, "report", text="已受理", done=True)
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        assert (case.handler, case.entrusted, case.reports[0].kind) == ("clerk", "", "result")
    assert refused(house, "clerk2", case_id, "begin") == {"handler"}


def test_a_later_case_is_handed_on_without_losing_its_state(house):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "hand-on", person="clerk2", reason="出差")
    assert refused(house, "clerk", case_id, "hand-on", person="staff", reason="又") == {"offer"}
    cases.make(house, "clerk2", case_id, "take-over")
    with house.work("clerk2") as request:
        case = request.site.cases[case_id]
        assert (case.state, case.handler) == ("accepted", "clerk2")


def test_only_who_handles_it_acts(house):
    case_id = cases.entered(house)
    for person in ("clerk2", "staff", "archivist", "head", "manager"):
        assert refused(house, person, case_id, "decline", reason="不") == {"handler"}


def test_files_that_come_with_a_material_stand_in_its_item(house):
    case_id = cases.entered(house)
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        rows = [{"number": 1, "form": "electronic"}]
        request.find_service(ICases).make(case, "receive", {"materials": rows}, [received(request)])
        item = request.site.records[case.material(1).item]
        assert (item.title, item.volume, len(item.files)) == ("申请表", case.file, 1)


def test_closing_hands_the_file_in_and_filing_it_ends_the_case(house):
    case_id = cases.closed(house)
    house.index()
    with house.work("archivist") as request:
        case = request.site.cases[case_id]
        volume = request.site.records[case.file]
        filing = request.find_service(IFiling)
        volume.category = "WS"
        for item in volume.items:
            request.site.records[item].category = "WS"
        filing.accept(volume)
        filing.file(volume)
        assert (case.state, case.moves[-1].name, volume.reference_code[-5:]) == (
            "archived",
            "archive",
            "-0001",
        )
    text = texts(house, case_id, "BJ2026")
    assert "检定合格" in text[-1] and "受理" in text[-1]


def test_nothing_is_done_in_a_closed_case(house):
    case_id = cases.closed(house)
    for name in ("receive", "report", "fee", "decide", "return", "hand-on", "entrust", "mark"):
        with pytest.raises(Conflict):
            cases.make(house, "clerk", case_id, name, reason="再", text="再")


def test_a_green_channel_has_an_earlier_limit_and_never_a_later_one(house):
    """S6.3.3: marks change the clock."""
    case_id = cases.entered(house, marks=("green",))
    cases.received(house, case_id, 1, 2)
    assert refused(house, "clerk", case_id, "accept", days=8) == {"days"}
    cases.make(house, "clerk", case_id, "accept", days=2)
    with house.work("clerk") as request:
        clock = request.site.cases[case_id].clock
        assert (house.clock.local(clock.due).date(), clock.limit.rule) == (date(2026, 11, 25), "S6.3.3")


def test_an_escalated_case_runs_by_what_the_authority_above_sets(house):
    """C10, 上报件."""
    case_id = cases.entered(house)
    cases.received(house, case_id, 1, 2)
    cases.make(house, "clerk", case_id, "accept", kind="escalated", days=20)
    with house.work("clerk") as request:
        assert request.site.cases[case_id].clock.limit.number == 20


def test_a_consultation_at_the_window_gets_its_notice_on_the_spot(house):
    """C10, 咨询件."""
    with house.work("clerk") as request:
        case = request.find_service(ICases).settle({**cases.SIMPLE, "channel": "window"})
        assert [notice.number for notice in case.notices] == ["咨询〔2026〕0001号"]


def test_the_kind_is_that_of_the_matter_when_none_is_chosen(house):
    with house.work("clerk") as request:
        assert request.find_service(ICases).register({**cases.VALUES, "kind": ""}).kind == "promised"
