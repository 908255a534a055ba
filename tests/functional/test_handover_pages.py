"""A whole handover on its pages, inventories and absences; registers as page and workbook."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from tests import handovers as h
from tests.batches import PASSWORD
from tests.world import csrf_token


def post(page, name, status=303, **values):
    """Send the form of the page that posts to ``name``."""
    forms = [each for each in page.forms.values() if "csrf_token" in each.fields]
    token = forms[0]["csrf_token"].value
    fields = [("csrf_token", token)]
    for field, value in values.items():
        fields += [(field, each) for each in value] if isinstance(value, list) else [(field, value)]
    address = page.request.path.rstrip("/")
    return page.test_app.post(f"{address}/{name}", fields, status=status)


@pytest.fixture
def handover(world):
    h.put_in(world, 3)
    h.set_passwords(world)
    return h.opened(world)


def test_opening_one(world):
    h.put_in(world, 2)
    browser = world.browser("archivist")
    page = browser.get("/handovers/add")
    form = next(each for each in page.forms.values() if "giver" in each.fields)
    form["giver"], form["reason"], form["until"] = "staff", "leaving", "2026-11-30"
    answer = form.submit().follow()
    assert "2" in answer.text
    assert "在手文件之1" in browser.get(answer.request.path).text or "staff" in answer.text


def test_a_wrong_form_is_told(world):
    page = world.browser("archivist").get("/handovers/add")
    form = next(each for each in page.forms.values() if "giver" in each.fields)
    form["giver"], form["reason"] = "staff2", "leaving"
    form.submit(status=422)


def test_a_whole_handover_on_the_page(world, handover):
    path = f"/handovers/{handover}"
    lead, take = world.browser("archivist"), world.browser("clerk")
    page = lead.get(path)
    post(page, "assign", person="clerk", all="1")
    page = take.get(path)
    post(page, "check", rows=["1", "2"], finding="present")
    answer = post(page, "check", 422, rows=["3"], finding="missing")
    assert "请说明" in answer.text or "missing" in answer.text
    post(page, "check", rows=["3"], finding="missing", note="未见")
    post(lead.get(path), "present", 422)
    decide = world.browser("manager").get(path)
    post(decide, "decide", rows=["3"], decision="as-is", reason="已登记，另行追查")
    h.work_off(world)
    post(lead.get(path), "present")
    giver = world.browser("staff")
    post(giver.get(path), "sign", 422, password=PASSWORD)
    post(giver.get(path), "sign", 422, password="wrong", acknowledged="true")
    post(giver.get(path), "sign", password=PASSWORD, acknowledged="true")
    post(take.get(path), "sign", password=PASSWORD)
    post(world.browser("manager").get(path), "sign", password=PASSWORD)
    assert h.state(world, handover) == "passed"
    assert giver.get(path).status_int == 303  # signed out
    assert "已移交" in take.get(path).text or "Handed over" in take.get(path).text


def test_a_wrong_password_leaves_its_mark(world, handover):
    h.assign(world, handover)
    h.check_all(world, handover)
    h.work_off(world)
    h.make(world, handover, "present")
    page = world.browser("clerk").get(f"/handovers/{handover}")
    for _ in range(5):
        post(page, "sign", 422, password="wrong")
    post(page, "sign", 422, password=PASSWORD)
    world.clock.forward(minutes=16)
    post(page, "sign", password=PASSWORD)


def test_signatures_on_paper_with_their_scan(world, handover):
    h.assign(world, handover)
    h.check_all(world, handover)
    h.work_off(world)
    h.make(world, handover, "present")
    browser = world.browser("archivist")
    page = browser.get(f"/handovers/{handover}")
    form = next(each for each in page.forms.values() if (each.action or "").endswith("/sign-paper"))
    fields = {"csrf_token": form["csrf_token"].value, "supervisor": "head", "day": "2026-11-23"}
    browser.post(
        f"/handovers/{handover}/sign-paper", {**fields, "password": PASSWORD}, status=422
    )  # without the scan
    browser.post(
        f"/handovers/{handover}/sign-paper",
        {**fields, "password": PASSWORD},
        upload_files=[("files", "清册.pdf", b"%PDF-1.4")],
        status=303,
    )
    assert h.state(world, handover) == "passed"


def test_the_register_is_a_page_and_a_workbook_with_the_columns_of_the_chapter(world, handover):
    browser = world.browser("archivist")
    page = browser.get(f"/handovers/{handover}/register")
    for heading in (
        "序号",
        "档号",
        "题名",
        "年度",
        "保管期限",
        "密级",
        "页数",
        "载体",
        "存放",
        "状态",
        "备注",
    ):
        assert heading in page.text, heading
    answer = browser.get(f"/handovers/{handover}/register?form=xlsx")
    book = load_workbook(BytesIO(answer.body))
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[1][2] == "在手文件之1"
    browser.get(f"/handovers/{handover}/register?form=doc", status=404)


def test_titles_are_neutral_for_who_may_not_know(world):
    ids = h.put_in(world, 2)
    h.classify(world, ids[0], "secret")
    handover = h.opened(world)
    seen = world.browser("archivist").get(f"/handovers/{handover}").text
    assert "在手文件之1" not in seen
    assert "题名从略" in seen
    assert "在手文件之1" in world.browser("manager").get(f"/handovers/{handover}").text
    assert "在手文件之1" not in world.browser("manager").get(f"/handovers/{handover}/register").text


def test_who_takes_over_reads_what_they_check(world):
    h.put_in(world, 1, data_category="sensitive", unit="XXB")
    handover = h.opened(world)
    h.assign(world, handover, "clerk")
    assert "在手文件之1" in world.browser("clerk").get(f"/handovers/{handover}").text
    assert "在手文件之1" not in world.browser("archivist").get(f"/handovers/{handover}").text


def test_nobody_else_knows_of_it(world, handover):
    for person in ("staff2", "clerk", "clerk2"):
        world.browser(person).get(f"/handovers/{handover}", status=404)
        assert handover not in world.browser(person).get("/handovers").text
    assert handover in world.browser("staff").get("/handovers").text


def test_filters_samples_and_boxes(world):
    h.put_in(world, 7)
    h.put_in(world, 2, carrier="paper", place={"room": "一库", "box": "11"})
    handover = h.opened(world)
    h.assign(world, handover)
    browser, path = world.browser("clerk"), f"/handovers/{handover}"
    in_box = "?" + urlencode({"place": "一库 / 11"})
    page = browser.get(path + in_box)
    assert "在手文件之8" in page.text
    assert "在手文件之2" not in page.text
    token = next(f["csrf_token"].value for f in page.forms.values() if "csrf_token" in f.fields)
    counted = {"csrf_token": token, "method": "group", "count": "2"}
    browser.post(f"{path}/check-group{in_box}", counted, status=303)
    page = browser.get(path + "?samples=1")
    assert page.text.count('name="rows"') == 5
    browser.post(path + "/check-group", {"csrf_token": token, "method": "sample"}, status=422)


def test_the_inventory_is_ones_own_and_that_of_whom_one_answers_for(world):
    h.put_in(world, 2)
    assert "WS" in world.browser("staff").get("/inventory").text
    for person in ("archivist", "manager", "head"):
        assert "WS" in world.browser(person).get("/inventory?person=staff").text
    for person in ("clerk", "staff2"):
        world.browser(person).get("/inventory?person=staff", status=404)


def test_an_absence_is_noted_by_oneself_and_by_managers_for_others(world):
    browser = world.browser("staff")
    page = browser.get("/away")
    form = next(each for each in page.forms.values() if "since" in each.fields)
    assert "person" not in form.fields
    form["since"], form["until"], form["reason"] = "2026-11-23", "2026-11-25", "年假"
    assert "年假" in form.submit().follow().text
    assert "年假" not in world.browser("clerk").get("/absences").text
    managers = world.browser("manager")
    assert "年假" in managers.get("/absences").text
    page = managers.get("/away")
    form = next(each for each in page.forms.values() if "person" in each.fields)
    form["person"], form["since"], form["reason"] = "clerk", "2026-11-23", "急病"
    form.submit(status=303)
    token = csrf_token(browser)
    browser.post("/back", {"csrf_token": token, "person": "clerk"}, status=404)
    browser.post("/back", {"csrf_token": token}, status=303)


def test_closing_an_account_on_its_page_says_what_is_left(world, handover):
    browser = world.browser("admin")
    page = browser.get("/people/staff")
    token = next(f["csrf_token"].value for f in page.forms.values() if "csrf_token" in f.fields)
    answer = browser.post("/people/staff/close", {"csrf_token": token}, status=422)
    assert "3" in answer.text
    assert "WS" in answer.text


def test_who_signs_last_and_leaves_is_signed_out_with_that_click(world, handover):
    h.assign(world, handover)
    h.check_all(world, handover)
    h.work_off(world)
    h.make(world, handover, "present")
    for person in ("clerk", "manager"):
        h.sign(world, handover, person)
    browser = world.browser("staff")
    post(browser.get(f"/handovers/{handover}"), "sign", password=PASSWORD, acknowledged="true")
    assert "/sign-in" in browser.get(f"/handovers/{handover}").location
    assert h.state(world, handover) == "passed"
