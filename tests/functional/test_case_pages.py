"""The pages of cases: entering, one screen for simple ones, steps, papers, lists, history."""

from urllib.parse import quote

import pytest

from tests import cases


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def path(case_id):
    return f"/cases/{case_id}"


def press(browser, address, status=303, **fields):
    """Fill in the form of a step and send it."""
    form = browser.get(address).forms["form"]
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def entered(browser, **fields):
    values = {"kind": "promised", "channel": "window", "matter": "JL-01", "name": "李先生", **fields}
    answer = press(browser, "/cases/enter", **values)
    return answer.location.removeprefix("http://localhost")


def test_a_case_is_entered_and_led_to_its_end(house):
    browser = house.browser("clerk")
    address = entered(browser, name="宁波文具有限公司", code="91330200MA2GT1234J")
    page = browser.get(address)
    assert "BJ2026-00001" in page and "申请表" in page and "一次性告知补办" in page
    form = next(f for f in page.forms.values() if f.action.endswith("/receive"))
    form["form-1"], form["form-2"] = "copy", "original"
    form.submit(status=303)
    press(browser, f"{address}/accept", kind="promised")
    press(browser, f"{address}/begin")
    press(browser, f"{address}/decide", outcome="done", result="检定合格")
    press(browser, f"{address}/deliver", signed_by="王工")
    page = browser.get(address)
    assert "原件尚未退还" in page.html.select_one("#acts").text
    press(browser, f"{address}/give-back", signed_by="王工")
    press(browser, f"{address}/close")
    assert "已办结" in browser.get(address).html.select_one("#main").text


def test_a_question_is_answered_on_one_screen(house):
    browser = house.browser("clerk")
    answer = press(browser, "/cases/answer", name="李先生", title="笔芯", result="请拨检测部电话")
    page = answer.follow()
    assert "已办结" in page and "请拨检测部电话" in page


def test_what_is_wrong_is_said_and_nothing_is_kept(house):
    browser = house.browser("clerk")
    answer = press(browser, "/cases/enter", status=422, name="李先生", kind="promised")
    assert "请写明所办之事" in answer
    answer = press(
        browser,
        "/cases/enter",
        status=422,
        name="某厂",
        title="问",
        code="91330200MA2GT1234X",
        kind="promised",
    )
    with house.work("clerk") as request:
        assert len(request.site.cases) == 0


def test_the_one_time_notice_can_be_printed(house):
    browser = house.browser("clerk")
    address = entered(browser)
    press(browser, f"{address}/supplement")
    link = browser.get(address).html.select_one("#papers a")
    paper = browser.get(link["href"])
    assert "补办件通知书" in paper and "营业执照" in paper and "补办〔2026〕0001号" in paper
    assert browser.get(f"{address}/paper?place=9", status=404)


def test_a_step_that_is_somebody_else_s_is_refused_in_its_form(house):
    case_id = cases.entered(house)
    answer = press(house.browser("clerk2"), f"{path(case_id)}/decline", status=422, reason="不")
    assert "只有该件的经办人" in answer


def test_two_windows_at_one_case_are_told(house):
    case_id = cases.entered(house)
    browser = house.browser("clerk")
    form = browser.get(f"{path(case_id)}/decline").forms["form"]
    cases.received(house, case_id, 1, 2)
    form["reason"] = "不属职责"
    form.submit(status=409)


def test_the_needs_form_is_filled_in_with_rows_from_a_spreadsheet(house):
    case_id = cases.entered(house)
    browser = house.browser("clerk")
    form = browser.get(f"{path(case_id)}/needs").forms["form"]
    form["employees"], form["equipment"] = "120", "电梯\t3\t2026-12-10\tC\t二号楼"
    form.submit(status=303)
    with house.work("clerk") as request:
        needs = request.site.cases[case_id].needs
        assert needs["equipment"][0]["count"] == 3 and needs["name"] == "宁波文具有限公司"
    assert "电梯" in browser.get("/")


def test_the_list_shows_mine_at_once_and_all_by_filters(house):
    case_id = cases.entered(house)
    browser = house.browser("clerk")
    assert "BJ2026-00001" in browser.get("/cases").html.select_one("#mine").text
    house.index()
    page = house.browser("clerk2").get("/cases?case_state=received&matter=JL-01")
    assert path(case_id) in str(page.html.select_one("#all"))
    assert path(case_id) not in str(house.browser("clerk2").get("/cases?case_state=closed"))


def test_who_may_not_know_of_a_case_does_not_meet_it(house):
    case_id = cases.entered(house)
    house.index()
    for person in ("staff2", "archivist"):
        browser = house.browser(person)
        assert browser.get(path(case_id), status=404)
        assert path(case_id) not in browser.get("/cases")
        assert "宁波文具" not in browser.get("/cases/history?enterprise=91330200MA2GT1234J").html.select_one(
            "main"
        ).text.replace("91330200", "")


def test_the_history_of_an_enterprise_is_found_by_code_and_by_name(house):
    case_id = cases.closed(house)
    cases.entered(house, title="另一件")
    house.index()
    browser = house.browser("clerk")
    for asked in (
        "enterprise=91330200MA2GT1234J",
        "enterprise=宁波文具有限公司",
        "matter=JL-01",
        "applicant=宁波文具有限公司",
    ):
        page = browser.get(f"/cases/history?{quote(asked, safe='=')}")
        assert path(case_id) in page, asked
        assert "2" in page.html.select_one("main strong").text
    assert path(case_id) not in browser.get("/cases/history?matter=JL-01&from=2027")
