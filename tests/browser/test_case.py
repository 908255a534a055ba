"""A supplement case in the browser, from the window to the archive."""

from pathlib import Path

import pytest

from onestop_records.interfaces import IFiling
from onestop_records.models.fonds import Category
from tests import cases
from tests.browser.test_disposal import press, problems

SHOTS = None  # a folder, to look at the pages by hand


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.fixture
def house(world):
    cases.add_matter(world)
    with world.work("admin") as request:
        template = "{fonds}-{category}·{year}-{retention}-{unit}-{sequence:04}"
        category = Category("ZY·BJ", "办件", template, "keeping-archivist")
        request.site.fonds["Z109"].add(category)
    return world


def act(page, name):
    """Follow a step of the case."""
    with page.expect_navigation():
        page.locator("#acts").get_by_role("link", name=name, exact=True).click()


def fill_and_press(page, button, **fields):
    for name, value in fields.items():
        control = page.locator(f"#form-{name}")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    press(page, button)


def test_a_supplement_case_from_window_to_archive(house, open_page):
    clerk = open_page("clerk", path="/cases/enter")
    shot(clerk, "enter")
    fill_and_press(
        clerk, "登记", kind="promised", matter="JL-01", name="宁波文具有限公司", code="91330200MA2GT1234J"
    )
    assert "BJ2026-00001" in clerk.content()
    act(clerk, "一次性告知补办")
    press(clerk, "一次性告知补办")
    shot(clerk, "supplement")
    assert problems(clerk) == ([], False)
    with clerk.expect_navigation():
        clerk.locator("#papers a").first.click()
    shot(clerk, "paper")
    assert "营业执照" in clerk.content() and "补办〔2026〕0001号" in clerk.content()
    assert problems(clerk) == ([], False)
    clerk.go_back()
    clerk.select_option("select[name=form-1]", "original")
    clerk.select_option("select[name=form-2]", "copy")
    press(clerk, "登记收件")
    act(clerk, "受理")
    press(clerk, "受理")
    act(clerk, "开始办理")
    press(clerk, "开始办理")
    act(clerk, "作出结论")
    fill_and_press(clerk, "作出结论", outcome="done", result="检定合格，发证两份。")
    act(clerk, "送达结果")
    press(clerk, "送达结果")
    assert "原件尚未退还" in clerk.content()
    clerk.locator("#acts summary").click()
    act(clerk, "退还原件")
    fill_and_press(clerk, "退还原件", signed_by="王工")
    act(clerk, "办结归档")
    press(clerk, "办结归档")
    shot(clerk, "closed")
    house.index()

    archivist = open_page("archivist", path="/search?type=case_file")
    with archivist.expect_navigation():
        archivist.locator(".hit-title a").first.click()
    press(archivist, "鉴定通过，接收")
    house.index()
    with house.work("archivist") as request:
        case = next(iter(request.site.cases.values()))
        volume = request.site.records[case.file]
        assert volume.state == "accepted" and len(volume.items) == 3  # two notices and the history
        request.find_service(IFiling).file(volume)
        code = volume.reference_code
    clerk.reload()
    assert "已归档" in clerk.content() and code in clerk.content()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_cases_fit_and_can_be_used_by_all(house, open_page, width):
    case_id = cases.accepted(house)
    cases.make(house, "clerk", case_id, "hand-on", person="clerk2", reason="出差")
    house.index()
    page = open_page("clerk", width=width)
    paths = {
        "list": "/cases",
        "case": f"/cases/{case_id}",
        "answer": "/cases/answer",
        "decide": f"/cases/{case_id}/decide",
        "needs": f"/cases/{case_id}/needs",
        "history": "/cases/history?enterprise=91330200MA2GT1234J",
        "paper": f"/cases/{case_id}/paper?place=1",
    }
    for name, path in paths.items():
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        shot(page, f"{name}-{width}")
        assert problems(page) == ([], False), path
