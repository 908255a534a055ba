"""Clocks of cases and complaints: started, paused, warned of, overdue, chased, moved by the calendar."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from persistent.mapping import PersistentMapping

from onestop_records.errors import Conflict, Refused, Violations
from onestop_records.interfaces import IAudit, ICalendar, IDeadlines, ILimits, INotices
from onestop_records.models.limit import DAYS, MINUTES, WORKING_DAYS, Limit


@dataclass
class Subject:
    """Anything with clocks; kept outside of the store, for the clocks alone are tested here."""

    id: str = "s1"
    deadline_kind: str = "sample"
    clocks: PersistentMapping = field(default_factory=PersistentMapping)


@pytest.fixture
def subject(world):
    """A subject whose listener notes what it is told; clerk handles it, head and manager stand above."""
    found = Subject()
    found.told = []
    listener = SimpleNamespace(
        find=lambda subject_id: found if subject_id == found.id else None,
        title=lambda subject: "办件 2026-0001",
        address=lambda subject: "/cases/s1",
        handlers=lambda subject, name: ["clerk"],
        superiors=lambda subject, name, step: ["head", "manager"][: step - 1],
        told=lambda subject, name, what: found.told.append(what),
    )
    world.registry.deadline_listeners["sample"] = lambda request: listener
    yield found
    del world.registry.deadline_listeners["sample"]


def local(world, instant):
    return world.clock.local(instant).strftime("%Y-%m-%d %H:%M")


def at(*parts):
    """An instant of Shanghai, eight hours before in UTC."""
    return datetime(*parts, tzinfo=UTC).replace(hour=parts[3] - 8)


def notices(world, username):
    with world.work(username) as request:
        return [
            n.subject.default or str(n.subject)
            for n in request.find_service(INotices).of(request.site.people[username])
        ]


def run(world):
    """What the worker does, until nothing is left."""
    with world.work("archivist") as request:
        while request.find_service(IDeadlines).run(most=2):
            pass


def start(world, subject, name="question", **more):
    with world.work("clerk") as request:
        return request.find_service(IDeadlines).start(subject, name, **more)


def test_w9_6_3_2_a_question_is_answered_within_3_working_days(world, subject):
    clock = start(world, subject)
    assert local(world, clock.due) == "2026-11-26 17:30"
    assert clock.limit == Limit(WORKING_DAYS, 3, "W9-6.3.2")
    assert not clock.provisional and clock.in_time is None


def test_w9_7_4_1d_the_one_time_notice_within_5_working_days(world, subject):
    clock = start(world, subject, "one-time-notice")
    assert local(world, clock.due) == "2026-11-30 17:30"
    assert clock.limit.rule == "W9-7.4.1d"


def test_c2_a_promised_case_has_5_working_days_or_what_its_matter_promises(world, subject):
    clock = start(world, subject, "case-promised")
    assert local(world, clock.due) == "2026-11-30 17:30" and clock.limit.rule == "C2"


def test_every_limit_names_its_rule_and_stands_in_the_store(world):
    with world.work("admin") as request:
        settings = request.find_service(ILimits).all()
        assert settings and all(setting.limit.rule for setting in settings)
        request.find_service(ILimits).change("complaint-accept", {"number": 6, "rule": "理事会决定"})
        assert request.find_service(ILimits).get("complaint-accept") == Limit(WORKING_DAYS, 6, "理事会决定")


@pytest.mark.parametrize(
    "values",
    [{"number": 0}, {"number": 1001}, {"rule": " "}, {"unit": "moons"}, {"warn": 7}, {"unit": "same-day"}],
)
def test_a_limit_that_makes_no_sense_is_refused(world, values):
    with world.work("admin") as request, pytest.raises(Violations):
        request.find_service(ILimits).change("complaint-accept", values)


def test_a_clock_says_whether_it_was_in_time(world, subject):
    start(world, subject)
    world.clock.instant = at(2026, 11, 26, 17, 30)
    with world.work("clerk") as request:
        clock = request.find_service(IDeadlines).stop(subject, "question")
    assert clock.in_time
    start(world, subject)
    world.clock.instant = at(2026, 12, 1, 17, 31)
    with world.work("clerk") as request:
        clock = request.find_service(IDeadlines).stop(subject, "question")
        assert clock.in_time is False
        assert request.find_service(IDeadlines).stop(subject, "question") is clock
        assert len(request.site.deadlines) == 0


def test_a_running_clock_is_not_started_again(world, subject):
    start(world, subject)
    with pytest.raises(Conflict):
        start(world, subject)


def test_a_case_may_have_a_limit_of_its_own(world, subject):
    clock = start(world, subject, "case-promised", limit=Limit(WORKING_DAYS, 2, "S5.2"))
    assert local(world, clock.due) == "2026-11-25 17:30"


def test_a_pause_moves_the_deadline_by_the_working_days_it_lasted(world, subject):
    start(world, subject)
    world.clock.instant = at(2026, 11, 24, 10)
    with world.work("clerk") as request:
        request.find_service(IDeadlines).pause(subject, "question", "缺营业执照复印件")
    world.clock.instant = at(2026, 12, 1, 9)  # Tuesday: 5 working days later
    run(world)
    assert subject.told == []
    with world.work("clerk") as request:
        clock = request.find_service(IDeadlines).resume(subject, "question")
    assert local(world, clock.due) == "2026-12-03 17:30"
    assert clock.pauses[0].reason == "缺营业执照复印件"


def test_a_pause_wants_a_reason_and_hides_no_lateness(world, subject):
    start(world, subject)
    with world.work("clerk") as request:
        deadlines = request.find_service(IDeadlines)
        with pytest.raises(Violations):
            deadlines.pause(subject, "question", "  ")
        with pytest.raises(Conflict):
            deadlines.resume(subject, "question")
        deadlines.pause(subject, "question", "缺件")
        with pytest.raises(Conflict):
            deadlines.pause(subject, "question", "缺件")
        deadlines.resume(subject, "question")
    world.clock.instant = at(2026, 11, 27, 9)
    with world.work("clerk") as request, pytest.raises(Refused):
        request.find_service(IDeadlines).pause(subject, "question", "缺件")


def test_people_are_warned_chased_and_their_superiors_told(world, subject):
    start(world, subject)
    run(world)
    assert subject.told == []
    world.clock.instant = at(2026, 11, 25, 8, 30)  # the working day before, when the doors open
    run(world)
    run(world)
    assert subject.told == ["warned"]
    world.clock.instant = at(2026, 11, 26, 17, 31)
    run(world)
    assert subject.told == ["warned", "overdue"]
    assert len(notices(world, "clerk")) == 2 and notices(world, "head") == []
    world.clock.instant = at(2026, 11, 27, 17, 31)  # the term of a chase is over
    run(world)
    assert len(notices(world, "head")) == 1 and notices(world, "manager") == []
    world.clock.instant = at(2026, 11, 30, 17, 31)
    run(world)
    world.clock.forward(days=30)
    run(world)
    assert len(notices(world, "head")) == 2 and len(notices(world, "manager")) == 1
    assert subject.clocks["question"].chased == 3
    with world.work("auditor") as request:
        acts = [entry.act for entry in request.find_service(IAudit).entries("s1")]
    assert acts.count("deadline-warned") == 1 and acts.count("deadline-chased") == 3
    assert acts.count("deadline-missed") == 1


def test_a_clock_of_an_object_that_is_gone_is_forgotten(world, subject):
    start(world, subject)
    subject.id = "another"
    world.clock.instant = at(2026, 11, 27, 9)
    run(world)
    with world.work("clerk") as request:
        assert len(request.site.deadlines) == 0


def test_deadlines_follow_a_changed_calendar(world, subject):
    clock = start(world, subject)
    run(world)
    with world.work("admin") as request:
        values = {"since": date(2026, 11, 25), "until": date(2026, 11, 26), "title": "台风停工"}
        request.find_service(ICalendar).close(values)
    run(world)
    assert local(world, clock.due) == "2026-11-30 17:30"
    assert subject.told == ["moved"]
    run(world)
    assert subject.told == ["moved"]


def test_what_a_closure_makes_timely_again_is_overdue_no_more(world, subject):
    clock = start(world, subject)
    world.clock.instant = at(2026, 11, 27, 9)
    run(world)
    assert clock.overdue
    with world.work("admin") as request:
        values = {"since": date(2026, 11, 25), "until": date(2026, 11, 26), "title": "台风停工"}
        request.find_service(ICalendar).close(values)
    run(world)
    assert clock.overdue is None and clock.chased == 0
    world.clock.instant = at(2026, 11, 30, 17, 31)
    run(world)
    assert clock.overdue


def test_what_stays_overdue_is_not_chased_sooner_because_the_calendar_changed(world, subject):
    clock = start(world, subject)
    world.clock.instant = at(2026, 11, 30, 9)
    run(world)
    assert clock.chased == 1
    with world.work("admin") as request:
        request.find_service(ICalendar).close({"since": date(2026, 11, 25), "title": "停电"})
    run(world)
    assert local(world, clock.due) == "2026-11-27 17:30" and clock.overdue
    assert clock.chased == 1 and notices(world, "head") == []
    world.clock.instant = at(2026, 12, 1, 17, 31)
    run(world)
    assert clock.chased == 2


def test_a_chase_by_hand_wants_something_that_is_near_or_overdue(world, subject):
    start(world, subject)
    with world.work("head") as request, pytest.raises(Refused):
        request.find_service(IDeadlines).chase(subject, "question", "请抓紧")
    world.clock.instant = at(2026, 11, 25, 9)
    run(world)
    with world.work("head") as request:
        clock = request.find_service(IDeadlines).chase(subject, "question", "请抓紧")
    assert clock.chased == 0 and len(notices(world, "clerk")) == 1, "the same moment, the same notice"
    world.clock.forward(minutes=5)
    with world.work("head") as request:
        request.find_service(IDeadlines).chase(subject, "question", "再催一次")
    assert clock.chased == 0 and len(notices(world, "clerk")) == 2
    world.clock.instant = at(2026, 11, 27, 9)
    with world.work("head") as request:
        request.find_service(IDeadlines).chase(subject, "question", "请抓紧")
    assert clock.chased == 1 and subject.told == ["warned", "overdue"]
    run(world)
    assert clock.chased == 1 and notices(world, "head") == [], "overdue was told by hand, once"


def test_a_provisional_deadline_is_moved_when_the_year_is_published(world, subject):
    clock = start(world, subject, at=at(2026, 12, 31, 10))
    assert clock.provisional and local(world, clock.due) == "2027-01-06 17:30"
    off = [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), date(2027, 5, 1), date(2027, 10, 1)]
    off += [date(2027, 2, day) for day in range(6, 13)]
    with world.work("admin") as request:
        days = {**dict.fromkeys(off, False), date(2027, 1, 4): False}
        request.find_service(ICalendar).publish(2027, days, "国办发明电")
    run(world)
    assert not clock.provisional and local(world, clock.due) == "2027-01-07 17:30"
    assert subject.told == ["moved"]


def test_minutes_run_while_the_doors_are_open(world, subject):
    clock = start(world, subject, "case-instant", at=at(2026, 11, 27, 17, 20))  # C10: 30 minutes, a Friday
    assert local(world, clock.due) == "2026-11-30 08:50"
    assert clock.limit.unit == MINUTES


def test_n31_calendar_days_run_over_holidays(world, subject):
    clock = start(world, subject, "complaint-follow-up", at=at(2025, 9, 26, 10))
    assert local(world, clock.due) == "2025-10-03 17:30"
    assert clock.limit.unit == DAYS
