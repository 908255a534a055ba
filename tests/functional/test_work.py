"""My work on the desk, on its page and through the API: by deadline, marked in words."""

from datetime import timedelta

import pytest

from tests.batches import approved, put_in
from tests.evaluations import delivered


@pytest.fixture
def batch(world):
    """An approved batch: ``head`` and ``archivist2`` are asked to witness within seven days."""
    return approved(world, put_in(world))


def test_the_desk_shows_what_waits_and_where(world, batch):
    section = world.browser("head").get("/").html.select_one("#work")
    assert section.select_one(f'a[href="/disposals/{batch}"]')
    assert "监销" in section.text
    assert world.browser("staff2").get("/").html.select_one("#work") is None


def test_the_page_groups_by_deadline_and_says_overdue_in_words(world, batch):
    browser = world.browser("head")
    assert browser.get("/work").html.select_one("#soon a")["href"] == f"/disposals/{batch}"
    world.clock.forward(days=8)
    browser = world.browser("head")
    overdue = browser.get("/work").html.select_one("#overdue")
    assert "逾期" in overdue.select_one(".due-mark").text
    assert "1 项逾期" in browser.get("/").html.select_one("#work h2").text


def test_an_empty_page_says_so(world):
    assert "没有待您办理的事项" in world.browser("staff2").get("/work").text
    assert "没有待您办理的事项" in world.browser("auditor").get("/work").text


def test_the_marks_are_in_english_too(world, batch):
    browser = world.browser("head")
    browser.set_cookie("language", "en")
    assert "Check the register as a witness" in browser.get("/work").text


def test_due_today_is_told(world, batch):
    world.clock.forward(seconds=timedelta(days=7, minutes=-1).total_seconds())
    assert world.browser("head").get("/work").html.select_one("#today")


def test_files_of_running_cases_are_not_among_what_one_has_to_hand_in(world):
    delivered(world)
    world.index()
    page = world.browser("clerk").get("/")
    section = next(each for each in page.html.select(".tasks section") if "在我手中" in each.h2.text)
    assert not section.select("li")
    assert page.html.select_one("#work a[href^='/cases/']")
