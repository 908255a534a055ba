"""Addresses of the search page."""

import pytest
from webob import Request

from views.asking import MOST_PAGES, Asked


def asked(query):
    return Asked.of(Request.blank(f"/search?{query}"))


def test_what_the_page_does_not_know_is_left_out():
    assert asked("q=a&evil=1&unit=QYB&unit=&unit=QYB").pairs == (("q", "a"), ("unit", "QYB"))


def test_searching_within_keeps_an_or_together():
    assert asked("q=a+OR+b&also=c").text("q") == "(a OR b) c"
    assert asked("also=c").text("q") == "c"


@pytest.mark.parametrize(
    ("page", "number"),
    [("", 1), ("0", 1), ("-1", 1), ("x", 1), ("%D9%A3", 1), ("3", 3), ("99999", MOST_PAGES)],
)
def test_the_number_of_the_page_is_always_one_that_exists(page, number):
    assert asked(f"page={page}").page == number


def test_a_later_page_is_asked_for_by_offset_and_filters_by_name():
    question = asked("q=a&unit=QYB&unit=XXB&from=2021&page=3").question(20)
    assert (question.cursor, question.since) == ("40", "2021")
    assert question.filters == {"unit": ("QYB", "XXB")}


def test_links_begin_at_the_first_page_and_change_one_thing():
    here = asked("q=a&unit=QYB&unit=XXB&page=3")
    assert here.without("unit", "QYB") == "/search?q=a&unit=XXB"
    assert here.link(sort="date") == "/search?q=a&unit=QYB&unit=XXB&sort=date"
    assert here.unfiltered == "/search?q=a"


def test_words_are_ordered_by_relevance_and_all_by_date():
    assert asked("q=a").sort == "relevance"
    assert asked("").sort == "-date"
    assert asked("sort=nonsense").sort == "-date"
