"""The retention schedule, what falls due, and the desk, as archivists and managers use them."""

from datetime import date

import pytest
from openpyxl import load_workbook

from onestop_records.interfaces import IRetention
from onestop_records.models.classification import Classification
from tests.unit.services.test_retention import filed, stock
from tests.world import csrf_token


@pytest.fixture
def stocked(world):
    stock(world)
    return world


def fill(page, **values):
    form = page.forms["form"]
    for name, value in values.items():
        form[name] = value
    return form.submit()


def decide(page, button, reason=""):
    form = next(form for form in page.forms.values() if form.action.endswith("/decide"))
    form["reason"] = reason
    return form.submit(button, status="*")


def test_an_edition_is_previewed_before_it_is_confirmed(stocked):
    browser = stocked.browser("archivist")
    page = fill(browser.get("/retention/D10/edit"), years="15", since="2027-01-01", reason="新规定").follow()
    rows = [
        [cell.text.strip() for cell in row.select("td")] for row in page.html.select("#proposal tbody tr")
    ]
    assert rows == [["2020", "1", "2031-01-01", "2036-01-01", "变长"]]
    assert "会缩短" not in page.text
    page = decide(page, "confirm").follow()
    assert not page.html.select("#proposal")
    assert "2027-01-01" in page.html.select_one("#editions").text


def test_shortening_is_shown_and_left_to_a_manager(stocked):
    archivist = stocked.browser("archivist")
    page = fill(archivist.get("/retention/D10/edit"), years="5", since="2026-11-23", reason="修订").follow()
    assert "会缩短 2 件档案" in page.text
    assert not page.html.select("button[name=confirm]")
    assert decide(page, "confirm", "修订").status_int == 422
    manager = stocked.browser("manager")
    assert "待确认的版本" in manager.get("/").text
    page = manager.get("/retention/D10")
    assert decide(page, "confirm").status_int == 422
    page = decide(page, "confirm", "依法修订").follow()
    assert "依法修订" in page.html.select_one("#history").text
    stocked.index()
    assert "2022-01-01" in stocked.browser("archivist").get("/records/r2016").text


def test_a_class_nobody_uses_is_changed_and_deleted_a_used_one_is_not(stocked):
    browser = stocked.browser("archivist")
    page = fill(browser.get("/retention/add"), code="D15", title="15年", years="15").follow()
    page = fill(page.click("编辑"), years="16").follow()
    assert "16" in page.html.select_one("#editions tbody").text
    delete = next(form for form in page.forms.values() if form.action.endswith("/delete"))
    delete.submit().follow()
    browser.get("/retention/D15", status=404)
    token = csrf_token(browser)
    assert browser.post("/retention/D10/delete", {"csrf_token": token}, status=422)
    assert "D10" in browser.get("/retention").text


def test_defaults_are_set_on_a_page(stocked):
    browser = stocked.browser("archivist")
    form = browser.get("/retention/D30/defaults").forms["form"]
    form["categories"].force_value(["WS"])
    form["matters"] = "产品检测\n标准咨询"
    assert "标准咨询" in form.submit().follow().html.select_one("#defaults").text
    assert browser.get("/retention/D30/defaults").forms["form"]["matters"].value == "产品检测、标准咨询"


def test_what_falls_due_is_listed_counted_and_leaves_as_a_workbook(stocked):
    with stocked.work() as request:
        filed(request, "r2014b", 2014)
        item = filed(request, "item", 2010)
        item.volume = "r2010"
        request.registry.outbox_writer.rebuild(request.site, "archivist", stocked.clock)
    stocked.index()
    browser = stocked.browser("archivist")
    assert {"逾期", "本季到期", "本年到期"} <= {dt.text for dt in browser.get("/").html.select(".figures dt")}
    page = browser.get("/due")
    assert [a.text for a in page.html.select("td.cell-title a")] == ["r2010", "r2014b"]
    assert page.html.select_one('.acts a[href="/disposals/add"]')
    assert not stocked.browser("manager").get("/due").html.select_one('.acts a[href="/disposals/add"]')
    page = browser.get("/due?due=2027-01-01..2027-12-31")
    assert [a.text for a in page.html.select("td.cell-title a")] == ["r2016"]
    assert "2027 Q1" in page.text
    book = browser.get("/list?list=due&form=xlsx&due=..2026-11-22")
    path = stocked.settings.temporary_folder / "due.xlsx"
    path.write_bytes(book.body)
    rows = list(load_workbook(path).active.values)
    assert [row[2] for row in rows[1:]] == ["r2010", "r2014b"]
    assert [row[6] for row in rows[1:]] == ["2021-01-01", "2025-01-01"]
    assert rows[1][7] == "鉴定"


@pytest.mark.parametrize("range", ["nonsense", "..", "2026", "2026-13-01..", "2026-01-01..x"])
def test_a_span_that_makes_no_sense_shows_what_is_overdue(stocked, range):
    page = stocked.browser("archivist").get("/due", {"due": range})
    assert [a.text for a in page.html.select("td.cell-title a")] == ["r2010"]


def test_due_lists_hold_what_one_may_know_of(stocked):
    with stocked.work() as request:
        secret = request.site.records["r2010"]
        secret.classification = Classification.SECRET
        request.registry.outbox_writer.rebuild(request.site, "archivist", stocked.clock)
    stocked.index()
    assert not stocked.browser("archivist").get("/due").html.select("td.cell-title a")
    assert stocked.browser("manager").get("/due").html.select("td.cell-title a")


def test_other_people_see_the_schedule_but_no_proposal(stocked):
    with stocked.work() as request:
        retention, line = request.find_service(IRetention), request.site.retention["D10"]
        retention.propose(line, {"years": 5}, date(2027, 1, 1), True, "内部讨论")
    page = stocked.browser("staff").get("/retention/D10")
    assert "内部讨论" not in page.text
    assert not page.html.select("#proposal")
