"""A whole handover in the browser by three people, a discrepancy and a label scanned on the way."""

from pathlib import Path

from tests import handovers as h
from tests.batches import PASSWORD
from tests.browser.test_pages import ACCESSIBLE

SHOTS = None  # a folder, to look at the pages by hand


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def press(page, text):
    """Press a button of a form and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=text, exact=True).click()


def sign(page, acknowledged=False):
    page.reload()
    if acknowledged:
        page.check("input[name=acknowledged]")
    page.fill("#password", PASSWORD)
    press(page, "在移交清册上签字")


def problems(page):
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return page.evaluate(ACCESSIBLE), wide > 0


def test_a_handover_by_three_people(world, open_page):
    h.set_passwords(world)
    ids = h.put_in(world, 4)
    leader = open_page("archivist", path="/handovers/add")
    leader.select_option("select[name=giver]", "staff")
    leader.select_option("select[name=reason]", "leaving")
    press(leader, "开始移交")
    shot(leader, "opened")
    path = leader.url.partition("/handovers/")[2].partition("?")[0]
    leader.select_option("#person", "clerk")
    press(leader, "交给：整份清单")

    receiver = open_page("clerk", path=f"/handovers/{path}")
    for number in ("1", "2", "3"):
        receiver.check(f"input[name=rows][value='{number}']")
    press(receiver, "记录所选各项")
    receiver.check("input[name=rows][value='4']")
    receiver.select_option("#finding", "damaged")
    press(receiver, "记录所选各项")
    assert "请说明缺失或损坏的情况" in receiver.inner_text("#violations")
    receiver.check("input[name=rows][value='4']")
    receiver.select_option("#finding", "damaged")
    receiver.fill("#note", "封面水渍")
    press(receiver, "记录所选各项")
    shot(receiver, "checked")

    supervisor = open_page("manager", path=f"/handovers/{path}?finding=discrepancy")
    supervisor.check("input[name=rows][value='4']")
    supervisor.fill("#decide-reason", "不影响内容，按现状移交")
    press(supervisor, "裁定所选各项")
    h.work_off(world)
    leader.reload()
    press(leader, "提交签字")
    shot(leader, "signing")

    giver = open_page("staff", path=f"/handovers/{path}")
    sign(giver, acknowledged=True)
    assert "您已签字" in giver.inner_text("main, body")
    sign(receiver)
    assert h.holders(world, ids) == {"staff"}
    sign(supervisor)
    assert h.holders(world, ids) == {"clerk"}
    shot(supervisor, "passed")
    giver.reload()
    assert "/sign-in" in giver.url
    world.index()
    leader.goto(f"/handovers/{path}/register")
    assert "封面水渍" in leader.inner_text("main")
    shot(leader, "register")


def test_every_page_is_accessible_and_fits_a_phone(world, open_page):
    h.put_in(world, 3)
    h.put_in(world, 2, carrier="paper", place={"room": "一库", "cabinet": "3", "box": "11"})
    h.set_passwords(world)
    checking = h.opened(world)
    h.assign(world, checking)
    h.put_in(world, 2, "keeping-clerk2")
    signing = h.signing(world, "clerk", "clerk2")
    paths = ["/handovers", "/handovers/add", "/inventory?person=staff", "/absences", "/away"]
    paths += [f"/handovers/{checking}", f"/handovers/{signing}", f"/handovers/{checking}/register"]
    for width in (1280, 360):
        page, found = open_page("manager", width=width), {}
        for path in paths:
            page.goto(path)
            shot(page, f"{width}{path.partition('?')[0].replace('/', '-')[:16]}")
            if problems(page) != ([], False):
                found[path] = problems(page)
        receiver = open_page("clerk", width=width, path=f"/handovers/{checking}")
        if problems(receiver) != ([], False):
            found["receiver"] = problems(receiver)
        shot(receiver, f"{width}-receiver")
        assert found == {}
