"""Rooms, boxes, rounds, findings, labels and stock-taking as people use them."""

import pytest

from onestop_records.interfaces import IRooms
from onestop_records.models.classification import Classification
from tests import storage as s


@pytest.fixture
def room(world):
    return s.make_room(world)


@pytest.fixture
def box(world, room):
    return s.make_boxes(world, room, "1盒")[0]


@pytest.fixture
def browser(world):
    return world.browser("archivist")


def form_of(page, action):
    return next(form for form in page.forms.values() if form.action.endswith(action))


def in_order(form):
    """Everything that is looked at is in order."""
    for what in ("fire", "pests", "damp", "ventilation"):
        form[f"form-{what}"] = "good"
    return form


def test_a_room_is_entered_with_its_shelves_and_boxes(world, browser):
    form = browser.get("/rooms/add").forms["form"]
    form["name"], form["shelves"] = "101库房", "1柜 / 1层 / 2\n1柜／2层／3"
    form["custodian"] = "clerk"
    page = form.submit().follow()
    assert "1柜 · 1层" in page.text and "国家档案局 1987" in page.text
    form = page.click(href="add-boxes").forms["form"]
    form["names"], form["capacity"] = "1盒\n2盒\n3盒", "10"
    refused = form.submit(status=422)
    assert "可放 2 盒" in refused.text
    form = refused.forms["form"]
    form["names"] = "1盒\n2盒"
    page = form.submit().follow()
    assert [a.text for a in page.html.select(".boxes a")] == ["1盒", "2盒"]


def test_wrong_shelves_are_told_with_the_field(browser):
    form = browser.get("/rooms/add").forms["form"]
    form["name"], form["shelves"] = "101库房", "一号柜 十盒"
    assert "可放盒数" in form.submit(status=422).html.select_one("#wrong-form-shelves").text


def test_a_list_is_put_in_and_taken_out_again(world, browser, box):
    record, other = s.paper(world, "甲"), s.paper(world, "乙")
    form = form_of(browser.get(f"/boxes/{box}"), "/fill")
    form["records"] = f"{s.code(record)}\n{other}\nZ109-0000"
    refused = form.submit(status=422)
    assert "没有档案 Z109-0000" in refused.text
    form = form_of(refused, "/fill")
    assert "Z109-0000" in form["records"].value
    form["records"] = f"{s.code(record)}\n{other}"
    page = form.submit().follow()
    assert {a.text for a in page.html.select("#records li a")} == {"甲", "乙"}
    form = form_of(page, "/take-out")
    form.set("record", True, index=0)
    assert "请写明理由" in form.submit(status=422).text
    form["reason"] = "修复"
    page = form.submit().follow()
    assert len(page.html.select("#records li a")) == 1


def test_a_box_moves_and_is_given_to_another_custodian(world, browser, room, box):
    form = browser.get(f"/boxes/{box}/edit").forms["form"]
    form["shelf"], form["custodian"] = f"{room}/1柜/2层", "archivist2"
    page = form.submit().follow()
    assert "101库房 · 1柜 · 2层 · 1盒" in page.text
    assert "archivist2" in page.html.select_one("aside").text


def test_a_round_is_noted_and_its_finding_settled_with_a_photo(world, browser, room):
    page = browser.get(f"/rooms/{room}/round")
    assert "14.0–24.0 ℃" in page.text
    form = page.forms["form"]
    form["temperature"], form["humidity"] = "21.5", "70"
    assert form.submit(status=422).html.select_one(
        "#wrong-form-fire"
    )  # nothing is in order unless it is said
    in_order(form)
    form["form-damp"] = "wrong"
    assert "请写明异常情况" in form.submit(status=422).text
    form["damp_seen"] = "墙角渗水"
    page = form.submit().follow()
    assert "70.0 % (45.0–60.0 %)" in page.text and "墙角渗水" in page.text
    finding = browser.get("/findings").html.select_one(".listing a")["href"]
    form = browser.get(f"{finding}/settle").forms["form"]
    form["settlement"] = "已修复"
    assert "须附证明" in form.submit(status=422).text
    form["settlement"] = "已修复"
    page = form.submit(upload_files=[("files", "照片.txt", b"photo")]).follow()
    assert "已整改，待验收" in page.text and "整改证明" in page.text
    manager = world.browser("manager")
    page = form_of(manager.get(finding), "/accept").submit().follow()
    assert "已办结" in page.text
    assert "待整改" in manager.get("/findings").text  # the other one


def test_a_finding_is_assigned_and_returned(world, browser, room):
    form = browser.get(f"/rooms/{room}/round").forms["form"]
    form["temperature"], form["humidity"] = "30", "50"
    in_order(form).submit()
    finding = browser.get("/findings").html.select_one(".listing a")["href"]
    form = browser.get(f"{finding}/assign").forms["form"]
    form["responsible"] = "staff"
    form.submit().follow()
    proof = s.paper(world, "维修单")
    form = world.browser("staff").get(f"{finding}/settle").forms["form"]
    form["settlement"], form["proof"] = "已调空调", proof
    form.submit().follow()
    manager = world.browser("manager")
    form = form_of(manager.get(finding), "/return")
    form["reason"] = "仍超限"
    assert "办理中" in form.submit().follow().text


def test_limits_are_set_by_the_manager_and_name_their_rule(world, browser, room):
    browser.get("/rooms/limits", status=403)
    manager = world.browser("manager")
    form = manager.get("/rooms/limits").forms["form"]
    form["temperature_to"], form["temperature_rule"] = "22", ""
    assert "依据" in form.submit(status=422).text
    form["temperature_rule"] = "本单位规定"
    form.submit().follow()
    assert "14.0–22.0 ℃" in browser.get(f"/rooms/{room}").text
    form = manager.get(f"/rooms/{room}/limits").forms["form"]
    form["humidity_from"], form["humidity_to"], form["humidity_rule"] = "30", "40", "胶片库"
    page = form.submit().follow()
    assert "30.0–40.0 %" in page.text and "14.0–22.0 ℃" in page.text


def test_keys_pass_from_hand_to_hand(world, browser, room):
    form = browser.get(f"/rooms/{room}/add-key").forms["form"]
    form["number"], form["holder"] = "K-01", "clerk"
    page = form.submit().follow()
    assert "K-01" in page.text
    form = form_of(page, "/hand")
    form["holder"] = "staff"
    page = form.submit().follow()
    form = form_of(page, "/withdraw")
    form["reason"] = "遗失"
    assert "K-01" not in form.submit().follow().html.select_one("#keys").text


def test_labels_carry_a_code_to_read_and_one_to_scan_and_no_title(world, browser, room, box):
    record = s.paper(world, "不印题名")
    s.fill(world, box, record)
    page = browser.get(f"/boxes/{box}/labels")
    assert len(page.html.select("svg.qr")) == 2 and "不印题名" not in page.text
    assert "-".join(s.code(record)[i : i + 4] for i in (0, 4, 8)) in page.text
    assert len(browser.get(f"/rooms/{room}/labels").html.select("svg.qr")) == 1
    assert len(browser.get(f"/record-labels?record={record}&record=nowhere").html.select("svg.qr")) == 1
    assert browser.get(f"/record-labels?record={s.secret_paper(world)}").html.select("svg.qr") == []


def test_lists_of_a_room_are_printed_and_kept_as_workbooks(world, browser, room, box):
    form = browser.get(f"/rooms/{room}/round").forms["form"]
    form["temperature"], form["humidity"] = "30", "50"
    in_order(form).submit()
    assert "1盒" in browser.get(f"/rooms/{room}/list").text
    assert "温度超限" in browser.get(f"/rooms/{room}/round-log").text
    for name in ("list", "round-log"):
        assert browser.get(f"/rooms/{room}/{name}?form=xlsx").body.startswith(b"PK")


def scan(page, code, status=303):
    form = next(form for form in page.forms.values() if form.method == "post" and form.action == "/scan")
    form["code"] = code
    return form.submit(status=status)


def test_stock_is_taken_with_a_phone_and_ends_in_a_register(world, browser, room, box):
    here, missing = s.paper(world, "在位的"), s.paper(world, "不见的")
    s.fill(world, box, here, missing)
    form = browser.get(f"/stocktakings/add?room={room}").forms["form"]
    form["title"] = "2026 年度清点"
    page = form.submit().follow()
    count = page.request.path
    page = page.click("扫描标签")
    page = scan(page, s.code(box, "B")).follow()
    assert "已打开此盒" in page.text and s.code(box, "B") in page.html.select_one(".open-box").text
    page = scan(page, s.code(here).lower()).follow()
    assert "在位" in page.html.select_one(".scanned").text and "在位的" in page.text
    assert "请重新扫描" in scan(page, "R" * 12, 422).text
    page = browser.get(count)
    assert "不见的" in page.html.select_one("#lines").text
    assert "在位的" in browser.get(f"{count}?result=found").html.select_one("#lines").text
    page = form_of(page, "/close").submit().follow()
    assert "已办结" in page.text
    assert "缺失" in browser.get("/findings").text
    world.clock.forward(minutes=2)
    world.index()
    assert "清册归档为" in browser.get(count).text
    assert "不见的" in browser.get(f"{count}/register").text
    assert browser.get(f"{count}/register?form=xlsx").body.startswith(b"PK")


def test_a_code_is_looked_up_by_anybody_of_the_house(world, box):
    record = s.paper(world, "甲")
    s.fill(world, box, record)
    staff = world.browser("staff")
    page = scan(staff.get("/scan"), s.code(record)).follow()
    assert "101库房 · 1柜 · 1层 · 1盒" in page.text
    answer = scan(page, s.code("z" * 26)).follow()
    assert "没有您可知悉的档案" in answer.text


def test_what_one_may_not_know_of_is_answered_like_what_there_is_not(world):
    secret = s.secret_paper(world)
    answers = []
    for thing in (secret, "z" * 26):
        page = scan(world.browser("staff").get("/scan"), s.code(thing)).follow()
        told = page.html.select_one(".scanned").text
        answers.append(told.replace(s.code(thing), ""))
    assert answers[0] == answers[1]


def test_the_camera_is_allowed_on_this_page_alone(world):
    staff = world.browser("staff")
    assert "camera=(self)" in staff.get("/scan").headers["Permissions-Policy"]
    assert "camera=()" in staff.get("/rooms").headers["Permissions-Policy"]


def test_titles_are_not_kept_in_the_session_but_asked_for_each_time(world, box):
    record = s.paper(world, "将定密")
    staff = world.browser("staff")
    page = scan(staff.get("/scan"), s.code(record)).follow()
    assert "将定密" in page.text
    with world.work("manager") as request:
        request.site.records[record].classification = Classification.SECRET
    assert "将定密" not in staff.get("/scan").text


def test_who_may_not_edit_sees_rooms_without_acts(world, room, box):
    page = world.browser("staff").get(f"/rooms/{room}")
    hrefs = [a["href"] for a in page.html.select("main a")]
    assert not any(href.endswith(("/edit", "/add-boxes", "/round")) for href in hrefs)
    assert "钥匙" in page.text


def test_a_room_without_boxes_or_rounds_says_what_to_do(world, browser):
    assert "尚未登记库房" in browser.get("/rooms").text
    with world.work() as request:
        room = request.find_service(IRooms).add({"name": "102", "custodian": "archivist"}).id
    assert "尚未登记层架" in browser.get(f"/rooms/{room}").text
    assert "没有发现问题" in browser.get("/findings").text
    assert "尚未进行过清点" in browser.get("/stocktakings").text


@pytest.mark.parametrize("path", ["/rooms", "/rooms/{room}", "/boxes/{box}", "/scan", "/stocktakings/add"])
def test_nothing_is_left_in_chinese_for_english_readers(world, browser, room, box, path):
    browser.set_cookie("language", "en")
    with world.work() as request:
        request.site.people["archivist"].language = "en"
    page = browser.get(path.format(room=room, box=box))
    headings = " ".join(
        h.text for h in page.html.select("main h1, main h2, main label, main button, main th")
    )
    for name in ("101库房", "1盒", "1柜", "1层"):
        headings = headings.replace(name, "")
    assert not any("\u4e00" <= c <= "\u9fff" for c in headings), headings


def test_a_finding_about_what_one_may_not_know_of_is_not_there(world, room, box):
    secret = s.secret_paper(world)
    s.fill(world, box, secret, person="archivist2")
    manager = world.browser("manager")
    form = manager.get(f"/stocktakings/add?room={room}").forms["form"]
    form["title"] = "清点"
    form_of(form.submit().follow(), "/close").submit()
    found = [a["href"] for a in manager.get("/findings").html.select(".listing a")]
    seen = [a["href"] for a in world.browser("staff").get("/findings").html.select(".listing a")]
    (hidden,) = set(found) - set(seen)
    nothing = world.browser("staff").get("/findings/nowhere", status=404)
    for page in (hidden, f"{hidden}/settle"):
        answer = world.browser("staff").get(page, status=404)
        assert answer.html.select_one("main").text == nothing.html.select_one("main").text
