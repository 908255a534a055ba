"""Joint handling on its pages and through the API."""

import pytest

from tests import cases
from tests.functional.test_case_pages import path, press


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def test_a_case_is_handled_jointly_on_its_page(house):
    case_id = cases.accepted(house, kind="joint")
    lead, other = house.browser("clerk"), house.browser("staff2")
    press(lead, f"{path(case_id)}/joint-add", person="staff2", task="审核图纸", days="3")
    press(lead, f"{path(case_id)}/joint-copy")
    press(lead, f"{path(case_id)}/joint-fees", fees="检定费 | 每台50元 | 甬价费1号 | 100.00 | 财务窗口")
    press(other, f"{path(case_id)}/joint-answer", stance="approves", text="图纸合格")
    press(lead, f"{path(case_id)}/joint-answer", stance="approves", text="同意")
    press(lead, f"{path(case_id)}/joint-settle", agreed="准予办理")
    section = lead.get(path(case_id)).html.select_one("#joint").text
    for words in ("已议定", "抄告制", "审核图纸", "图纸合格", "准予办理", "100.00"):
        assert words in section
    assert "联办通知书" in lead.get(f"{path(case_id)}/paper?place=2")


def test_a_meeting_is_called_and_noted_on_its_page(house):
    case_id = cases.accepted(house, kind="joint")
    lead = house.browser("clerk")
    press(lead, f"{path(case_id)}/joint-add", person="staff2", task="审核")
    press(lead, f"{path(case_id)}/joint-call", at="2026-11-26T10:00", place="二楼会议室")
    assert "会议尚未召开" in press(lead, f"{path(case_id)}/joint-meet", status=422, agreed="准予")
    house.clock.forward(days=4)
    lead = house.browser("clerk")
    press(lead, f"{path(case_id)}/joint-meet", agreed="准予")
    assert "视为默认议定事项" in lead.get(path(case_id)).html.select_one("#joint").text
    assert lead.get(f"{path(case_id)}/joint-refuse") and lead.get(f"{path(case_id)}/joint-visit")
