"""The managers' page: figures with charts, each with its table, as XLSX and through the API."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.unit.services.test_figures import put


@pytest.fixture
def archive(world):
    put(world, 1, received="2026-10-08", closed="2026-10-20", satisfaction="satisfied", matter="检定")
    put(world, 2, received="2026-10-09", closed="2026-11-02", in_time="no", matter="<b>检测</b>")
    put(world, 3, received="2026-11-10", case_state="in-progress", in_time="no")
    return world


def test_each_chart_stands_above_its_table(archive):
    page = archive.browser("manager").get("/figures")
    for name in ("month", "unit", "matter"):
        part = page.html.select_one(f"#{name}")
        assert part.select("svg[role=img]")
        assert part.select("table tbody tr")
    assert "50%" in page.html.select_one("#total").text
    assert "<b>检测" not in page.text


def test_no_style_that_the_content_policy_would_have_to_allow(archive):
    page = archive.browser("manager").get("/figures")
    assert not page.html.select("[style]")
    assert not page.html.select("style")


def test_only_heads_and_managers_see_it(archive):
    assert "/figures" in archive.browser("manager").get("/").text
    assert "/figures" not in archive.browser("clerk").get("/").text
    archive.browser("clerk").get("/figures", status=403)


def test_as_a_workbook_and_as_a_page_to_print(archive):
    browser = archive.browser("manager")
    book = load_workbook(BytesIO(browser.get("/figures?form=xlsx").body))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][2:5] == ["收到", "办结", "按时"]
    assert rows[1][2:5] == ["3", "2", "1"]
    assert ["按部门", "企业服务部"] in [row[:2] for row in rows]
    assert "统计" in browser.get("/figures?form=print").html.h1.text


def test_nonsense_in_the_address_is_the_usual_page(archive):
    browser = archive.browser("manager")
    for query in ("kind=x", "since=2026-13", "until=9999-99&since=abc", "form=exe"):
        assert browser.get(f"/figures?{query}").status_int == 200
    assert browser.get("/figures?since=2026-12&until=2026-01").html.select("#month tbody tr")


def test_a_very_long_period_is_cut(archive):
    page = archive.browser("manager").get("/figures?since=1000-01&until=2026-12")
    assert len(page.html.select("#month tbody tr")) == 120
