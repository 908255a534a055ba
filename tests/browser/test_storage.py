"""Storage in a real browser: accessible within 360 px; labels scanned by keyboard and by camera."""

import pytest

from onestop_records.interfaces import IFindings, IRounds, IStocktakings
from tests import storage as s
from tests.browser.test_pages import wrong_with

DAMP = {"temperature": 300, "humidity": 500, "wrong": {"damp": "墙角渗水"}}
PAGES = (
    "/rooms",
    "/rooms/add",
    "{room}",
    "{room}/edit",
    "{room}/round",
    "{room}/add-boxes",
    "{room}/add-key",
    "{room}/labels",
    "{room}/round-log",
    "{box}",
    "{box}/edit",
    "{round}",
    "/findings",
    "{finding}",
    "{finding}/settle",
    "{finding}/assign",
    "/stocktakings",
    "/stocktakings/add",
    "{count}",
    "{count}/register",
    "/scan",
    "/scan?mode=stocktaking",
)


@pytest.fixture
def things(world):
    """Addresses of a room, a box with a record, a round, a finding, a stock-taking; the record's id."""
    room = s.make_room(world)
    box = s.make_boxes(world, room, "1盒")[0]
    record = s.paper(world, "关于开展文具产品质量抽检工作情况的年度报告及下一年度工作安排")
    s.fill(world, box, record)
    with world.work() as request:
        made = request.find_service(IRounds).add(request.site.rooms[room], DAMP)
        count = request.find_service(IStocktakings).open(request.site.rooms[room], "年度清点").id
        finding = request.find_service(IFindings).visible()[0].id
        found = {"room": f"/rooms/{room}", "box": f"/boxes/{box}", "round": f"/rounds/{made.id}"}
    world.index()
    more = {"finding": f"/findings/{finding}", "count": f"/stocktakings/{count}"}
    return {**found, **more, "record": record, "box_id": box}


def test_pages_are_accessible_and_fit_a_telephone(open_page, things):
    assert wrong_with(open_page("archivist", width=360), PAGES, things) == {}


def test_pages_of_managers_too(open_page, things):
    paths = ("/rooms/limits", "{room}/limits", "{finding}", "{count}")
    assert wrong_with(open_page("manager", width=360), paths, things) == {}


def test_dark_pages_have_contrast_too(open_page, things):
    page = open_page("archivist", color_scheme="dark")
    assert wrong_with(page, ("{room}", "{box}", "{finding}", "{count}", "/scan"), things) == {}


def test_labels_are_scanned_one_after_the_other_with_the_keyboard(open_page, things):
    page = open_page("archivist", path="/scan?mode=stocktaking", width=360)
    for code in (s.code(things["box_id"], "B"), s.code(things["record"])):
        assert page.evaluate("document.activeElement.id") == "code"
        page.keyboard.type(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator(".scanned li.good").count() == 2
    assert s.code(things["box_id"], "B") in page.locator(".open-box").inner_text()


CAMERA = """
  window.BarcodeDetector = class { async detect() { return [{ rawValue: "CODE" }]; } };
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    return canvas.captureStream(5);
  };
"""


def test_the_camera_fills_the_field_where_the_browser_reads_codes(open_page, things):
    page = open_page("staff", width=360)
    page.add_init_script(CAMERA.replace("CODE", s.code(things["record"])))
    page.goto("/scan")
    with page.expect_navigation():
        page.click("[data-scan-camera]")
    assert page.locator(".scanned li").count() == 1
    page.wait_for_selector("[data-scan-view]:not([hidden])")  # it goes on, and takes the same label once
    assert page.locator(".scanned li").count() == 1


def test_without_a_reader_of_codes_there_is_no_button(open_page, things):
    page = open_page("staff")
    page.add_init_script("delete window.BarcodeDetector;")
    page.goto("/scan")
    assert page.locator("[data-scan-camera]").is_hidden()
