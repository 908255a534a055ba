"""The pages of special tasks: registering, dividing, reporting, chasing, the overview and its workbook."""

import io

import openpyxl
import pytest
from webtest import Upload

from tests import specialtasks as special
from tests.functional.test_case_pages import press


def path(task_id):
    return f"/specialtasks/{task_id}"


def test_a_task_goes_its_whole_way_on_its_pages(world):
    office, manager, head, clerk = map(world.browser, ("archivist", "manager", "head", "clerk"))
    answer = press(
        office,
        "/specialtasks/register",
        title="质量月活动",
        source="市市场监督管理局",
        document_number="甬市监质〔2026〕88号",
        term="2026-12-11",
        files=[Upload("来文.pdf", b"%PDF-1.4")],
    )
    address = answer.location.removeprefix("http://localhost")
    assert "分解" not in office.get(address).html.select_one("#acts").text  # only managers divide
    assert "尚未分解" in press_again(manager, address)
    form = manager.get(f"{address}/divide").forms["form"]
    form["title"], form["unit"], form["due"] = "走访企业", "QYB", "2026-12-04"
    assert form.submit("another").location.endswith("/divide-more")
    press(manager, f"{address}/divide-more", title="统计汇总", unit="XXB")
    assert "指定承办人" in head.get(address).html.select_one("#item-1").text
    press(head, f"{address}/1/assign", person="clerk")
    press(clerk, f"{address}/1/progress", percent="60", text="已走访十二家")
    assert "60%" in manager.get(address).html.select_one("#item-1").text
    assert "佐证" in press(clerk, f"{address}/1/finish", status=422, text="完成")
    press(clerk, f"{address}/1/finish", text="完成", files=[Upload("照片.pdf", b"%PDF-1.4 x")])
    press(manager, f"{address}/1/accept")
    press(manager, f"{address}/2/drop", reason="并入第一项")
    press(manager, f"{address}/report", text="已走访二十家")
    press(manager, f"{address}/close")
    page = manager.get(address)
    for words in ("已办结", "专项工作分解与办理情况", "甬市监质〔2026〕88号", "已走访二十家", "已终止"):
        assert words in page, words
    assert not page.html.select_one("#acts a")


def press_again(browser, address):
    return browser.get(address).html.select_one("#items").text


def test_overdue_ones_come_first_and_are_chased_on_the_page(world):
    late = special.running(world)
    world.clock.forward(days=13)
    special.registered(world, title="另一件", term=None)
    manager = world.browser("manager")
    listed = manager.get("/specialtasks").html.select("ul.listing > li")
    assert [each.a["href"] for each in listed][0] == path(late) and "逾期" in listed[0].text
    press(world.browser("head"), f"{path(late)}/1/chase", reason="企业停产")
    assert "企业停产" in manager.get(path(late)).html.select_one("#item-1").text


def test_the_overview_is_a_workbook_with_a_row_for_each_item(world):
    special.divided(world, "QYB", "XXB")
    answer = world.browser("manager").get("/specialtasks?form=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.body)).active.iter_rows(values_only=True))
    assert sum("ZX2026-001" in [str(cell) for cell in row] for row in rows) == 2
    assert "QYB走访企业" in str(rows)
    assert "QYB走访企业" in world.browser("manager").get("/specialtasks?form=print")


def test_who_has_nothing_to_do_with_it_sees_nothing_of_it(world):
    task_id = special.divided(world)
    other = world.browser("staff2")
    assert "没有与您有关的专项工作" in other.get("/specialtasks")
    assert other.get(path(task_id), status=404).body == other.get(path("none"), status=404).body
    for officer in ("auditor", "security", "admin"):
        world.browser(officer).get("/specialtasks", status=403)


def test_the_settings_are_kept(world):
    press(world.browser("archivist"), "/specialtasks/terms", category="WS", retention="D30")
    assert world.browser("manager").get("/specialtasks/terms").forms["form"]["retention"].value == "D30"


@pytest.mark.parametrize("person", ["manager", "head", "clerk"])
def test_every_form_that_is_offered_opens(world, person):
    task_id = special.running(world)
    world.clock.forward(days=14)
    browser = world.browser(person)
    page = browser.get(path(task_id))
    links = [a["href"] for a in page.html.select("#acts a, #items a.button")]
    assert links
    for link in links:
        browser.get(link)
