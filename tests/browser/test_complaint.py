"""In the browser: an anonymous complaint; a signed one upheld against a clerk who tries to see it."""

from pathlib import Path

import pytest

from onestop_records.interfaces import IFiling
from tests import complaints as c
from tests.browser.test_disposal import press, problems

SHOTS = None  # a folder, to look at the pages by hand


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.fixture
def house(world):
    c.furnish(world)
    return world


def step(page, complaint, name, button, /, **fields):
    """Make a step on its page."""
    page.goto(f"/complaints/{complaint}")
    with page.expect_navigation():
        page.click(f"a[href='/complaints/{complaint}/{name}']")
    for field, value in fields.items():
        selector = f"#form-{field.replace('_', '-')}"
        if page.locator(selector).evaluate("e => e.tagName") == "SELECT":
            page.select_option(selector, value)
        elif page.locator(f"{selector} input[value='{value}']").count():
            page.check(f"{selector} input[value='{value}']")
        else:
            page.fill(selector, value)
    press(page, button)


@pytest.mark.parametrize("width", [1280, 360])
def test_an_anonymous_complaint(house, open_page, width):
    page = open_page(path="/complain", width=width)
    assert problems(page) == ([], False)
    shot(page, f"complain-{width}")
    page.fill("#form-facts", c.FACTS)
    page.fill("#form-person", "clerk")
    page.check("#form-truth")
    press(page, "提交投诉")
    code = page.inner_text("#code")
    shot(page, f"done-{width}")
    with house.work("system") as request:
        (complaint,) = request.site.complaints.values()
        assert (complaint.signed, complaint.handler, complaint.complained) == (False, "clerk2", ("clerk",))
        found = complaint.id
    handler = open_page("clerk2", path="/complaints", width=width)
    assert problems(handler) == ([], False)
    shot(handler, f"list-{width}")
    step(handler, found, "accept", "受理投诉")
    step(handler, found, "decide", "作出处理决定", outcome="not-upheld", reason="调取录像，未见所述情形")
    step(handler, found, "answer", "答复投诉人", reason="经核查录像，未发现所反映的情况，感谢监督")
    step(handler, found, "close", "办结并移交案卷")
    assert problems(handler) == ([], False)
    shot(handler, f"closed-{width}")
    page.goto("/complaint-progress")
    page.fill("#code", code)
    press(page, "查询")
    assert "感谢监督" in page.inner_text("#progress")
    assert problems(page) == ([], False)
    shot(page, f"progress-{width}")


def test_a_signed_complaint_is_upheld_against_a_clerk_who_tries_to_see_it(house, open_page):
    window = open_page("clerk2", path="/complaints/register")
    assert problems(window) == ([], False)
    window.select_option("#form-channel", "visit")
    window.select_option("#form-unit", "QYB")
    given = {"person": "clerk", "facts": c.FACTS, "name": "岳不群", "signed_as": "岳不群"}
    for field, value in given.items():
        window.fill(f"#form-{field}", value)
    shot(window, "register")
    press(window, "登记")
    assert "查询码" in window.inner_text("main")
    shot(window, "registered")
    with house.work("system") as request:
        (complaint,) = request.site.complaints.values()
        found, volume = complaint.id, complaint.file
    step(window, found, "accept", "受理投诉", text="已当面告知受理")
    step(window, found, "investigate", "开始调查")
    shot(window, "investigating")
    step(window, found, "decide", "作出处理决定", outcome="upheld", reason="录像显示情况属实")
    step(window, found, "answer", "答复投诉人", form="oral", reason="当面答复：情况属实，已责令改正")
    step(window, found, "talk", "登记约谈", name="clerk", reason="本人承认并检讨")
    step(window, found, "inform", "书面报告领导", reason="一起服务态度投诉查实")
    step(window, found, "follow-up", "登记回访", grade="satisfied", opinion="满意")
    step(window, found, "close", "办结并移交案卷")
    shot(window, "closed")
    with house.work("archivist") as request:
        request.find_service(IFiling).file(request.site.records[volume])
    house.index()

    clerk = open_page("clerk")
    for path in (f"/complaints/{found}", f"/records/{volume}", f"/complaints/{found}/assign"):
        assert clerk.goto(path).status == 404
    for path in ("/complaints", f"/search?q={c.FACTS[:6]}", "/search?q=投诉", "/", "/work", "/notices"):
        clerk.goto(path)
        text = clerk.inner_text("main")
        assert c.FACTS not in text and found not in clerk.content() and volume not in clerk.content()
    shot(clerk, "clerk")
    leader = open_page("manager2", path=f"/complaints/{found}")
    assert "查实" in leader.inner_text("main") and "岳不群" not in leader.inner_text("main")
    shot(leader, "leader")
