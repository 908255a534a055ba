"""Every page in a real browser: accessible, within 360 px, light and dark, with and without scripts."""

from pathlib import Path

import pytest

from onestop_records.interfaces import ICapture, IFiling
from tests.received import received

ACCESSIBLE = (Path(__file__).parent / "accessible.js").read_text()
REPORT = {
    "type": "document",
    "title": "关于开展文具产品质量抽检工作情况的年度报告及下一年度工作安排",
    "date": "2025-03",
    "creator": "理事会",
    "category": "WS",
    "retention": "D30",
    "keywords": "抽检、质量",
}
PAGES = {
    "staff": ("/", "/fonds", "/fonds/Z109", "/fonds/Z109/WS", "/search", "/search?q=质量", "/capture")
    + ("/capture-many", "/account", "/units", "{record}"),
    "archivist": ("/", "/arrangement", "/retention", "/scope", "{record}", "{draft}", "{draft}/edit")
    + ("/places", "/place-labels", "/lookup", "/search?state=filed"),
    "auditor": ("/", "/audit"),
    "admin": ("/people", "/people/add", "/units"),
}


@pytest.fixture
def records(world):
    """Addresses of a filed record and of a draft of the archivist's."""
    with world.work() as request:
        capture, filing = request.find_service(ICapture), request.find_service(IFiling)
        record = capture.capture(REPORT, [received(request)])
        draft = capture.capture({**REPORT, "title": "草稿"}, [])
        filing.file(record)
        found = {"record": f"/records/{record.id}", "draft": f"/records/{draft.id}"}
    world.index()
    return found


def wrong_with(page, paths, records):
    """What is wrong with each of these pages, those left out that are as they should be."""
    found = {}
    for path in paths:
        page.goto(path.format(**records))
        problems = page.evaluate(ACCESSIBLE)
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if problems or too_wide > 0:
            found[path] = (problems, too_wide)
    return found


@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit_a_telephone(open_page, records, person):
    assert wrong_with(open_page(person, width=360), PAGES[person], records) == {}


def test_dark_pages_have_contrast_too(open_page, records):
    page = open_page("archivist", color_scheme="dark")
    assert wrong_with(page, ("/", "/search?q=质量", "/capture", "{record}"), records) == {}


def test_english_pages_fit_too(open_page, records):
    page = open_page("staff", width=360)
    with page.expect_navigation():
        page.click("button[name=language]")
    assert wrong_with(page, ("/", "/search?q=质量", "/capture", "{record}"), records) == {}


def test_the_sign_in_page_is_accessible(open_page):
    assert open_page(path="/sign-in", width=360).evaluate(ACCESSIBLE) == []


def test_the_slash_goes_to_the_search_box(open_page):
    page = open_page("staff")
    page.keyboard.press("/")
    page.keyboard.type("抽检")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_tab_reaches_the_skip_link_first_and_it_leads_to_the_content(open_page):
    page = open_page("staff")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_visible(open_page):
    page = open_page("staff", path="/fonds")
    for _step in range(6):
        page.keyboard.press("Tab")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2


def test_everything_works_without_scripts(open_page, records):
    page = open_page("staff", path="/capture", script=False)
    page.fill("#form-title", "无脚本捕获")
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"text"})
    with page.expect_navigation():
        page.click("button[name=save]")
    assert page.inner_text("h1") == "无脚本捕获"
    page.fill("[name=q]", "抽检")
    with page.expect_navigation():
        page.press("[name=q]", "Enter")
    assert "/search?q=" in page.url


def test_files_go_up_one_by_one_with_their_titles(open_page, world):
    page = open_page("staff", path="/capture-many")
    files = [
        {"name": f"素材{number}.txt", "mimeType": "text/plain", "buffer": f"内容{number}".encode()}
        for number in (1, 2)
    ]
    page.set_input_files("input[type=file]", files)
    assert page.locator(".upload-list li").count() == 2
    page.locator(".upload-list li input[type=text]").first.fill("改过的题名")
    page.click("button[name=save]")
    page.wait_for_url("**/")
    with world.work() as request:
        assert {record.title for record in request.site.records.values()} == {"改过的题名", "素材2"}


def test_what_is_wrong_with_an_upload_is_shown_and_the_files_stay(open_page):
    page = open_page("staff", path="/capture")
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"text"})
    page.fill("#form-title", "甲")
    page.fill("#form-date", "昨天")
    page.click("button[name=save]")
    page.wait_for_selector(".violations")
    assert page.input_value("#form-title") == "甲"
    page.fill("#form-date", "2026")
    page.click("button[name=save]")
    page.wait_for_url("**/records/*")
    assert "a.txt" in page.inner_text("#content")


def test_leaving_a_changed_form_asks_first(open_page):
    page = open_page("staff", path="/capture")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#form-title", "未保存")
    page.click(".rail a[href='/fonds']")
    page.wait_for_url("**/fonds")
    assert asked == ["beforeunload"]


def test_own_styles_and_scripts_weigh_little():
    static = Path(__file__).parents[2] / "static"
    files = [*static.glob("css/*.css"), *static.glob("js/*.js")]
    assert sum(file.stat().st_size for file in files) < 100_000
