"""Where paper stands, of what one may know; labels for boxes and shelves."""

import pytest

from onestop_records.interfaces import ICapture
from tests.unit.services.test_filing import WHOLE


def paper(world, person, title, **place):
    with world.work(person) as request:
        values = {**WHOLE, "title": title, "carrier": "paper", "pages": 3, "place": place}
        return request.find_service(ICapture).capture(values, []).id


@pytest.fixture
def boxes(world):
    paper(world, "staff", "甲", room="101", cabinet="1柜", shelf="2层", box="3盒")
    paper(world, "staff", "乙", room="101", cabinet="1柜", shelf="2层", box="4盒")
    paper(world, "staff2", "丙", room="101", cabinet="2柜", box="5盒")
    world.index()


def spots(page):
    return [" ".join(item.text.split()) for item in page.html.select(".places li")]


def test_rooms_hold_cabinets_shelves_and_boxes_of_what_one_may_know(world, boxes):
    page = world.browser("staff").get("/places")
    assert spots(page) == ["库房 101 2", "柜 1柜 2", "层 2层 2", "盒 3盒 1", "盒 4盒 1"]
    assert "5盒" in world.browser("staff2").get("/places").text


def test_a_box_lists_what_stands_in_it(world, boxes):
    page = world.browser("staff").get("/places").click("4盒")
    assert [a.text for a in page.html.select("td.cell-title a")] == ["乙"]


def test_boxes_and_shelves_get_labels(world, boxes):
    browser = world.browser("staff")
    names = [name.text for name in browser.get("/place-labels").html.select(".labels strong")]
    assert names == ["3盒", "4盒"]
    labels = browser.get("/place-labels?of=shelf&room=101")
    assert [name.text for name in labels.html.select(".labels strong")] == ["2层"]
    assert "5盒" not in browser.get("/place-labels").text


def test_nothing_yet_says_what_to_do(world):
    assert "著录" in world.browser("staff").get("/places").html.select_one(".empty").text
