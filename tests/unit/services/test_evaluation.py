"""Evaluations (S appendix C, S6.4, S8.3.2, W1-6): asked for once, kept in the file, counted, acted on."""

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Missing, Refused, Violations
from onestop_records.events import Actor
from onestop_records.interfaces import IAudit, ICases, IDeadlines, IEvaluations, INotices, IWork
from onestop_records.models.evaluation import QUESTIONS
from onestop_records.storage.work import work
from tests.evaluations import ASKED, answers, delivered, invited, told
from tests.received import received


def by_link(world, secret, values):
    """What a client does who has not signed in."""
    with work(world.registry, Actor("", "192.0.2.7", "page")) as request:
        request.find_service(IEvaluations).give_by_link(secret, values)
        request.tm.commit()


def evaluation(world, case_id):
    with world.work() as request:
        return request.site.evaluations.get(case_id)


def test_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IEvaluations, request.find_service(IEvaluations))


def test_the_form_has_the_ten_questions_of_appendix_c():
    assert len(QUESTIONS) == 10
    assert QUESTIONS[4] == "solved"
    assert QUESTIONS[9] == "overall"


def test_a_client_answers_by_link_without_an_account_and_the_case_goes_on(world):
    case_id = delivered(world)
    by_link(world, invited(world, case_id), answers("very-satisfied", opinion="很好"))
    with world.work() as request:
        case, one = request.site.cases[case_id], request.site.evaluations.get(case_id)
        assert (case.state, case.satisfaction) == ("evaluated", "very-satisfied")
        assert (one.channel, one.entered_by, one.opinion, one.late) == ("link", "", "很好", False)
        volume, item = request.site.records[case.file], request.site.records[one.item]
        assert item.volume == volume.id
        assert volume.get("satisfaction") == "very-satisfied"
        acts = [entry.act for entry in request.find_service(IAudit).entries(case_id)]
        assert acts.index("evaluation-invited") < acts.index("evaluation-given")


def test_the_form_is_kept_whole_in_the_file(world):
    case_id = delivered(world)
    by_link(world, invited(world, case_id), answers(opinion="窗口再多一个", signature="王厂长"))
    with world.work() as request:
        item = request.site.records[request.site.evaluations.get(case_id).item]
        with item.files[0].current.blob.open() as stream:
            text = stream.read().decode()
    for words in ("宁波某文具厂", "计量检定怎么办理", "窗口再多一个", "王厂长", "10. "):
        assert words in text


def test_a_link_is_good_once(world):
    case_id = delivered(world)
    secret = invited(world, case_id)
    by_link(world, secret, answers())
    with pytest.raises(Missing):
        by_link(world, secret, answers("dissatisfied"))
    with world.work("clerk") as request, pytest.raises(Conflict):
        request.find_service(IEvaluations).invite(request.site.cases[case_id])


def test_a_link_ends_with_its_term_and_with_the_next_one(world):
    case_id = delivered(world)
    first = invited(world, case_id)
    second = invited(world, case_id)
    with pytest.raises(Missing):
        by_link(world, first, answers())
    world.clock.forward(days=30)
    with pytest.raises(Missing):
        by_link(world, second, answers())
    by_link(world, invited(world, case_id), answers())


def test_the_store_keeps_no_secret(world):
    case_id = delivered(world)
    secret = invited(world, case_id)
    with world.work() as request:
        assert secret not in request.site.evaluations.invitations


def test_there_is_nothing_to_evaluate_before_the_client_has_the_result(world):
    with world.work("clerk") as request:
        case = request.find_service(ICases).register(ASKED)
        with pytest.raises(Conflict):
            request.find_service(IEvaluations).invite(case)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"overall": ""}, "overall"),
        ({"solved": "satisfied"}, "solved"),
        ({"courtesy": "excellent"}, "courtesy"),
        ({"opinion": "好" * 2001}, "opinion"),
        ({"signature": "王\n厂长"}, "signature"),
    ],
)
def test_every_wrong_answer_is_told_and_nothing_is_kept(world, values, field):
    case_id = delivered(world)
    secret = invited(world, case_id)
    with pytest.raises(Violations) as wrong:
        by_link(world, secret, answers(**values))
    assert [violation.field for violation in wrong.value.violations] == [field]
    assert evaluation(world, case_id) is None
    by_link(world, secret, answers())  # the link is good still


def test_questions_on_technicians_may_be_left_out(world):
    case_id = delivered(world)
    by_link(world, invited(world, case_id), answers(technical=False))
    assert len(evaluation(world, case_id).answers) == 6


def test_by_telephone_somebody_else_asks_than_who_handled_the_case(world):
    case_id = delivered(world)
    with pytest.raises(Violations):
        told(world, case_id, by="clerk")
    told(world, case_id, by="clerk2")
    one = evaluation(world, case_id)
    assert (one.channel, one.entered_by) == ("telephone", "clerk2")


def test_on_paper_the_scan_is_attached_and_kept(world):
    case_id = delivered(world)
    with pytest.raises(Violations):
        told(world, case_id, "paper", by="clerk")
    with world.work("clerk") as request:
        scan = received(request, b"scan", "form.png")
        request.find_service(IEvaluations).give(request.site.cases[case_id], "paper", answers(), [scan])
        item = request.site.records[request.site.evaluations.get(case_id).item]
        assert [file.current.name for file in item.files][0] == "form.png"


def test_what_comes_after_closing_is_counted_and_leaves_the_file_alone(world):
    case_id = delivered(world, closed=True)
    with world.work() as request:
        before = request.site.records[request.site.cases[case_id].file].revision
    by_link(world, invited(world, case_id), answers("fair"))
    with world.work() as request:
        case, one = request.site.cases[case_id], request.site.evaluations.get(case_id)
        assert request.site.records[case.file].revision == before
        assert (case.state, one.late, one.item) == ("closed", True, "")
    assert counted(world)[0].late == {"fair": 1}


def counted(world):
    with world.work("system") as request:
        service = request.find_service(IEvaluations)
        while service.tally():
            pass
    with world.work() as request:
        return request.find_service(IEvaluations).results("2026-11", "2026-11")


def test_results_are_counted_by_unit_matter_and_month(world):
    for grade in ("satisfied", "satisfied", "dissatisfied"):
        told(world, delivered(world), grade=grade)
    told(world, delivered(world, by="staff2"), grade="fair")
    found = {tally.unit: tally for tally in counted(world)}
    assert found["QYB"].counts["overall"] == {"satisfied": 2, "dissatisfied": 1}
    assert found["QYB"].counts["solved"] == {"yes": 3}
    assert found["QYB"].channels == {"telephone": 3}
    assert found["XXB"].total == 1
    assert counted(world)[0].total + counted(world)[1].total == 4  # counted once


@pytest.mark.parametrize("low", [{"grade": "dissatisfied"}, {"solved": "no"}, {"courtesy": "dissatisfied"}])
def test_a_low_grade_makes_a_task_for_the_head_of_the_unit(world, low):
    case_id = delivered(world)
    told(world, case_id, **low)
    with world.work("head") as request:
        head = request.site.people["head"]
        (one,) = [w for w in request.find_service(IWork).of(head) if w.kind == "low-grade"]
        assert one.address == f"/cases/{case_id}/evaluation"
        assert one.due is not None
        assert request.find_service(INotices).unread(head) >= 1
        assert not [
            w for w in request.find_service(IWork).of(request.site.people["clerk"]) if w.kind == "low-grade"
        ]
        request.find_service(IEvaluations).improve(request.site.evaluations.get(case_id), "已约谈并致歉")
        assert not [w for w in request.find_service(IWork).of(head) if w.kind == "low-grade"]
        with pytest.raises(Conflict):
            request.find_service(IEvaluations).improve(request.site.evaluations.get(case_id), "再来")


def test_a_good_grade_makes_none(world):
    case_id = delivered(world)
    told(world, case_id, grade="fair")
    with world.work("head") as request:
        assert list(request.site.evaluations.to_improve) == []


def test_who_handled_the_case_does_not_say_what_was_done(world):
    with world.work("admin") as request:
        request.site.people["clerk"].roles |= {"head"}
    case_id = delivered(world)
    told(world, case_id, grade="dissatisfied")
    with world.work("clerk") as request, pytest.raises(Violations):
        request.find_service(IEvaluations).improve(request.site.evaluations.get(case_id), "没什么")


def test_a_low_grade_that_nothing_is_done_about_is_chased(world):
    case_id = delivered(world)
    told(world, case_id, grade="dissatisfied")
    world.clock.forward(days=40)
    with world.work("system") as request:
        while request.find_service(IDeadlines).run():
            pass
        assert request.site.evaluations.get(case_id).clocks["evaluation-improvement"].overdue is not None


def test_addresses_that_open_nothing_are_counted_and_slowed_down(world):
    with work(world.registry, Actor("", "192.0.2.7", "page")) as request:
        service = request.find_service(IEvaluations)
        assert service.wait("192.0.2.7") == 0
        for _round in range(30):
            service.missed("192.0.2.7")
        assert service.wait("192.0.2.7") > 0
        assert service.wait("192.0.2.8") == 0


def test_nobody_says_for_the_client_how_satisfied_they_are(world):
    case_id = delivered(world)
    with world.work("clerk") as request:
        case = request.site.cases[case_id]
        with pytest.raises(Refused):
            request.find_service(ICases).make(case, "evaluate", {"satisfaction": "very-satisfied"})
        assert "evaluate" not in request.find_service(ICases).steps(case)


def test_what_is_overdue_says_so_in_its_file_while_it_runs(world):
    with world.work("clerk") as request:
        case = request.find_service(ICases).register(ASKED)
        case_id, file = case.id, case.file
        assert request.site.records[file].get("in_time") == "running"
    world.clock.forward(days=30)
    with world.work("system") as request:
        while request.find_service(IDeadlines).run():
            pass
        assert request.site.records[file].get("in_time") == "no"
    with world.work("clerk") as request:
        cases = request.find_service(ICases)
        cases.make(request.site.cases[case_id], "decide", {"outcome": "answered", "result": "已答复"})
        assert request.site.records[file].get("in_time") == "no"


def test_addresses_that_open_nothing_any_more_are_forgotten(world):
    used, over, good = delivered(world), delivered(world), delivered(world)
    by_link(world, invited(world, used), answers())
    invited(world, over)
    world.clock.forward(days=30)
    secret = invited(world, good)
    with world.work("system") as request:
        assert request.find_service(IEvaluations).forget_over() == 2
        assert list(request.site.evaluations.invited) == [good]
    by_link(world, secret, answers())
