"""Matching on its pages, and the pages of service agencies and experts."""

from urllib.parse import quote

import pytest

from tests import cases, matching
from tests.functional.test_case_pages import path, press

WORDS = {"way": "telephone", "text": "进展正常"}


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def section(world, case_id, person="clerk"):
    return world.browser(person).get(path(case_id)).html.select_one("#matching").text


def test_a_need_goes_its_whole_way_on_the_page_of_its_case(house):
    first, second = matching.taken_in(house), matching.taken_in(house, **matching.SECOND)
    case_id = cases.accepted(house)
    clerk = house.browser("clerk")
    press(clerk, f"{path(case_id)}/matching-assess", whose="others", text="本站无资质")
    press(clerk, f"{path(case_id)}/matching-pass-on", provider=first, need="检定天平两台")
    assert "需求处理单" in clerk.get(f"{path(case_id)}/paper?place=2")
    press(clerk, f"{path(case_id)}/matching-refuse", reason="设备送检", unjustified="true")
    form = clerk.get(f"{path(case_id)}/matching-pass-on")
    options = [option.text for option in form.html.select("select[name=provider] option")]
    assert [text.split(" ")[0] for text in options[1:]] == [matching.SECOND["name"], matching.AGENCY["name"]]
    assert "曾拒绝本需求" in options[2]
    said = {"provider": second, "given": "yes", "said_by": "王工", **WORDS}
    press(clerk, f"{path(case_id)}/matching-consent", **said)
    press(clerk, f"{path(case_id)}/matching-pass-on", provider=second, need="检定", with_contact="true")
    press(clerk, f"{path(case_id)}/matching-tell", **WORDS)
    press(clerk, f"{path(case_id)}/matching-accept", project="检定", begins="2026-11-24", days="10")
    press(clerk, f"{path(case_id)}/matching-contact", side="both", **WORDS)
    press(clerk, f"{path(case_id)}/matching-problem", text="证书未出", cause="排队")
    press(clerk, f"{path(case_id)}/matching-feedback", number="1", side="both", **WORDS)
    end = {"met": "wholly", "text": "检定合格"}
    assert "请附上服务机构或专家报送的服务小结" in press(
        clerk, f"{path(case_id)}/matching-end", status=422, **end
    )
    form = clerk.get(f"{path(case_id)}/matching-end").forms["form"]
    for name, value in end.items():
        form[name] = value
    token = form["csrf_token"].value
    sent = {**end, "csrf_token": token, "revision": form["revision"].value}
    clerk.post(
        f"{path(case_id)}/matching-end", sent, upload_files=[("files", "小结.pdf", b"%PDF-1.4")], status=303
    )
    text = section(house, case_id)
    for words in ("服务已结束", "拒绝", "无正当理由", "王工", "进展正常", "证书未出", "排队", "需求已满足"):
        assert words in text
    shown = clerk.get(f"/providers/{first}")
    assert "无正当理由拒绝 1 次" in " ".join(shown.html.select_one("#refusals").text.split())
    assert "BJ2026-00001" in shown


def test_a_refusal_of_a_case_is_told_to_who_may_know_of_it(house):
    provider = matching.taken_in(house)
    case_id = matching.passed_on(house, provider)
    matching.do(house, "clerk", case_id, "refuse", reason="设备送检", unjustified=True)
    page = house.browser("staff2").get(f"/providers/{provider}")
    assert "BJ2026-00001" not in page and "设备送检" not in page
    assert "无正当理由拒绝 1 次" in " ".join(page.html.select_one("#refusals").text.split())


def test_the_contact_of_a_provider_is_shown_to_who_needs_it(house):
    provider = matching.taken_in(house)
    assert "陈工" in house.browser("clerk").get(f"/providers/{provider}")
    assert "陈工" not in house.browser("staff").get(f"/providers/{provider}")
    case_id = matching.serving(house, provider)
    assert "陈工" in section(house, case_id)
    assert "陈工" not in section(house, case_id, "staff")


def test_a_provider_is_taken_in_changed_and_leaves_on_its_pages(house):
    manager = house.browser("manager")
    form = manager.get("/providers/add").forms["form"]
    form["kind"], form["name"], form["offers"] = "expert", "周正", "质量管理咨询"
    next(box for box in form.fields["checkbox"] if box._value == "quality").checked = True
    shown = form.submit("save", status=303).follow()
    assert "周正" in shown and "质量管理咨询" in shown
    address = shown.request.path
    press(manager, f"{address}/leave", until="2026-11-23", reason="本人申请退出")
    assert "本人申请退出" in manager.get(address)
    assert "周正" in manager.get("/providers?standing=left") and "周正" not in manager.get("/providers")
    assert "没有符合条件的" in manager.get(f"/providers?q={quote('周')}")
