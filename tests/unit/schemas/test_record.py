"""The descriptions of records: what is taken, what is refused, whichever way it comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from onestop_records.errors import Violations
from onestop_records.interfaces import IDescriptions
from onestop_records.models.partialdate import PartialDate

TYPES = ("document", "photo", "video", "audio", "complaint_file", "case_file")


@pytest.fixture
def descriptions(world):
    with world.work() as request:
        yield request.find_service(IDescriptions)


def wrong(descriptions, values, type="document"):
    with pytest.raises(Violations) as caught:
        descriptions.check(type, values)
    return {violation.field for violation in caught.value.violations}


def test_keeps_its_contract(descriptions):
    assert verifyObject(IDescriptions, descriptions)


@pytest.mark.parametrize("type", TYPES)
def test_every_type_of_the_specification_takes_a_title(descriptions, type):
    assert descriptions.check(type, {"title": "关于举办展会的通知"})["title"] == "关于举办展会的通知"


@pytest.mark.parametrize("type", ["", "folder", None, 3, ["document"]])
def test_an_unknown_type_is_refused(descriptions, type):
    assert wrong(descriptions, {"title": "x"}, type) == {"type"}


def test_everything_wrong_is_told_at_once(descriptions):
    values = {
        "date": "2021-13",
        "unit": "ZZ",
        "category": "??",
        "retention": "D77",
        "classification": "very",
        "pages": "many",
        "readers": ["nobody"],
        "place": {"rom": "1"},
        "colour": "red",
    }
    assert wrong(descriptions, values) == {
        "title", "date", "unit", "category", "retention", "classification", "pages", "readers",
        "place.rom", "colour",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 3),
        ("title", ["x"]),
        ("title", "x" * 1001),
        ("title", "a\x00b"),
        ("title", "a\nb"),
        ("title", "\udcff"),
        ("title", "abc\u202egnp.exe"),
        ("title", "   "),
        ("creator", {"name": "x"}),
        ("pages", True),
        ("pages", -1),
        ("pages", 1.5),
        ("pages", "9" * 400),
        ("keywords", [1]),
        ("keywords", {"a": 1}),
        ("keywords", ["x"] * 501),
        ("place", "room 1"),
        ("place", ["room 1"]),
        ("date", "2021-02-30"),
        ("date", "２０２１"),
        ("date", 2021),
        ("year", 21),
        ("unit", ["BGS"]),
        ("data_category", {}),
        ("participants", "nobody"),
        ("classification", True),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(descriptions, field, value):
    assert wrong(descriptions, {"title": "x", field: value}) == {field}


def test_a_form_an_import_row_and_the_api_say_the_same(descriptions):
    by_form = descriptions.check(
        "photo", {"title": " x ", "persons": "甲、乙；丙", "group": "25", "place": ""}
    )
    by_api = descriptions.check("photo", {"title": "x", "persons": ["甲", "乙", "丙"], "group": 25})
    assert by_form == by_api


def test_people_are_named_by_id_or_user_name_and_kept_by_id(world, descriptions):
    assert descriptions.check("document", {"title": "x", "readers": "staff,staff2,staff"})["readers"] == (
        "staff",
        "staff2",
    )


def test_what_was_checked_may_be_checked_again(descriptions):
    values = {
        "title": "x",
        "date": "2021-03",
        "keywords": "a,b",
        "readers": ["staff"],
        "pages": "7",
        "place": {"room": "1"},
        "signed": "false",
        "channel": "letter",
    }
    once = descriptions.check("complaint_file", values)
    assert descriptions.check("complaint_file", once) == once
    assert once["signed"] is False


def test_a_date_need_not_be_known_at_capture(descriptions):
    assert "date" not in descriptions.check("document", {"title": "x", "date": ""})


@given(st.text(max_size=12))
def test_a_partial_date_is_a_calendar_date_or_nothing(text):
    try:
        date = PartialDate(text)
    except ValueError:
        return
    assert date == text and date.isascii() and date.first_day.year == date.year


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_every_date_may_be_given_by_year_month_or_day(day, length):
    date = PartialDate(day.isoformat()[:length])
    assert date.first_day <= day and date.year == day.year


def test_dates_sort_as_they_follow_each_other():
    assert sorted([PartialDate("2021-03-05"), PartialDate("2020"), PartialDate("2021-03")]) == [
        "2020",
        "2021-03",
        "2021-03-05",
    ]
