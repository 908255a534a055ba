"""Many codes or titles looked up at once, within what one may know of."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from onestop_records.interfaces import ICapture, IFiling, ILookup
from tests.received import received
from tests.unit.services.test_filing import WHOLE


@pytest.fixture
def code(world):
    with world.work("archivist") as request:
        capture = request.find_service(ICapture).capture
        for title in ("会议纪要", "会议通知", "年度总结"):
            record = capture({**WHOLE, "title": title}, [received(request, title.encode())])
        found = request.find_service(IFiling).file(record).reference_code
    with world.work("staff2") as request:
        request.find_service(ICapture).capture({**WHOLE, "title": "不可知的"}, [])
    world.index()
    return found


def ask(browser, lines="", files=()):
    page = browser.get("/lookup")
    form = next(form for form in page.forms.values() if form.action == "/lookup")
    form["lines"] = lines
    if files:
        form["files"] = files[0]
    return form.submit(expect_errors=True)


def told(page):
    return [row.select_one(".outcome").text for row in page.html.select("#answers tbody tr")]


def test_each_line_is_found_not_found_or_several(world, code):
    page = ask(world.browser("archivist"), f"{code}\n年度总结\n会议\n没有这件\n不可知的")
    assert told(page) == ["已找到", "已找到", "多件", "未找到", "未找到"]


def test_a_workbook_is_read_by_its_heading(world, code):
    book = Workbook()
    for row in (("序号", "题名"), (1, "会议纪要"), (2, "没有")):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    page = ask(world.browser("archivist"), files=[("表.xlsx", stream.getvalue(), "application/x")])
    assert told(page) == ["已找到", "未找到"]


def test_a_csv_of_an_old_system_is_read(world, code):
    page = ask(
        world.browser("archivist"), files=[("表.csv", "档号,备注\nX,年\n".encode("gb18030"), "text/csv")]
    )
    assert told(page) == ["未找到"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_what_is_no_list_is_refused(world, code, content):
    assert ask(world.browser("archivist"), files=[("a.xlsx", content, "x")]).status_int == 422


def test_too_many_lines_are_refused(world):
    assert ask(world.browser("archivist"), "\n".join(str(n) for n in range(501))).status_int == 422


def test_the_answer_can_be_taken_along(world, code):
    browser = world.browser("archivist")
    form = next(f for f in ask(browser, f"{code}\n=1+1").forms.values() if f.action == "/lookup")
    sheet = load_workbook(io.BytesIO(form.submit("form", value="xlsx").body)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][3] == code and rows[2][1] == "=1+1" and sheet["B3"].data_type == "s"


def test_a_pasted_table_gives_its_column_of_codes(world):
    with world.work("staff") as request:
        lookup = request.find_service(ILookup)
        assert lookup.lines("题名\t档号\n甲\tZ1\n乙\tZ2") == ["Z1", "Z2"]
        assert lookup.lines("关于甲, 乙的通知\n丙") == ["关于甲, 乙的通知", "丙"]
