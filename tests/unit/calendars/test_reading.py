"""Official calendars from CSV and iCalendar."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onestop_records.calendars.reading import read
from onestop_records.errors import Violations

TABLE = "日期,类型,名称\n2027-01-01,休,元旦\n2027-01-03,班,元旦\n2027-05-01,休,劳动节\n2026-12-31,休,元旦\n"
EVENTS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20271001
DTEND;VALUE=DATE:20271008
SUMMARY:国庆节 休
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20271009
SUMMARY:国庆节 补班
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_chinese_table_is_read_whatever_excel_made_of_it(encoding):
    found = read("2027.csv", TABLE.encode(encoding))
    assert list(found) == [2027]
    assert found[2027][date(2027, 1, 3)] is True
    assert found[2027][date(2026, 12, 31)] is False, "it belongs to New Year's holiday"


def test_english_headings_and_slashes_do_too():
    found = read("x.csv", b"kind,date\noff,2027/10/01\nwork,20271009\n")
    assert found == {2027: {date(2027, 10, 1): False, date(2027, 10, 9): True}}


def test_an_icalendar_file_says_which_days_are_worked():
    found = read("2027.ics", EVENTS.encode())[2027]
    assert sum(not worked for worked in found.values()) == 7
    assert found[date(2027, 10, 9)] is True


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"day off\n"),
        ("a.csv", b"date,kind\n2027-13-01,off\n"),
        ("a.csv", b"date,kind\n2027-10-01,maybe\n"),
        ("a.csv", b"date,kind\n2027-10-01,off\n2027-10-01,work\n"),
        ("a.csv", b"\xff\xfe\x00\xd8"),
        ("a.ics", b"no calendar at all"),
        ("a.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"),
        ("a.csv", b"x" * (2 * 1024 * 1024 + 1)),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, content):
    with pytest.raises(Violations):
        read(name, content)


def test_every_line_that_is_wrong_is_named():
    with pytest.raises(Violations) as caught:
        read("a.csv", b"date,kind\n2027-10-01,off\nx,off\n2027-10-02,y\n")
    assert len(caught.value.violations) == 2


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.ics"]))
@example(b"\r\x00", "a.csv")
@example(b"date,kind\n" + b"x" * 200_000, "a.csv")
def test_no_bytes_are_more_than_a_refusal(content, name):
    with suppress(Violations):
        read(name, content)
