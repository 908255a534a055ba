"""Records picked in a list: bulk acts and lists, each within what the person may."""

import pytest

from onestop_records.interfaces import ICapture, IFiling
from tests.received import received
from tests.unit.services.test_filing import WHOLE
from tests.world import csrf_token


@pytest.fixture
def ids(world):
    with world.work("staff") as request:
        capture, filing = request.find_service(ICapture), request.find_service(IFiling)
        made = [
            capture.capture({**WHOLE, "title": title}, [received(request, title.encode())])
            for title in ("甲", "乙", "丙")
        ]
        for record in made[:2]:
            filing.submit(record)
        found = [record.id for record in made]
    world.index()
    return found


def post(browser, act, ids):
    values = [("csrf_token", csrf_token(browser)), ("act", act), ("next", "/search")]
    return browser.post("/selected", values + [("record", record_id) for record_id in ids])


def states(world, ids):
    with world.work() as request:
        return [request.site.records[record_id].state for record_id in ids]


def test_an_archivist_accepts_many_at_once(world, ids):
    page = post(world.browser("archivist"), "accept", ids[:2]).follow()
    assert states(world, ids) == ["accepted", "accepted", "captured"]
    assert "2" in page.html.select_one(".message").text


def test_one_that_cannot_is_named_and_stops_no_other(world, ids):
    with world.work("archivist") as request:
        request.find_service(IFiling).accept(request.site.records[ids[0]])
    page = post(world.browser("archivist"), "accept", ids[:2]).follow()
    assert states(world, ids) == ["accepted", "accepted", "captured"]
    assert "甲" in page.html.select(".message")[1].text


def test_nobody_accepts_by_picking_what_they_may_not(world, ids):
    post(world.browser("staff2"), "accept", ids)
    assert states(world, ids) == ["submitted", "submitted", "captured"]


def test_units_hand_in_many_at_once(world, ids):
    post(world.browser("staff"), "submit", ids[2:])
    assert states(world, ids)[2] == "submitted"


def test_a_list_of_those_picked_holds_only_what_one_may_know_of(world, ids):
    assert "丙" not in post(world.browser("archivist"), "print", ids).text
    assert "丙" in post(world.browser("staff"), "print", ids).text
    answer = post(world.browser("staff"), "xlsx", ids)
    assert answer.content_type.endswith("spreadsheetml.sheet")


def test_nothing_picked_is_said(world, ids):
    assert "未选择" in post(world.browser("staff"), "xlsx", []).follow().text


def test_lists_can_be_picked_from(world, ids):
    page = world.browser("archivist").get("/search?state=submitted")
    assert len(page.html.select('input[form="selected"]')) == 2
    page = world.browser("archivist").get("/fonds/Z109/WS")
    assert len(page.html.select('td.pick input[form="selected"]')) == 2
