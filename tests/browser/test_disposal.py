"""A whole destruction in the browser by five people: proposer, appraiser, approver, two witnesses."""

from pathlib import Path

import pytest

from onestop_records.worker.execution import pass_registers
from tests import batches as b
from tests.browser.test_pages import ACCESSIBLE
from tests.unit.services.test_execution import finish_purge

SHOTS = None  # a folder, to look at the pages by hand


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def press(page, text):
    """Press a button of a form and wait for the page that answers: work goes on only when the act is done."""
    with page.expect_navigation():
        page.get_by_role("button", name=text, exact=True).click()


def give_opinion(page, text="用于本批次全部档案"):
    page.select_option("#decision", "destroy")
    page.fill("#opinion-reason", "已无查考价值")
    press(page, text)


def with_password(page, name, text):
    page.fill(f"#password-{name}", b.PASSWORD)
    press(page, text)


def problems(page):
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return page.evaluate(ACCESSIBLE), wide > 0


def test_a_destruction_by_five_people(world, open_page):
    b.set_passwords(world)
    b.put_in(world, 3)
    ids = b.put_in(world, 1, carrier="both")
    batch = b.opened(world, [f"r{n:05}".ljust(26, "x") for n in (1, 2, 3)] + ids)
    pages = {
        person: open_page(person, path=f"/disposals/{batch}")
        for person in (b.PROPOSER, b.BUSINESS, b.APPROVER, b.WITNESS, b.WITNESS_OF_UNIT)
    }
    proposer, appraiser, approver, witness, other = pages.values()
    press(proposer, "开始鉴定")
    give_opinion(proposer)
    shot(proposer, "appraising")
    appraiser.reload()
    appraiser.check("input[name=rows][value='1']")
    give_opinion(appraiser, "用于所选档案")
    press_and_expect(proposer, "提交审批", "缺少")
    give_opinion(appraiser)
    press(proposer, "提交审批")

    approver.reload()
    approver.check("input[name=rows][value='3']")
    press(approver, "批准")
    assert "请说明不批准" in approver.inner_text("#violations")
    shot(approver, "approving")
    approver.check("input[name=rows][value='3']")
    approver.fill("#approve-reason", "尚有查考价值")
    press(approver, "批准")
    assert "冷静期至" in approver.inner_text("main")
    b.carry_out(world)

    for page in (witness, other):
        page.reload()
        with_password(page, "check", "已核对清册")
        assert "监销人" in page.inner_text("aside")
    proposer.reload()
    assert proposer.get_by_role("button", name="永久销毁").count() == 0  # it still cools off
    world.clock.forward(days=7)
    for person in pages:
        renew(world, pages[person], person)
    proposer.reload()
    shot(proposer, "before-execution")
    proposer.fill("#count", "4")
    press(proposer, "永久销毁")
    assert "请输入件数 3" in proposer.inner_text("#violations")
    proposer.fill("#count", "3")
    press(proposer, "永久销毁")
    b.carry_out(world)

    witness.reload()
    witness.fill("#method", "监销化浆")
    witness.fill("#time", "2026-11-30 10:00")
    witness.fill("#place", "市纸厂")
    shot(witness, "paper")
    press(witness, "注明全部待销毁的")
    b.carry_out(world)
    for page in (witness, other):
        page.reload()
        with_password(page, "sign", "在清册上签字")
    finish_purge(world, batch)
    b.carry_out(world)
    with world.work("system") as request:
        assert pass_registers(request, None) == 1
    proposer.reload()
    assert "已销毁" in proposer.inner_text(".stepper .done:last-child")
    shot(proposer, "destroyed")
    assert b.state(world, batch) == "destroyed"
    proposer.goto(f"/disposals/{batch}/register")
    assert proposer.locator(".printed-table tbody tr").count() == 4  # three destroyed, one taken out
    shot(proposer, "register")
    proposer.goto(f"/records/{ids[0]}")
    assert "市纸厂" in proposer.inner_text("#tombstone")
    shot(proposer, "tombstone")


def press_and_expect(page, text, expected):
    page.reload()
    press(page, text)
    assert expected in page.inner_text("#violations")
    page.goto(page.url.rpartition("/")[0])


def renew(world, page, person):
    """A week later everybody signs in again."""
    cookie = world.browser(person).cookies
    address = page.evaluate("location.origin")
    page.context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookie.items()])


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit_a_telephone(world, open_page, width):
    b.set_passwords(world)
    appraising = b.opened(world, b.put_in(world, 2))
    b.make(world, b.PROPOSER, appraising, "appraise")
    b.opine(world, b.PROPOSER, appraising)
    executing = b.executing(world, b.put_in(world, 2, carrier="both"))
    for person in (b.PROPOSER, b.WITNESS):
        page = open_page(person, width=width)
        found = {}
        paths = ["/disposals", f"/disposals/{appraising}", f"/disposals/{executing}"]
        paths += [f"/disposals/{executing}/register", f"/disposals/{executing}/report", "/transfers"]
        for path in [*paths, "/disposals/add", "/transfers/add"]:
            page.goto(path)
            if problems(page) != ([], False):
                found[path] = problems(page)
        assert found == {}
