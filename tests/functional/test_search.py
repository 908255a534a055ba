"""The search page and lists, through WSGI."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from onestop_records.interfaces import IAudit
from onestop_records.models.classification import Classification
from tests.unit.services.test_search import keep


@pytest.fixture
def archive(world):
    with world.work() as request:
        keep(
            request,
            "open",
            "关于文具质量抽检的通知",
            "抽检范围包括中性笔、橡皮与修正液",
            reference_code="Z109-WS·2024-D10-0001",
        )
        keep(request, "other", "会议纪要", "讨论年度预算", unit="XXB", type="photo", state="captured")
        keep(request, "closed", "抽检底价", "抽检底价三百万", classification=Classification.SECRET)
    world.index()
    return world


def test_hits_are_marked_and_secrets_are_not_there(archive):
    page = archive.browser("staff").get("/search", {"q": "抽检"})
    assert [mark.text for mark in page.html.select(".hits mark")][:1] == ["抽检"]
    assert len(page.html.select(".hits > li")) == 1
    assert "底价" not in page.text
    assert "底价" in archive.browser("manager").get("/search", {"q": "抽检"}).text


@pytest.mark.parametrize("officer", ["auditor", "security", "admin"])
def test_officers_get_an_empty_page(archive, officer):
    page = archive.browser(officer).get("/search", {"q": "抽检"})
    assert not page.html.select(".hits, .facets")


def test_filters_are_links_and_chips_take_them_away(archive):
    browser = archive.browser("manager")
    page = browser.get("/search")
    assert len(page.html.select(".hits > li")) == 3
    page = browser.get(page.html.find("a", href=lambda h: h and "type=photo" in h)["href"])
    assert [a.text.strip() for a in page.html.select(".hit-title a")] == ["会议纪要"]
    assert page.html.find(string=lambda s: "尚未归档" in s or "not yet filed" in s)
    page = browser.get(page.html.select_one(".chip.on")["href"])
    assert len(page.html.select(".hits > li")) == 3


def test_the_form_works_without_script(archive):
    form = next(f for f in archive.browser("manager").get("/search").forms.values() if "from" in f.fields)
    form["q"], form["from"] = "抽检", "2025"
    assert not form.submit().html.select(".hits > li")


@pytest.mark.parametrize(
    "query",
    [
        "q=%22",
        "q=((((",
        "q=a AND",
        "page=0",
        "page=99999",
        "page=x",
        "type=nothing",
        "sort=x",
        "year=%E4%BA%8C",
    ],
)
def test_odd_addresses_are_answered(archive, query):
    assert archive.browser("staff").get(f"/search?{query}").status_int == 200


def test_a_bad_date_is_named_and_nothing_else_happens(archive):
    page = archive.browser("staff").get("/search?from=gestern", status=422)
    assert page.html.select("#violations li")


def test_searching_within_the_result_narrows_it(archive):
    browser = archive.browser("manager")
    assert len(browser.get("/search", {"q": "抽检", "also": "底价"}).html.select(".hits > li")) == 1
    assert len(browser.get("/search", {"q": "预算 OR 抽检", "also": "底价"}).html.select(".hits > li")) == 1


def test_suggestions_come_from_what_the_reader_may_know(archive):
    assert not archive.browser("auditor").get("/suggest", {"q": "抽检"}).json
    assert all("底价" not in each for each in archive.browser("staff").get("/suggest", {"q": "抽检"}).json)
    assert archive.browser("staff").get("/suggest", {"q": "抽检"}).json
    assert archive.browser("staff").get("/suggest", {"q": "抽"}).json == []


def test_reference_codes_are_suggested_by_any_part_to_who_may_know_of_them(archive):
    with archive.work() as request:
        filed = [r for r in request.site.records.values() if r.reference_code]
        codes = {r.reference_code: r for r in filed}
    assert codes
    code = next(
        code for code, record in codes.items() if record.classification.code in ("public", "internal")
    )
    assert code in archive.browser("archivist").get("/suggest", {"q": code[-6:]}).json
    assert archive.browser("auditor").get("/suggest", {"q": code[-6:]}).json == []


def test_pictures_are_shown_as_a_grid(archive):
    page = archive.browser("manager").get("/search?view=grid")
    assert len(page.html.select(".photo-grid .card")) == 3


def test_a_search_is_kept_for_its_person_only(archive):
    browser = archive.browser("staff")
    page = browser.get("/search", {"q": "抽检", "unit": "QYB"})
    form = next(f for f in page.forms.values() if f.action.startswith("/search-save"))
    form["name"] = "我的抽检"
    page = form.submit().follow()
    link = page.html.find("a", string="我的抽检")
    assert len(browser.get(link["href"]).html.select(".hits > li")) == 1
    assert "我的抽检" not in archive.browser("manager").get("/search").text
    form = next(f for f in page.forms.values() if f.action == "/search-drop")
    assert "我的抽检" not in form.submit().follow().text


def test_nobody_drops_the_search_of_another(archive):
    browser = archive.browser("staff")
    form = next(
        f for f in browser.get("/search", {"q": "抽检"}).forms.values() if f.action.startswith("/search-save")
    )
    form["name"] = "甲"
    form.submit()
    with archive.work() as request:
        key = next(iter(request.site.saved_searches))
    other = archive.browser("manager")
    token = other.get("/search?q=x").html.find("input", {"name": "csrf_token"})["value"]
    other.post("/search-drop", {"id": key[1], "csrf_token": token}, status=404)


def test_the_workbook_holds_what_the_reader_may_know_and_no_formula(archive):
    with archive.work() as request:
        keep(request, "formula", "=HYPERLINK(1)")
    archive.index()
    answer = archive.browser("staff").get("/list?list=results&form=xlsx")
    sheet = load_workbook(BytesIO(answer.body)).active
    rows = list(sheet.iter_rows(min_row=2))
    titles = {row[2].value for row in rows}
    assert titles == {"关于文具质量抽检的通知", "=HYPERLINK(1)"}
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_csv_is_utf8_and_harmless_in_a_spreadsheet(archive):
    with archive.work() as request:
        keep(request, "formula", "=1+1", creator="@cmd")
    archive.index()
    answer = archive.browser("staff").get("/list?list=results&form=csv&q=1")
    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.body.decode("utf-8-sig"))))
    assert [row[2:4] for row in rows[1:]] == [["'=1+1", "'@cmd"]]


def test_the_catalogue_of_filed_documents_has_its_columns(archive):
    page = archive.browser("archivist").get("/list", {"list": "catalogue", "form": "print", "q": "中性笔"})
    headings = [cell.text for cell in page.html.select("th")]
    assert headings == ["序号", "档号", "文号", "责任者", "题名", "日期", "页数", "备注"]
    assert "Z109-WS·2024-D10-0001" in page.text


def test_the_catalogue_holds_filed_records_alone_in_the_order_of_their_codes(archive):
    with archive.work() as request:
        keep(request, "first", "甲", reference_code="Z109-WS·2023-D10-0001")
    archive.index()
    page = archive.browser("archivist").get("/list?list=catalogue&form=print&sort=-code")
    assert [row.select("td")[4].text for row in page.html.select("tbody tr")] == [
        "甲",
        "关于文具质量抽检的通知",
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv", "print"])
def test_every_list_that_leaves_is_in_the_audit_trail(archive, form):
    archive.browser("staff").get(f"/list?list=results&form={form}")
    with archive.work() as request:
        entries = request.find_service(IAudit).entries("staff")
    assert [(e.act, dict(e.after)) for e in entries if e.act == "list-exported"] == [
        ("list-exported", {"list": "results", "form": form, "records": 1})
    ]


def test_unknown_lists_and_forms_are_refused(archive):
    archive.browser("staff").get("/list?form=exe", status=404)
    archive.browser("staff").get("/list?list=passwords", status=422)
    archive.browser("auditor").get("/list", status=403)
