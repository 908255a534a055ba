"""Deadlines by the published calendar, by hand-made vectors and by properties (casework, *Clocks*)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onestop_records.calendars.official import newest
from onestop_records.calendars.workingdays import WorkingDays
from onestop_records.clock import SystemClock
from onestop_records.models.calendar import Closure, Hours, HouseCalendar, OfficialYear
from onestop_records.models.deadline import Pause
from onestop_records.models.limit import DAYS, HOURS, MINUTES, NEXT_DAY, SAME_DAY, WORKING_DAYS, Limit
from tests.unit.calendars import notices

CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLOCK = SystemClock("Asia/Shanghai")
PLAIN = WorkingDays(HouseCalendar(), CLOCK)

# Day of receipt, working days, last day: counted by hand on the notices.
VECTORS = """
2025-09-26 7 2025-10-13
2025-09-26 15 2025-10-23
2024-01-31 7 2024-02-08
2024-02-09 1 2024-02-18
2024-02-05 5 2024-02-18
2024-04-03 1 2024-04-07
2024-04-26 5 2024-05-07
2024-06-07 1 2024-06-11
2024-09-13 3 2024-09-19
2024-09-27 7 2024-10-12
2024-12-31 1 2025-01-02
2025-01-24 7 2025-02-10
2025-01-26 1 2025-01-27
2025-04-03 2 2025-04-08
2025-04-25 5 2025-05-06
2025-05-30 1 2025-06-03
2025-09-30 1 2025-10-09
2025-12-31 1 2026-01-04
2026-01-01 7 2026-01-12
2026-02-13 2 2026-02-24
2026-02-14 5 2026-02-28
2026-04-03 1 2026-04-07
2026-04-30 3 2026-05-08
2026-04-30 4 2026-05-09
2026-06-18 15 2026-07-10
2026-09-18 7 2026-09-29
2026-09-30 2 2026-10-09
2026-09-30 3 2026-10-10
2026-12-23 6 2026-12-31
"""


def instant(day, at=time(10)):
    """That time of Shanghai."""
    return datetime.combine(day, at, UTC) - timedelta(hours=8)


def last_day(deadline):
    return CLOCK.local(deadline.at).date()


def limit(unit, number=1):
    return Limit(unit, number, "N30.3")


def test_the_library_agrees_with_the_published_notices_on_every_day():
    assert [day for day in notices.days() if PLAIN.is_working(day) != notices.worked(day)] == []


def test_casework_names_this_case_2025_09_26_and_7_working_days_is_2025_10_13():
    deadline = PLAIN.deadline(instant(date(2025, 9, 26)), limit(WORKING_DAYS, 7))
    assert CLOCK.local(deadline.at).isoformat() == "2025-10-13T17:30:00+08:00"
    assert not deadline.provisional


@pytest.mark.parametrize("vector", VECTORS.strip().splitlines())
def test_vectors(vector):
    start, number, last = vector.split()
    oracle = date.fromisoformat(start)
    for _ in range(int(number)):
        oracle += timedelta(days=1)
        while not notices.worked(oracle):
            oracle += timedelta(days=1)
    deadline = PLAIN.deadline(instant(date.fromisoformat(start)), limit(WORKING_DAYS, int(number)))
    assert last_day(deadline).isoformat() == last == oracle.isoformat()


working_starts = st.dates(date(2024, 1, 1), date(2026, 9, 30))
times = st.times(time(0), time(23, 59))
numbers = st.integers(1, 40)


@CALM
@given(working_starts, times, numbers)
def test_count_is_the_inverse_of_deadline(day, at, number):
    last = last_day(PLAIN.deadline(instant(day, at), limit(WORKING_DAYS, number)))
    assert PLAIN.count(day, last) == number
    assert PLAIN.is_working(last)
    assert PLAIN.count(day, last - timedelta(days=1)) == number - 1


@CALM
@given(
    working_starts,
    times,
    st.sampled_from(["minutes", "hours", "days", "working-days", "same-day", "next-day"]),
)
def test_later_starts_never_end_earlier_and_longer_limits_never_either(day, at, unit):
    start, number = instant(day, at), 1 if unit.endswith("-day") else 7
    first = PLAIN.deadline(start, limit(unit, number)).at
    assert first >= start or unit == DAYS
    for later in (start + timedelta(minutes=7), start + timedelta(days=1)):
        assert PLAIN.deadline(later, limit(unit, number)).at >= first
    if not unit.endswith("-day"):
        assert PLAIN.deadline(start, limit(unit, number + 1)).at > first


@CALM
@given(working_starts, numbers, st.integers(0, 20), st.integers(0, 20))
def test_a_pause_moves_the_deadline_by_the_working_days_in_it(day, number, before, length):
    start = instant(day)
    pause = Pause(start + timedelta(days=before), "缺件", start + timedelta(days=before + length))
    plain, moved = (PLAIN.deadline(start, limit(WORKING_DAYS, number), pauses) for pauses in ((), (pause,)))
    paused = PLAIN.count(CLOCK.local(pause.since).date(), CLOCK.local(pause.until).date())
    assert PLAIN.count(last_day(plain), last_day(moved)) == paused
    calendar = [PLAIN.deadline(start, limit(DAYS, number), pauses) for pauses in ((), (pause,))]
    assert calendar[1].at - calendar[0].at == timedelta(days=length)


@CALM
@given(working_starts, times, st.integers(1, 600), st.integers(0, 600), st.integers(0, 600))
def test_a_pause_moves_a_limit_in_minutes_by_the_opening_time_in_it(day, at, number, before, length):
    start = instant(day, at)
    pause = Pause(start + timedelta(minutes=before), "缺件", start + timedelta(minutes=before + length))
    plain, moved = (PLAIN.deadline(start, limit(MINUTES, number), pauses).at for pauses in ((), (pause,)))
    naive = [CLOCK.local(one).replace(tzinfo=None) for one in (pause.since, pause.until, plain, moved)]
    assert PLAIN.days.open_time(naive[2], naive[3]) == PLAIN.days.open_time(naive[0], naive[1])


@CALM
@given(working_starts, times, st.integers(1, 1000))
def test_minutes_are_minutes_of_open_doors(day, at, number):
    start = instant(day, at)
    end = PLAIN.deadline(start, limit(MINUTES, number)).at
    naive = [CLOCK.local(one).replace(tzinfo=None) for one in (start, end)]
    assert PLAIN.days.open_time(*naive) == timedelta(minutes=number)


def test_c10_half_an_hour_before_lunch_ends_after_it():
    end = PLAIN.deadline(instant(date(2026, 11, 23), time(11, 45)), limit(MINUTES, 30)).at
    assert CLOCK.local(end).time() == time(13, 45)
    end = PLAIN.deadline(instant(date(2026, 11, 20), time(17)), limit(HOURS, 2)).at
    assert CLOCK.local(end).isoformat() == "2026-11-23T10:00:00+08:00"


@pytest.mark.parametrize(
    ("start", "at", "unit", "last"),
    [
        ("2026-11-23", time(9), SAME_DAY, "2026-11-23"),
        ("2026-11-23", time(17, 31), SAME_DAY, "2026-11-24"),
        ("2026-11-21", time(9), SAME_DAY, "2026-11-23"),  # a Saturday
        ("2026-11-20", time(9), NEXT_DAY, "2026-11-23"),
        ("2026-09-30", time(9), NEXT_DAY, "2026-10-08"),
        ("2026-11-21", time(9), NEXT_DAY, "2026-11-24"),
    ],
)
def test_c2_the_same_or_the_next_day_is_one_on_which_the_house_works(start, at, unit, last):
    deadline = PLAIN.deadline(instant(date.fromisoformat(start), at), limit(unit))
    assert last_day(deadline).isoformat() == last


def test_n31_days_of_the_calendar_are_not_moved_by_holidays():
    deadline = PLAIN.deadline(instant(date(2025, 9, 26)), limit(DAYS, 7))
    assert CLOCK.local(deadline.at).isoformat() == "2025-10-03T17:30:00+08:00"
    assert not PLAIN.deadline(instant(date(2026, 12, 30)), limit(DAYS, 7)).provisional


def test_a_deadline_in_a_year_that_is_not_published_is_provisional():
    unknown = newest() + 1
    assert PLAIN.published(unknown - 1) and not PLAIN.published(unknown)
    late = date(unknown - 1, 12, 31)
    deadline = PLAIN.deadline(instant(late), limit(WORKING_DAYS, 1))
    assert deadline.provisional and last_day(deadline) > date(unknown, 1, 1)
    assert not PLAIN.is_working(date(unknown, 10, 1))
    assert not PLAIN.deadline(instant(date(unknown - 1, 11, 2)), limit(WORKING_DAYS, 7)).provisional


def published(year, off, worked=()):
    days = {**dict.fromkeys(off, False), **dict.fromkeys(worked, True)}
    return OfficialYear(year, days, "国办发明电", "admin", datetime(2026, 11, 1, tzinfo=UTC))


def test_an_imported_year_is_published_and_goes_before_the_library():
    calendar = HouseCalendar()
    days = WorkingDays(calendar, CLOCK)
    before = days.edition()
    calendar.publish(published(2027, [date(2026, 12, 31), date(2027, 1, 1)], [date(2027, 1, 3)]))
    days = WorkingDays(calendar, CLOCK)
    assert days.edition() != before and days.published(2027)
    assert not days.is_working(date(2026, 12, 31)), "New Year's holiday may begin in December"
    assert days.is_working(date(2027, 1, 3)) and days.is_working(date(2027, 10, 1))
    assert not days.deadline(instant(date(2026, 12, 30)), limit(WORKING_DAYS, 3)).provisional


def test_closures_and_duty_days_stand_above_the_official_calendar():
    calendar = HouseCalendar()
    calendar.set_closures(
        (
            Closure(date(2026, 11, 24), date(2026, 11, 26), "搬迁"),
            Closure(date(2026, 11, 28), date(2026, 11, 28), "周六值班", worked=True),
        )
    )
    days = WorkingDays(calendar, CLOCK)
    assert [days.is_working(date(2026, 11, n)) for n in range(23, 30)] == [1, 0, 0, 0, 1, 1, 0]
    assert last_day(days.deadline(instant(date(2026, 11, 23)), limit(WORKING_DAYS, 2))) == date(2026, 11, 28)


def test_hours_are_those_in_force_on_the_day():
    calendar = HouseCalendar()
    summer = ((time(8), time(11, 30)), (time(14), time(17)))
    calendar.set_hours((*calendar.hours, Hours(date(2026, 11, 25), summer, "作息调整通知")))
    days = WorkingDays(calendar, CLOCK)
    ends = [days.deadline(instant(date(2026, 11, 23)), limit(WORKING_DAYS, n)).at for n in (1, 2)]
    assert [CLOCK.local(end).time() for end in ends] == [time(17, 30), time(17)]
    end = days.deadline(instant(date(2026, 11, 25), time(11, 15)), limit(MINUTES, 30)).at
    assert CLOCK.local(end).time() == time(14, 15)


def test_warnings_come_when_the_doors_open_or_so_many_minutes_before():
    due = PLAIN.deadline(instant(date(2025, 9, 26)), limit(WORKING_DAYS, 7)).at
    warning = PLAIN.warning(due, limit(WORKING_DAYS, 7), 1)
    assert CLOCK.local(warning).isoformat() == "2025-10-11T08:30:00+08:00"
    assert PLAIN.warning(due, limit(MINUTES, 30), 10) == due - timedelta(minutes=10)
    assert PLAIN.warning(due, limit(HOURS, 2), 1) == due - timedelta(hours=1)
    assert PLAIN.warning(due, limit(SAME_DAY), 0) is None


def test_a_house_that_never_opens_is_an_error_and_no_endless_search():
    calendar = HouseCalendar()
    calendar.set_closures((Closure(date(2026, 1, 1), date(9990, 1, 1), "停业"),))
    days = WorkingDays(calendar, CLOCK)
    with pytest.raises(OverflowError):
        days.deadline(instant(date(2026, 1, 1)), limit(WORKING_DAYS, 1))
    with pytest.raises(OverflowError):
        days.deadline(instant(date(2026, 1, 1)), limit(MINUTES, 1))
