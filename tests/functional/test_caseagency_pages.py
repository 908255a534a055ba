"""An agency service on its pages."""

import pytest
from webtest import Upload

from tests import cases
from tests.functional.test_case_pages import path, press


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def test_a_case_is_carried_out_by_an_agent_on_its_pages(house):
    case_id = cases.accepted(house, kind="agency")
    assert "请先办理代办" in house.browser("clerk").get(path(case_id)).html.select_one("#acts").text
    lead, agent, other = (house.browser(name) for name in ("clerk", "staff2", "head"))
    at = path(case_id)
    press(lead, f"{at}/agency-form", scope="part", matters="送检、领证", person="staff2")
    form = lead.get(f"{at}/agency-commission").forms["form"]
    assert (form["scope"].value, form["matters"].value, form["person"].value) == (
        "part",
        "送检、领证",
        "staff2",
    )
    assert form["signed_by"].value == "王工" and form["signed_on"].value == "2026-11-23"
    form["files"] = [Upload("委托书.pdf", b"%PDF-1.4 signed")]
    form.submit(status=303)
    press(agent, f"{at}/agency-distribute", task="送检天平", body="市计量院", checkbox=["1", "2"])
    press(agent, f"{at}/agency-distribute", task="核对器具", body="", person="head", sent_how="", days="2")
    press(other, f"{at}/agency-result", outcome="done", text="器具相符")
    press(agent, f"{at}/agency-fees", fees="检定费 | 每台50元 | 甬价费1号 | 100.00 | 市计量院窗口")
    press(agent, f"{at}/agency-tell", text="已送检", way="message")
    house.clock.forward(days=8)
    agent = house.browser("staff2")
    assert "请写明原因" in press(agent, f"{at}/agency-result", status=422, outcome="done", text="合格")
    press(agent, f"{at}/agency-chase", way="telephone", reason="标准器未回")
    form = agent.get(f"{at}/agency-result").forms["form"]
    form["outcome"], form["text"], form["papers"] = "done", "检定合格", "检定证书两份"
    form["files"] = [Upload("证书.pdf", b"%PDF-1.4 certificate")]
    form.submit(status=303)
    press(agent, f"{at}/agency-finish", text="请来领取", way="telephone")
    page = house.browser("clerk").get(at)
    section = page.html.select_one("#agency").text
    for words in (
        "已办妥",
        "部分代办",
        "送检、领证",
        "器具相符",
        "标准器未回",
        "市计量院",
        "100.00",
        "请来领取",
    ):
        assert words in section
    assert "无偿" in section and "委托〔2026〕0001号" in page and "代办〔2026〕0001号" in page


def test_it_ends_early_and_is_closed_on_its_pages(house):
    case_id = cases.accepted(house, kind="agency")
    browser, at = house.browser("clerk"), path(case_id)
    press(browser, f"{at}/agency-commission", scope="whole", material="1")
    press(browser, f"{at}/agency-end", cause="force-majeure", reason="台风停工", way="telephone")
    page = browser.get(at)
    assert "待办终止手续" in page.html.select_one("#agency").text
    assert "代办终止通知书" in browser.get(f"{at}/paper?place={len(notices(house, case_id))}")
    answer = press(browser, f"{at}/agency-close", status=422, came=False, remarks="未到")
    assert "服务对象仍可前来" in answer
    press(browser, f"{at}/agency-close")
    assert "王工" in browser.get(at).html.select_one("#agency").text
    press(browser, f"{at}/return", reason="代办终止，退件")


def test_the_audit_trail_names_its_steps_and_states(house):
    case_id = cases.accepted(house, kind="agency")
    browser, at = house.browser("clerk"), path(case_id)
    press(browser, f"{at}/agency-commission", scope="whole", material="1")
    page = house.browser("auditor").get("/audit")
    assert "登记已签署的委托书" in page and "待签委托书" in page and "已委托" in page


def notices(house, case_id):
    with house.work("clerk") as request:
        return request.site.cases[case_id].notices


def test_a_power_of_attorney_is_required_and_what_was_filled_in_is_kept(house):
    case_id = cases.accepted(house, kind="agency")
    browser = house.browser("clerk")
    answer = press(browser, f"{path(case_id)}/agency-commission", status=422, scope="part", matters="送检")
    assert "请附上已签署的委托书" in answer and "送检" in answer.forms["form"]["matters"].value


def test_my_work_shows_its_steps_by_deadline(house):
    case_id = cases.accepted(house, kind="agency")
    browser, at = house.browser("clerk"), path(case_id)
    press(browser, f"{at}/agency-commission", scope="whole", material="1", person="staff2")
    press(browser, f"{at}/agency-distribute", task="送检天平", body="市计量院", days="2")
    page = house.browser("staff2").get("/work")
    assert "代办：跟踪已送出的一步" in page and "送检天平" in page and "代办：继续办理" in page
    assert at in [link.get("href") for link in page.html.select("a")]
