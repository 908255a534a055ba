"""Complaints, rule by rule (N 8章, C2, C10; docs/complaints.md names where each stands)."""

from datetime import UTC, date, datetime

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Conflict, Missing, Refused, Violations
from onestop_records.interfaces import (
    IComplaints,
    IDeadlines,
    IFiling,
    ILimits,
    IPosts,
    IResponsibilities,
    IWork,
)
from onestop_records.models.complaint import REFUSALS
from onestop_records.models.person import Appointment
from tests import complaints as c
from tests.received import received


@pytest.fixture
def house(world):
    c.furnish(world)
    return world


def refused(call, *args, error=Refused, **words):
    with pytest.raises(error) as caught:
        call(*args, **words)
    return {violation.field for violation in caught.value.violations}


def look(world, complaint, name):
    with world.work("system") as request:
        return getattr(request.site.complaints[complaint], name)


def due(world, complaint, clock):
    with world.work("system") as request:
        found = request.site.complaints[complaint].clocks[clock]
        return world.clock.local(found.due).date(), found.limit.rule, found.running


def test_the_service_keeps_its_contract(world):
    with world.work() as request:
        assert verifyObject(IComplaints, request.find_service(IComplaints))


def test_a_signed_complaint_goes_its_whole_way_and_its_file_is_archived(house):
    complaint = c.register(house)
    c.lead(house, complaint, "closed")
    with house.work("archivist") as request:
        record = request.site.records[request.site.complaints[complaint].file]
        assert (record.state, record.data_category, record.denied) == ("submitted", "sensitive", ("clerk",))
        request.find_service(IFiling).file(record)
        assert record.reference_code.startswith("Z109-ZY·TS·2026-D30-")
        assert request.site.holder(record.keeping) == "archivist"
        assert record.participants == ()  # neither the registrar nor whoever captured it comes in by filing
    assert c.state(house, complaint) == "archived"


# N28: ways. N29: intake.


@pytest.mark.parametrize("channel", ["letter", "telephone", "online", "visit"])
def test_n28_every_way_in_is_open(house, channel):
    assert c.state(house, c.register(house, channel=channel)) == "registered"


def test_n29_signed_and_anonymous_ones_both_count_and_signed_ones_come_first(house):
    anonymous = c.register(house, signed=False)
    house.clock.forward(days=1)
    signed = c.register(house)
    with house.work("clerk2") as request:
        assert [each.id for each in request.find_service(IComplaints).mine()] == [signed, anonymous]


def test_n29_in_person_the_record_is_read_back_and_signed_before_anything_is_decided(house):
    complaint = c.register(house, channel="visit")
    assert refused(c.make, house, "clerk2", complaint, "accept") == {"attested"}
    assert refused(c.make, house, "clerk2", complaint, "refuse", refusal="scope", reason="x") == {"attested"}
    assert refused(c.make, house, "clerk2", complaint, "attest", error=Violations) == {"signed_as"}
    c.make(house, "clerk2", complaint, "attest", signed_as="岳不群")
    c.make(house, "clerk2", complaint, "accept")


def test_n29_a_letter_is_not_read_back(house):
    complaint = c.register(house, channel="letter")
    assert refused(c.make, house, "clerk2", complaint, "attest", signed_as="x") == {"attested"}
    c.make(house, "clerk2", complaint, "accept")


def test_n28_a_grave_one_is_in_writing_however_it_came(house):
    complaint = c.register(house, grave=True)
    assert "attested" in refused(c.make, house, "clerk2", complaint, "accept")


def test_n29_letters_are_opened_one_by_one_and_file_names_are_not_kept(house):
    with house.work("clerk2") as request:
        files = [received(request, b"letter", "岳不群的投诉信.TXT"), received(request, b"photo", "岳.jpg")]
        values = {**c.VALUES, **c.COMPLAINANT, "channel": "letter"}
        complaint, __ = request.find_service(IComplaints).register(values, files)
        volume = request.site.records[complaint.file]
        names = [f.current.name for item in volume.items for f in request.site.records[item].files]
    assert [name for name in names if "岳" in name] == []
    assert "material-1.txt" in names and "material-2.jpg" in names


# N30: confidentiality, clocks, answers.


def test_n30_3_accept_or_not_within_7_working_days_of_receipt(house):
    house.clock.instant = datetime(2025, 9, 26, 4, tzinfo=UTC)
    complaint = c.register(house)
    assert due(house, complaint, "complaint-accept") == (date(2025, 10, 13), "N30.3", True)
    c.make(house, "clerk2", complaint, "accept")
    assert not due(house, complaint, "complaint-accept")[2]


def test_n30_4_answer_within_15_working_days_of_receipt(house):
    house.clock.instant = datetime(2025, 9, 26, 4, tzinfo=UTC)
    complaint = c.register(house)
    assert due(house, complaint, "complaint-answer") == (date(2025, 10, 23), "N30.4", True)
    c.lead(house, complaint, "answered")
    assert not due(house, complaint, "complaint-answer")[2]


def test_the_clocks_run_from_the_day_a_letter_came_not_from_its_registration(house):
    house.clock.instant = datetime(2025, 10, 9, 4, tzinfo=UTC)
    complaint = c.register(house, received=date(2025, 9, 26))
    assert due(house, complaint, "complaint-accept")[0] == date(2025, 10, 13)


def test_n31_follow_up_within_7_calendar_days_of_the_answer(house):
    complaint = c.register(house)
    c.lead(house, complaint, "answered")
    assert due(house, complaint, "complaint-follow-up") == (date(2026, 11, 30), "N31", True)


def test_c2_another_rule_set_is_a_setting(house):
    with house.work("admin") as request:
        request.find_service(ILimits).adopt("C2")
    complaint = c.register(house, simple=True)
    assert due(house, complaint, "complaint-answer")[:2] == (date(2026, 11, 30), "C2")
    assert due(house, complaint, "complaint-simple")[:2] == (date(2026, 11, 24), "C2")


def test_n30_4_a_simple_one_is_answered_on_the_spot_in_one_screen(house):
    spot = {"outcome": "not-upheld", "text": "当场说明，投诉人表示理解", "form": "oral"}
    complaint = c.register(house, signed=False, settle=spot)
    assert c.state(house, complaint) == "closed"
    signed = c.register(house, settle=spot)
    assert c.state(house, signed) == "answered"  # it is followed up first (N31)


def test_n30_4_a_grave_one_is_not_answered_on_the_spot(house):
    complaint = c.register(house, grave=True, channel="letter")
    values = {"outcome": "not-upheld", "text": "x", "form": "written"}
    assert refused(c.make, house, "clerk2", complaint, "settle", **values) == {"grave"}


@pytest.mark.parametrize(("channel", "grave"), [("letter", False), ("online", False), ("telephone", True)])
def test_n30_2_what_came_in_writing_and_what_is_grave_is_answered_in_writing(house, channel, grave):
    complaint = c.register(house, signed=False, channel=channel, grave=grave)
    if grave:
        c.make(house, "clerk2", complaint, "inform", reason="一起重大投诉")
    c.lead(house, complaint, "decided", outcome="not-upheld")
    answer = {"form": "oral", "reason": "已答复"}
    assert refused(c.make, house, "clerk2", complaint, "answer", error=Violations, **answer) == {"form"}
    c.make(house, "clerk2", complaint, "answer", form="written", reason="书面答复")


def test_n30_2_an_oral_answer_is_put_down_in_the_file(house):
    complaint = c.register(house)
    c.lead(house, complaint, "decided")
    assert refused(c.make, house, "clerk2", complaint, "answer", form="oral", reason="") == {"reason"}
    c.make(house, "clerk2", complaint, "answer", form="oral", reason="电话中已说明")
    with house.work("clerk2") as request:
        volume = request.site.records[request.site.complaints[complaint].file]
        titles = [request.site.records[item].title for item in volume.items]
    assert "给投诉人的答复" in titles


def test_c2_grave_ones_are_reported_to_the_leaders_in_writing_first(house):
    complaint = c.register(house, grave=True, channel="letter")
    assert refused(c.make, house, "clerk2", complaint, "accept") == {"grave"}
    c.make(house, "clerk2", complaint, "inform", reason="一起重大投诉")
    c.make(house, "clerk2", complaint, "accept")
    assert look(house, complaint, "leaders") == ("manager2",)


def test_c2_what_was_passed_to_a_unit_is_tracked_until_it_reports_back(house):
    complaint = c.register(house)
    c.make(house, "clerk2", complaint, "accept")
    c.make(house, "clerk2", complaint, "ask", person="staff2", reason="当天监控是否完好？")
    decision = {"outcome": "not-upheld", "reason": "查无实据"}
    assert refused(c.make, house, "clerk2", complaint, "decide", **decision) == {"errands"}
    with pytest.raises(Missing):
        c.make(house, "clerk2", complaint, "report-back", number=1, reason="不是问我")
    c.make(house, "staff2", complaint, "report-back", number=1, reason="完好，附说明")
    c.make(house, "clerk2", complaint, "decide", **decision)


@pytest.mark.parametrize("outcome", ["upheld", "partly"])
def test_n30_5_upheld_there_is_a_talk_and_the_leaders_are_told(house, outcome):
    complaint = c.register(house, signed=False)
    c.lead(house, complaint, "answered", outcome=outcome)
    assert refused(c.make, house, "clerk2", complaint, "close") == {"talk", "report"}
    c.make(house, "clerk2", complaint, "talk", name="clerk", reason="约谈记录")
    c.make(house, "clerk2", complaint, "inform", reason="查实一起")
    c.make(house, "clerk2", complaint, "close")


def test_n31_a_signed_one_is_followed_up_before_it_is_closed_an_anonymous_one_cannot_be(house):
    complaint = c.register(house)
    c.lead(house, complaint, "answered", outcome="not-upheld")
    assert refused(c.make, house, "clerk2", complaint, "close") == {"follow_up"}
    c.make(house, "clerk2", complaint, "follow-up", grade="satisfied")
    anonymous = c.register(house, signed=False)
    c.lead(house, anonymous, "answered", outcome="not-upheld")
    assert refused(c.make, house, "clerk2", anonymous, "follow-up", grade="satisfied") == {"signed"}
    c.make(house, "clerk2", anonymous, "close")


def test_n31_who_cannot_be_reached_is_noted_with_why(house):
    complaint = c.register(house)
    c.lead(house, complaint, "answered", outcome="not-upheld")
    assert refused(c.make, house, "clerk2", complaint, "follow-up", error=Violations) == {"opinion"}
    c.make(house, "clerk2", complaint, "follow-up", opinion="三次去电未接")


@pytest.mark.parametrize("refusal", REFUSALS)
def test_n32_three_reasons_for_not_accepting_and_no_other(house, refusal):
    complaint = c.register(house)
    wrong = {"refusal": "busy", "reason": "没空"}
    assert refused(c.make, house, "clerk2", complaint, "refuse", error=Violations, **wrong) == {"refusal"}
    assert refused(c.make, house, "clerk2", complaint, "refuse", refusal=refusal) == {"reason"}
    c.make(house, "clerk2", complaint, "refuse", refusal=refusal, form="oral", reason="经核实")
    assert c.state(house, complaint) == "not-accepted"


def test_n32_the_reason_may_turn_out_during_the_investigation(house):
    complaint = c.register(house)
    c.lead(house, complaint, "investigating")
    decision = {"outcome": "not-handled", "reason": "已进入仲裁"}
    assert refused(c.make, house, "clerk2", complaint, "decide", error=Violations, **decision) == {"refusal"}
    c.make(house, "clerk2", complaint, "decide", refusal="proceedings", **decision)
    assert look(house, complaint, "outcome") == "not-handled"


def test_s7_2_a_leader_reviews_why_one_was_not_accepted(house):
    complaint = c.register(house)
    c.make(house, "clerk2", complaint, "refuse", refusal="scope", form="oral", reason="不属于平台业务")
    assert refused(c.make, house, "clerk2", complaint, "close") == {"review"}
    c.make(house, "manager2", complaint, "reopen", reason="属于平台业务")
    assert c.state(house, complaint) == "registered"
    assert due(house, complaint, "complaint-accept")[2]
    c.make(house, "clerk2", complaint, "refuse", refusal="untrue", form="oral", reason="查无此事")
    c.make(house, "manager2", complaint, "review")
    c.make(house, "clerk2", complaint, "close")


# Who handles.


def test_neither_the_person_complained_of_nor_a_subordinate_handles_it(house):
    assert look(house, c.register(house, person="clerk2"), "handler") == "staff2"
    # The head of QYB leads clerk2, so that staff2 of another unit gets it.
    complaint = c.register(house, person="head")
    assert look(house, complaint, "handler") == "staff2"
    for barred in ("head", "clerk", "clerk2", "staff"):
        values = {"person": barred, "reason": "转交"}
        assert refused(c.make, house, "staff2", complaint, "assign", error=Violations, **values) == {"person"}


def test_a_deputy_of_the_person_complained_of_does_not_handle_it(house):
    with house.work("admin") as request:
        clerk = request.site.people["clerk"]
        clerk.appointments = (Appointment("QYB", "post", date(2020, 1, 1), None, "clerk2"),)
    assert look(house, c.register(house), "handler") == "staff2"


def test_a_complaint_against_a_manager_goes_to_another_manager(world):
    c.furnish(world, head="", supervisor="")
    assert look(world, c.register(world, person="manager"), "handler") == "manager2"


def test_a_complaint_against_the_head_of_the_platform_goes_to_the_supervisor(house):
    complaint = c.register(house, person="manager")
    assert look(house, complaint, "handler") == "manager2"
    values = {"person": "staff2", "reason": "转交"}
    assert refused(c.make, house, "manager2", complaint, "assign", error=Violations, **values) == {"person"}


def test_where_nobody_may_handle_it_the_administrators_are_told_until_somebody_may(world):
    c.furnish(world, supervisor="")
    complaint = c.register(world, person="manager")
    assert look(world, complaint, "handler") == ""
    with world.work("admin") as request:
        assert [notice.address for notice in notices(request, "admin")] == ["/complaints/terms"]
        request.find_service(IComplaints).change_terms({"supervisor": "manager2"})
    assert look(world, complaint, "handler") == "manager2"


def notices(request, person):
    from onestop_records.interfaces import INotices

    return request.find_service(INotices).of(request.site.people[person])


def test_whoever_turns_out_to_be_complained_of_loses_it_at_once(house):
    complaint = c.register(house, person="三号窗口那位")
    assert look(house, complaint, "handler") == "staff2"  # of another unit than the one complained of
    c.make(house, "staff2", complaint, "assign", person="clerk2", reason="更了解情况")
    c.make(house, "clerk2", complaint, "identify", people=("clerk2",))
    assert look(house, complaint, "handler") == "staff2"
    with house.work("clerk2") as request:
        service, found = request.find_service(IComplaints), request.site.complaints[complaint]
        assert service.roles(found) == frozenset()
        assert not request.knows(request.site.records[found.file])


def test_the_deputy_of_an_absent_handler_takes_over_unless_they_are_concerned(house):
    complaint = c.register(house)
    with house.work("admin") as request:
        handler = request.site.people["clerk2"]
        handler.appointments = (
            Appointment("QYB", "a", date(2020, 1, 1), None, "clerk"),
            Appointment("XXB", "b", date(2020, 1, 1), None, "staff2"),
        )
        request.find_service(IPosts).away(handler, house.clock.today(), None, "病假")
    with house.work("clerk") as request:
        assert request.find_service(IComplaints).roles(request.site.complaints[complaint]) == frozenset()
        assert not waiting(request, "clerk")
    with house.work("staff2") as request:
        assert len(waiting(request, "staff2")) == 1
    c.make(house, "staff2", complaint, "join")
    c.make(house, "staff2", complaint, "accept")


def waiting(request, person):
    found = request.find_service(IWork).of(request.site.people[person])
    return [one for one in found if one.kind == "complaint"]


def test_a_handover_passes_complaints_to_somebody_who_may_have_them(house):
    complaint = c.register(house)
    with house.work("manager") as request:
        people, kinds = request.site.people, request.find_service(IResponsibilities).kinds()
        kind = next(kind for kind in kinds if kind.kind == "complaint")
        assert [duty.id for duty in kind.of(people["clerk2"])] == [complaint]
        assert refused(kind.pass_on, complaint, people["clerk2"], people["clerk"]) == {"receiver"}
        kind.pass_on(complaint, people["clerk2"], people["staff2"])
    assert look(house, complaint, "handler") == "staff2"


@pytest.mark.parametrize(("complained", "filer"), [("archivist", "archivist2"), ("manager", "archivist")])
def test_the_file_goes_to_an_archivist_who_has_nothing_to_do_with_it(world, complained, filer):
    c.furnish(world, head="", supervisor="", handlers=("manager2",), leaders=())
    complaint = c.register(world, person=complained)
    c.lead(world, complaint, "closed", "manager2", outcome="not-upheld")
    with world.work(filer) as request:
        request.find_service(IFiling).file(request.site.records[request.site.complaints[complaint].file])
    with world.work(complained) as request:
        assert not request.knows(request.site.records[request.site.complaints[complaint].file])


def test_where_no_archivist_may_file_it_that_is_said(world):
    c.furnish(world, head="", supervisor="", handlers=("manager2",))
    complaint = c.register(world, person="archivist、archivist2")
    c.lead(world, complaint, "followed-up", "manager2", outcome="not-upheld")
    assert refused(c.make, world, "manager2", complaint, "close", error=Violations) == {"archivist"}


# Who complained.


def test_who_complained_stands_in_no_file_description_notice_or_entry(house):
    from onestop_records.interfaces import IAudit

    complaint = c.register(house)
    c.lead(house, complaint, "closed")
    house.index()
    with house.work("system") as request:
        found = request.site.complaints[complaint]
        volume = request.site.records[found.file]
        records = [volume, *(request.site.records[item] for item in volume.items)]
        said = [str([record.title, record.description, record.creator]) for record in records]
        for record in records:
            for component in record.files:
                with component.current.blob.open() as source:
                    said.append(source.read().decode("utf-8", "replace") + component.current.name)
            said += [str(entry.values()) for entry in request.find_service(IAudit).entries(record.id)]
        said += [str(entry.values()) for entry in request.find_service(IAudit).entries(complaint)]
        for person in request.site.people:
            said += [f"{n.subject.interpolate()}{n.text.interpolate()}" for n in notices(request, person)]
        assert [word for word in found.complainant.words() if any(word in text for text in said)] == []


def test_the_trail_says_nothing_of_what_a_complaint_says_or_of_whom(house):
    from onestop_records.interfaces import IAudit

    complaint = c.register(house)
    c.lead(house, complaint, "closed")
    with house.work("auditor") as request:
        entries, __ = request.find_service(IAudit).listing(limit=500)
        told = [e for e in entries if e.kind in ("complaint", "record") and e.act != "record-viewed"]
        text = str([(e.reason, dict(e.before), dict(e.after)) for e in told])
        assert c.FACTS not in text and "情况属实" not in text
        assert "'complained_person': 'clerk'" not in text and "'denied': ['clerk']" not in text


@pytest.mark.parametrize(("step", "field"), [("inform", "reason"), ("ask", "reason")])
def test_what_others_read_does_not_say_who_complained(house, step, field):
    complaint = c.register(house)
    c.make(house, "clerk2", complaint, "accept")
    values = {"reason": "岳不群反映", "person": "staff2"}
    assert refused(c.make, house, "clerk2", complaint, step, error=Violations, **values) == {field}


def test_a_code_is_kept_as_a_digest_and_whoever_it_is_about_gets_none(house):
    with house.work("clerk2") as request:
        service = request.find_service(IComplaints)
        complaint, code = service.register({**c.VALUES})
        assert code and code not in str(vars(complaint))
        assert service.progress(code.lower().replace("-", " "), "10.0.0.1") is complaint
    with house.work("clerk") as request:
        service = request.find_service(IComplaints)
        assert service.register({**c.VALUES})[1] == ""


def test_an_open_complaint_holds_the_records_it_refers_to(house):
    from onestop_records.interfaces import IImpediments
    from tests.batches import put_in

    (record,) = put_in(house, 1)
    complaint = c.register(house, records=(record,))
    with house.work("archivist") as request:
        assert request.find_service(IImpediments)(request.site.records[record])
    c.lead(house, complaint, "closed")
    with house.work("archivist") as request:
        assert not request.find_service(IImpediments)(request.site.records[record])


def test_overdue_ones_are_chased_and_only_who_may_know_is_told(house):
    complaint = c.register(house)
    house.clock.forward(days=40)
    with house.work("system") as request:
        request.find_service(IDeadlines).run()
    with house.work("system") as request:
        told = [p for p in request.site.people if any(complaint in n.address for n in notices(request, p))]
    assert told == ["clerk2"]


def test_nothing_is_done_to_a_closed_complaint(house):
    complaint = c.register(house, signed=False)
    c.lead(house, complaint, "closed", outcome="not-upheld")
    with pytest.raises(Conflict):
        c.make(house, "clerk2", complaint, "material", text="补充")
