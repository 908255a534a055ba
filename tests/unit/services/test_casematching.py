"""Matching (服务对接与跟踪, S6.2 to S6.5): assessed, passed on, refused, matched again, tracked, ended."""

from datetime import UTC, date, datetime

import pytest

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import (
    ICaseParts,
    ICases,
    IDeadlines,
    IEnterprises,
    IEvaluations,
    ILimits,
    INotices,
    IResponsibilities,
    IWork,
)
from tests import cases, matching
from tests.matching import AGREED, NEED, SECOND, assessed, do, passed_on, served_by, serving, taken_in

NEEDS = {
    "contact": "王工",
    "phone": "0574-12345678",
    "metrology": {"ticks": ("training",), "other": "天平检定"},
    "instruments": ({"name": "电子天平", "number": "A-1"},),
}


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


@pytest.fixture
def agency(house):
    return taken_in(house)


def of(world, case_id, look, actor="clerk"):
    """What ``look`` says of the part, as plain values."""
    with world.work(actor) as request:
        return look(request.site.cases[case_id].matching)


def waits(world, person, kind="case-task"):
    with world.work(person) as request:
        found = request.find_service(IWork).of(request.site.people[person])
        return [str(one.task) for one in found if one.kind == kind]


def told(world, person):
    with world.work(person) as request:
        return [str(one.subject) for one in request.find_service(INotices).of(request.site.people[person])]


def paper(world, case_id, kind):
    """The last paper of a kind, as its page."""
    with world.work("clerk") as request:
        case = request.site.cases[case_id]
        notice = [each for each in case.notices if each.kind == kind][-1]
        return request.find_service(ICases).paper(case, notice)


# 6.2.1: assessment.


def test_s6_2_1_a_need_is_assessed_before_anybody_is_asked(house, agency):
    case_id = cases.accepted(house)
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "own", person="staff2", need="指导")


def test_s6_2_1_the_case_is_accepted_first_and_of_a_kind_that_others_may_meet(house):
    early = cases.entered(house)
    with pytest.raises(Refused):
        do(house, "clerk", early, "assess", whose="own", text="可自主实施")
    appeal = cases.entered(house, kind="petition", title="来信")
    with pytest.raises(Refused):
        do(house, "clerk", appeal, "assess", whose="own", text="可自主实施")
    question = cases.entered(house, kind="consultation", title="找谁检定")
    do(house, "clerk", question, "assess", whose="others", text="无资质")


def test_s6_2_1_what_the_house_can_serve_itself_goes_to_a_colleague(house, agency):
    case_id = assessed(house, "own")
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    do(house, "clerk", case_id, "own", person="staff2", need="上门指导")
    assert waits(house, "staff2") == ["Confirm the service, or say why not"]
    assert told(house, "staff2") == ["You are asked to serve a client"]
    with house.work("staff2") as request:
        case = request.site.cases[case_id]
        assert request.knows(case) and case.matching.attempt.clock.limit.rule == "S6.2.1"


def test_s6_2_1_what_it_cannot_serve_goes_to_others(house):
    case_id = assessed(house, "others")
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "own", person="staff2", need="指导")


def test_s6_2_1_the_colleague_answers_and_nobody_for_them(house):
    case_id = assessed(house, "own")
    do(house, "clerk", case_id, "own", person="staff2", need="上门指导")
    for other in ("clerk", "head"):
        with pytest.raises(Refused):
            do(house, other, case_id, "accept", **AGREED)
        with pytest.raises(Refused):
            do(house, other, case_id, "refuse", reason="忙")
    do(house, "staff2", case_id, "accept", **AGREED)
    assert of(house, case_id, lambda part: (part.state, part.attempt.stance)) == ("serving", "accepts")
    assert "A colleague takes the service on" in told(house, "clerk")


def test_s6_2_1_a_colleague_refuses_with_a_reason(house):
    case_id = assessed(house, "own")
    do(house, "clerk", case_id, "own", person="staff2", need="上门指导")
    with pytest.raises(Refused):
        do(house, "staff2", case_id, "refuse", reason=" ")
    do(house, "staff2", case_id, "refuse", reason="下周出差，无人可派")
    assert of(house, case_id, lambda part: part.state) == "to-match"
    assert "Tell the client that the need was refused" in waits(house, "clerk")


def test_the_handler_may_serve_and_it_goes_with_the_case(house):
    case_id = served_by(house, "clerk")
    assert of(house, case_id, lambda part: part.attempt.handler) == ""
    assert set(waits(house, "clerk")) == {
        "Contact who serves and the client",
        "End the service with its summary",
    }
    do(house, "clerk", case_id, "contact", side="client", way="visit", text="已到现场")
    assert (
        of(house, case_id, lambda part: len([t for t in part.tasks if t.clock_name.endswith("contact")])) == 2
    )


# 6.2.2: passing on.


def test_s6_2_2_the_provider_is_told_by_a_numbered_sheet_of_needs(house, agency):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "needs", needs=NEEDS)
    do(house, "clerk", case_id, "assess", whose="others", text="无资质")
    do(house, "clerk", case_id, "pass-on", provider=agency, parts=("metrology", "testing"), **NEED)
    sheet = paper(house, case_id, "needs")
    assert (sheet.number, sheet.addressee) == ("需求〔2026〕0001号", "宁波计量检测中心")
    page = sheet.page()
    assert all(words in page for words in ("检定电子天平两台。", "计量宣传培训", "天平检定", "A-1"))
    assert "准确度等级" not in page  # columns that say nothing are left out
    with house.work("clerk") as request:
        case = request.site.cases[case_id]
        kept = request.site.records[case.notices[-1].item]
        assert kept.id in request.site.records[case.file].items


def test_s6_2_2_the_answer_is_awaited_by_the_clock_of_the_setting(house, agency):
    with house.work("admin") as request:
        request.find_service(ILimits).change(
            "matching-answer", {"unit": "working-days", "number": 2, "rule": "S6.2.2", "warn": 0}
        )
    case_id = passed_on(house, agency)
    assert waits(house, "clerk") == ["Ask the agency or expert for its answer"]
    due = datetime(2026, 11, 25, tzinfo=UTC).date()
    assert of(house, case_id, lambda part: part.attempt.clock.due.date()) == due


def test_s6_2_2_project_time_and_period_are_agreed_and_noted(house, agency):
    case_id = passed_on(house, agency)
    for missing in AGREED:
        with pytest.raises(Violations):
            do(house, "clerk", case_id, "accept", **{**AGREED, missing: None})
    do(house, "clerk", case_id, "accept", **AGREED)
    agreed = of(house, case_id, lambda part: part.attempt.agreed)
    assert (agreed.project, agreed.begins, agreed.days) == ("电子天平检定", date(2026, 11, 24), 10)
    for far in (date(9999, 12, 31), date(2020, 1, 1)):
        other = passed_on(house, agency)
        with pytest.raises(Violations):
            do(house, "clerk", other, "accept", **{**AGREED, "begins": far})
    clock = of(house, case_id, lambda part: part.running_task("matching-service").clock)
    assert (clock.limit.rule, clock.due.date()) == ("S6.2.2", date(2026, 12, 8))


def test_nothing_is_passed_on_to_one_that_has_left(house, agency):
    from onestop_records.interfaces import IProviders

    with house.work("manager") as request:
        provider = request.site.providers[agency]
        request.find_service(IProviders).leave(provider, date(2026, 11, 23), "协商退出")
    case_id = assessed(house)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)


# W2-6.3: consent.


def agrees(world, case_id, provider, given="yes"):
    said = {"said_by": "王工", "way": "telephone", "text": "同意提供联系方式"}
    do(world, "clerk", case_id, "consent", provider=provider, given=given, **said)


def test_w2_6_3_personal_data_is_passed_on_with_consent_alone(house, agency):
    case_id = assessed(house)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, with_contact=True, **NEED)
    agrees(house, case_id, agency)
    do(house, "clerk", case_id, "pass-on", provider=agency, with_contact=True, **NEED)
    assert "王工、0574-12345678" in paper(house, case_id, "needs").page()


def test_w2_6_3_consent_is_for_one_provider_and_may_be_taken_back(house, agency):
    second = taken_in(house, **SECOND)
    case_id = assessed(house)
    agrees(house, case_id, agency)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=second, with_contact=True, **NEED)
    agrees(house, case_id, agency, "no")
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, with_contact=True, **NEED)


@pytest.mark.parametrize("said", ["请联系王工。", "电话 0574 1234 5678", "见0574-12345678"])
def test_w2_6_3_free_words_tell_no_more_of_persons(house, agency, said):
    case_id = assessed(house)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, need=said)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, remarks=said, **NEED)


def test_w2_6_3_what_the_file_of_the_enterprise_says_of_persons_counts_too(house, agency):
    case_id = assessed(house)
    with house.work("clerk") as request:
        enterprise = request.site.enterprises[request.site.cases[case_id].applicant.enterprise]
        request.find_service(IEnterprises).change(enterprise, {"legal_representative": "高晨"})
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "pass-on", provider=agency, need="法人高晨希望检定天平")


def test_w2_6_3_without_consent_neither_contact_nor_the_name_of_a_person_is_told(house, agency):
    case_id = passed_on(house, agency)
    page = paper(house, case_id, "needs").page()
    assert "宁波文具有限公司" in page and "王工" not in page and "12345678" not in page
    private = passed_on(house, agency, code="", name="李先生", contact="")
    page = paper(house, private, "needs").page()
    assert "李先生" not in page and "经服务对象同意后提供" in page


def test_w2_6_3_the_proof_of_consent_is_kept_in_the_file(house, agency):
    case_id = assessed(house)
    said = {"said_by": "王工", "way": "letter", "text": "见授权书"}
    do(house, "clerk", case_id, "consent", provider=agency, given="yes", files=["授权书.pdf"], **said)
    assert any("宁波计量检测中心" in title for title in titles(house, case_id))


# 6.2.3: refusal and re-matching.


def refused(world, case_id, **values):
    do(world, "clerk", case_id, "refuse", reason="设备送检，本月无法承接", **values)


def test_s6_2_3_refused_it_is_matched_again_as_often_as_needed(house, agency):
    second = taken_in(house, **SECOND)
    case_id = passed_on(house, agency)
    refused(house, case_id)
    do(house, "clerk", case_id, "pass-on", provider=second, **NEED)
    refused(house, case_id)
    do(house, "clerk", case_id, "assess", whose="own", text="借到标准器，可自主实施")
    do(house, "clerk", case_id, "own", person="staff2", need="检定")
    do(house, "staff2", case_id, "accept", **AGREED)
    stances = of(house, case_id, lambda part: [a.stance for a in part.attempts])
    assert stances == ["refuses", "refuses", "accepts"]
    assert of(house, case_id, lambda part: [a.text for a in part.refused])[0] == "设备送检，本月无法承接"


def test_s6_2_3_the_enterprise_is_told_in_time(house, agency):
    case_id = passed_on(house, agency)
    refused(house, case_id)
    task = of(house, case_id, lambda part: part.running_task("matching-tell"))
    assert task.clock.limit.rule == "S6.2.3"
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "drop", reason="企业撤回")
    do(house, "clerk", case_id, "tell", way="telephone", text="已告知将另选机构")
    assert waits(house, "clerk") == []
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "tell", way="telephone", text="再次告知")


def test_s6_2_3_those_that_refused_are_not_offered_first_again(house, agency):
    from schemas.casematching import offered

    second = taken_in(house, **SECOND)
    other = taken_in(house, **matching.EXPERT, code="")
    case_id = assessed(house)
    with house.work("clerk") as request:
        ids = [(p.id, no) for p, no in offered(request.site, request.site.cases[case_id])]
    assert ids == [(agency, False), (second, False), (other, False)]
    do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    refused(house, case_id)
    with house.work("clerk") as request:
        ids = [(p.id, no) for p, no in offered(request.site, request.site.cases[case_id])]
    assert ids == [(second, False), (other, False), (agency, True)]


def test_n58_6_n64_1_refusals_without_good_reason_are_noted_with_the_provider(house, agency):
    for unjustified in (True, True, False):
        case_id = passed_on(house, agency)
        refused(house, case_id, unjustified=unjustified)
    with house.work("manager") as request:
        provider = request.site.providers[agency]
        assert provider.unjustified == {2026: 2} and len(provider.refusals) == 3


def test_an_asking_that_nobody_answers_is_taken_back(house, agency):
    case_id = passed_on(house, agency)
    with pytest.raises(Refused):
        do(house, "staff2", case_id, "withdraw", reason="无答复")
    do(house, "clerk", case_id, "withdraw", reason="逾期未答复")
    assert of(house, case_id, lambda part: (part.state, part.attempt.stance)) == ("to-match", "withdrawn")
    with house.work("manager") as request:
        assert request.site.providers[agency].refusals == ()


# 6.3: tracking.


def contact(world, case_id, side="both", **values):
    do(world, "clerk", case_id, "contact", side=side, way="telephone", text="进展正常", **values)


def test_s6_3_1_both_sides_are_contacted_in_a_rhythm(house, agency):
    case_id = serving(house, agency)
    first = of(house, case_id, lambda part: part.running_task("matching-contact"))
    assert (first.clock.limit.rule, first.clock.due.date()) == ("S6.3.1", date(2026, 11, 30))
    contact(house, case_id, "provider")
    assert of(house, case_id, lambda part: part.running_task("matching-contact").owed) == ("client",)
    house.clock.forward(days=2)
    contact(house, case_id, "client")
    second = of(house, case_id, lambda part: part.running_task("matching-contact"))
    assert second.number != first.number and second.clock.due.date() == date(2026, 12, 2)
    noted = of(house, case_id, lambda part: [(c.sides, c.way, c.text) for c in part.contacts])
    assert noted == [
        (("provider",), "telephone", "进展正常"),
        (("client",), "telephone", "进展正常"),
    ]


def test_s6_3_1_an_overdue_contact_shows_in_my_work_and_is_chased(house, agency):
    case_id = serving(house, agency)
    house.clock.instant = datetime(2026, 12, 1, 4, tzinfo=UTC)
    with house.work("clerk") as request:
        while request.find_service(IDeadlines).run():
            pass
    assert "Contact who serves and the client" in waits(house, "clerk")
    assert of(house, case_id, lambda part: part.running_task("matching-contact").clock.overdue) is not None
    assert any("Overdue" in subject for subject in told(house, "clerk"))


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_a_contact_is_of_its_round_and_never_of_a_day_to_come(house, agency, day):
    case_id = serving(house, agency)
    with pytest.raises(Violations):
        contact(house, case_id, day=day)


def test_s6_3_2_a_problem_has_its_cause_and_is_fed_back_to_both_sides(house, agency):
    case_id = serving(house, agency)
    with pytest.raises(Violations):
        do(house, "clerk", case_id, "problem", text="证书迟迟未出", cause="")
    do(house, "clerk", case_id, "problem", text="证书迟迟未出", cause="企业未提供型号")
    ended = {"met": "wholly", "text": "检定合格", "files": ["小结.pdf"]}
    said = {"number": 1, "way": "telephone", "text": "已说明原因"}
    do(house, "clerk", case_id, "feedback", side="provider", **said)
    with pytest.raises(Refused):
        do(house, "clerk", case_id, "end", **ended)
    do(house, "clerk", case_id, "feedback", side="client", **said)
    noted = of(house, case_id, lambda part: [(f.side, f.text) for f in part.problems[0].feedback])
    assert noted == [("provider", "已说明原因"), ("client", "已说明原因")]
    do(house, "clerk", case_id, "end", **ended)


def test_s6_3_3_the_green_channel_shortens_the_rhythm(house, agency):
    case_id = serving(house, agency, marks=("green",))
    clock = of(house, case_id, lambda part: part.running_task("matching-contact").clock)
    assert (clock.limit.rule, clock.due.date()) == ("S6.3.3", date(2026, 11, 25))


# 6.4: the end.


def titles(world, case_id):
    with world.work("clerk") as request:
        volume = request.site.records[request.site.cases[case_id].file]
        return [request.site.records[item].title for item in volume.items]


def ended(world, case_id, **values):
    summary = {"met": "wholly", "text": "两台天平检定合格", "files": ["小结.pdf"]}
    do(world, "clerk", case_id, "end", **{**summary, **values})


def test_s6_4_2_nothing_ends_without_the_summary_of_who_served(house, agency):
    case_id = serving(house, agency)
    for missing in ({"files": []}, {"text": " "}, {"met": ""}):
        with pytest.raises(Violations):
            ended(house, case_id, **missing)
    with pytest.raises(Conflict):
        do(house, "clerk", case_id, "drop", reason="不做了")
    with pytest.raises(Refused):
        cases.make(house, "clerk", case_id, "decide", outcome="done", result="已办")
    ended(house, case_id)
    summary = paper(house, case_id, "summary")
    assert (summary.number, summary.addressee) == ("小结〔2026〕0001号", "文具行业质量服务平台")
    assert all(words in summary.page() for words in ("宁波计量检测中心", "电子天平检定", "10 个工作日"))
    assert waits(house, "clerk") == []


def test_s6_4_2_an_own_service_ends_with_its_summary_too(house):
    case_id = served_by(house)
    assert "End the service with its summary" in waits(house, "staff2")
    with pytest.raises(Violations):
        do(house, "staff2", case_id, "end", met="wholly", text="")
    do(house, "staff2", case_id, "end", met="wholly", text="已完成两次上门指导")
    assert of(house, case_id, lambda part: part.state) == "served"
    assert "A service has ended: ask for an evaluation" in told(house, "clerk")


def test_s6_4_2_the_parts_of_the_form_that_were_met_are_ticked(house, agency):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "needs", needs={**NEEDS, "standards": {"ticks": ("search",)}})
    do(house, "clerk", case_id, "assess", whose="others", text="无资质")
    do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    do(house, "clerk", case_id, "accept", **AGREED)
    with pytest.raises(Violations):
        ended(house, case_id, parts=("quality",))
    ended(house, case_id, parts=("metrology",), met="partly")
    do(house, "clerk", case_id, "again", reason="标准查询尚未满足")
    assert of(house, case_id, lambda part: (part.state, part.met)) == ("to-match", ("metrology",))
    do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    do(house, "clerk", case_id, "accept", **AGREED)
    ended(house, case_id, parts=("standards",))
    assert of(house, case_id, lambda part: part.met) == ("metrology", "standards")
    assert paper(house, case_id, "summary").number == "小结〔2026〕0002号"


def test_s6_4_1_the_client_is_asked_for_an_evaluation_before_the_case_is_closed(house, agency):
    case_id = serving(house, agency)
    ended(house, case_id)
    cases.make(house, "clerk", case_id, "decide", outcome="done", result="检定合格")
    cases.make(house, "clerk", case_id, "deliver", signed_by="王工")
    with pytest.raises(Refused):
        cases.make(house, "clerk", case_id, "close")
    with house.work("clerk") as request:
        request.find_service(IEvaluations).invite(request.site.cases[case_id])
    cases.make(house, "clerk", case_id, "close")


def test_a_case_that_is_returned_after_a_service_needs_no_evaluation(house, agency):
    case_id = serving(house, agency)
    ended(house, case_id, met="not")
    cases.make(house, "clerk", case_id, "return", reason="依法不属本站办理")
    cases.make(house, "head", case_id, "review", upheld=True, reason="属实")
    cases.make(house, "clerk", case_id, "close")


# 6.5, 7.3: the file; handover; others.


def test_s6_5_everything_is_kept_in_the_file_of_the_case(house, agency):
    case_id = passed_on(house, agency)
    refused(house, case_id)
    do(house, "clerk", case_id, "tell", way="telephone", text="另选机构")
    do(house, "clerk", case_id, "pass-on", provider=agency, **NEED)
    do(house, "clerk", case_id, "accept", **AGREED)
    contact(house, case_id)
    do(house, "clerk", case_id, "problem", text="延迟", cause="排队")
    do(house, "clerk", case_id, "feedback", number=1, side="both", way="telephone", text="下周完成")
    ended(house, case_id)
    found = titles(house, case_id)
    for part in ("需求处理单", "服务小结", "对接与跟踪记录"):
        assert any(part in title for title in found), found
    with house.work("clerk") as request:
        part = request.site.cases[case_id].matching
        from onestop_records.services.casehistory import speech
        from onestop_records.services.casematchingpaper import record_page

        page = record_page(part, request.site, speech(request).say, house.clock)
    assert all(words in page for words in ("设备送检", "进展正常", "排队", "下周完成", "电子天平检定"))


def test_a_matching_that_is_dropped_leaves_its_record(house, agency):
    case_id = passed_on(house, agency)
    do(house, "clerk", case_id, "drop", reason="企业撤回需求")
    assert of(house, case_id, lambda part: (part.state, part.attempt.stance)) == ("unmatched", "withdrawn")
    assert any("对接与跟踪记录" in title for title in titles(house, case_id))
    do(house, "clerk", case_id, "again", reason="企业再次提出")
    assert of(house, case_id, lambda part: part.state) == "to-match"


def test_what_a_colleague_serves_passes_on_with_a_handover(house):
    case_id = served_by(house)
    with house.work("manager") as request:
        people, service = request.site.people, request.find_service(IResponsibilities)
        kind = next(kind for kind in service.kinds() if kind.kind == "case-task")
        (duty,) = kind.of(people["staff2"])
        kind.pass_on(duty.id, people["staff2"], people["staff"])
    assert waits(house, "staff2") == []
    do(house, "staff", case_id, "end", met="wholly", text="已完成")


def test_who_has_nothing_to_do_with_it_may_do_nothing(house, agency):
    case_id = serving(house, agency)
    for name, values in (
        ("contact", {"side": "both", "way": "telephone", "text": "x"}),
        ("problem", {"text": "x", "cause": "x"}),
        ("end", {"met": "wholly", "text": "x"}),
    ):
        with pytest.raises(Refused):
            do(house, "staff", case_id, name, **values)
    with house.work("staff2") as request:
        assert request.find_service(ICaseParts).steps(request.site.cases[case_id]) == ()
