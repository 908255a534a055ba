"""Arrangement, filing scope and retention schedule as an archivist uses them."""

import pytest

from onestop_records.interfaces import ICapture, IFiling, IScope
from tests.received import received
from tests.unit.services.test_filing import WHOLE

GROUP = "/arrangement?category=WS&year=2021&unit=BGS"


@pytest.fixture
def ids(world):
    with world.work("archivist") as request:
        capture, filing = request.find_service(ICapture), request.find_service(IFiling)
        records = [
            capture.capture({**WHOLE, "title": title, "date": date}, [received(request, title.encode())])
            for title, date in (("丙", "2021-03"), ("甲", "2021-01"), ("乙", "2021-02"))
        ]
        return [filing.accept(filing.submit(record)).id for record in records]


def file_all(page, count="3"):
    form = page.forms["file"]
    form["count"] = count
    return form.submit(expect_errors=True)


def titles(page):
    return [row.a.text for row in page.html.select("#order tbody tr")]


def test_records_wait_in_the_order_of_time_and_are_moved_by_hand(world, ids):
    browser = world.browser("archivist")
    assert "WS" in browser.get("/arrangement").click("WS").text
    page = browser.get(GROUP)
    assert titles(page) == ["甲", "乙", "丙"]
    page.forms["order"].submit("move", value=f"down:{ids[1]}")
    assert titles(browser.get(GROUP)) == ["乙", "甲", "丙"]
    page = browser.get(GROUP)
    next(form for form in page.forms.values() if "by" in form.fields).submit("by", value="date")
    assert titles(browser.get(GROUP)) == ["甲", "乙", "丙"]


def test_the_preview_is_what_is_filed_and_the_list_can_be_signed(world, ids):
    browser = world.browser("archivist")
    page = browser.get(GROUP)
    assert "Z109-WS·2021-D10-BGS-0003" in page.text
    listed = file_all(page).follow()
    assert listed.text.index("Z109-WS·2021-D10-BGS-0001") < listed.text.index("Z109-WS·2021-D10-BGS-0003")
    with world.work() as request:
        assert [request.site.records[record_id].sequence for record_id in ids] == [3, 1, 2]
        assert not request.site.accepted


@pytest.mark.parametrize("count", ["", "2", "三"])
def test_who_files_a_batch_says_how_many(world, ids, count):
    page = file_all(world.browser("archivist").get(GROUP), count)
    assert page.status_int == 422
    assert "3" in page.html.select_one(".violations").text
    with world.work() as request:
        assert not request.site.codes


def test_a_list_that_changed_meanwhile_is_not_filed(world, ids):
    page = world.browser("archivist").get(GROUP)
    with world.work("archivist") as request:
        request.find_service(IFiling).send_back(request.site.records[ids[0]], "缺附件")
    assert file_all(page).status_int == 409
    with world.work() as request:
        assert not request.site.codes


def test_what_one_record_lacks_keeps_all_from_filing_and_is_named(world, ids):
    with world.work("archivist") as request:
        request.find_service(ICapture).describe(request.site.records[ids[0]], {"creator": ""})
    answer = file_all(world.browser("archivist").get(GROUP))
    assert answer.status_int == 422
    with world.work() as request:
        assert not request.site.codes


def test_what_an_archivist_may_not_know_of_is_not_listed(world, ids):
    with world.work("archivist") as request:
        record = request.site.records[ids[0]]
        record.data_category, record.keeping = "sensitive", "keeping-staff"
        record.participants = ()
    assert titles(world.browser("archivist2").get(GROUP)) == ["甲", "乙"]


@pytest.mark.parametrize("address", ["/arrangement", GROUP, "/handover-list?batch=none"])
def test_arrangement_is_the_archivists_desk(world, address):
    assert world.browser("staff").get(address, expect_errors=True).status_int in (403, 404)


@pytest.mark.parametrize("address", ["/arrangement?category=WS&year=x", "/handover-list?batch=none"])
def test_what_is_not_there_is_not_found(world, address):
    world.browser("archivist").get(address, status=404)


def test_units_see_what_they_owe_until_they_bring_it_in(world):
    with world.work("archivist") as request:
        request.find_service(IScope).ship()
    browser = world.browser("staff")
    assert "HY03" in browser.get("/scope").text
    assert browser.get("/scope").html.select('#owed a[href="/capture?scope=HY03"]')
    with world.work("staff") as request:
        values = {"type": "document", "title": "会员活动总结", "date": "2025-11", "scope": "HY03"}
        record = request.find_service(ICapture).capture(values, [])
        assert (record.category, record.retention) == ("WS", "D10")
    assert not browser.get("/scope").html.select('#owed a[href="/capture?scope=HY03"]')


def test_a_class_is_added_to_the_schedule_by_the_archivist(world):
    browser = world.browser("archivist")
    form = browser.get("/retention/add").forms["form"]
    form["code"], form["title"], form["years"] = "d15", "15年", "15"
    assert form.submit(expect_errors=True).status_int == 422
    form["code"] = "D15"
    assert "D15" in form.submit().follow().text
    assert world.browser("staff").get("/retention/add", expect_errors=True).status_int in (403, 404)
    assert world.browser("staff").get("/retention").status_int == 200
