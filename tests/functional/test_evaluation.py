"""Evaluations on the pages: by link without sign-in, telephone and paper; low grades; published results."""

import pytest
from webtest import Upload

from onestop_records.models.evaluation import QUESTIONS, SOLVED
from tests.evaluations import delivered, invited, told


def fill(form, grade="satisfied", **values):
    for question in QUESTIONS:
        form[f"form-{question}"] = "yes" if question == SOLVED else grade
    for name, value in values.items():
        form[name] = value
    return form


def the_form(page):
    return page.forms["form"]


def test_a_client_answers_by_the_link_once(world):
    case_id = delivered(world)
    secret = invited(world, case_id)
    client = world.browser()
    page = client.get(f"/evaluate/{secret}")
    assert "宁波某文具厂" not in page.text  # whoever has the link is told no name
    assert "0574" not in page.text
    assert "谢谢" in fill(the_form(page), opinion="窗口很热心").submit().text
    with world.work() as request:
        one = request.site.evaluations.get(case_id)
        assert (one.overall, one.opinion, one.entered_by) == ("satisfied", "窗口很热心", "")
    assert "此地址已失效" in client.get(f"/evaluate/{secret}", status=404).text
    fill(the_form(page)).submit(status=404)


def test_a_session_of_the_house_counts_for_nothing_on_the_clients_page(world):
    case_id = delivered(world)
    page = world.browser("head").get(f"/evaluate/{invited(world, case_id)}")
    fill(the_form(page)).submit()
    with world.work() as request:
        assert request.site.evaluations.get(case_id).entered_by == ""


def test_what_is_missing_is_said_and_what_was_chosen_stays(world):
    secret = invited(world, delivered(world))
    page = world.browser().get(f"/evaluate/{secret}")
    form = the_form(page)
    form["form-service"] = "fair"
    again = form.submit(status=422)
    assert "必" in again.html.select_one("#violations").text or again.html.select("#violations li")
    assert the_form(again)["form-service"].value == "fair"


@pytest.mark.parametrize("path", ["/evaluate", "/evaluate/x", "/evaluate/a/b", "/evaluate/" + "x" * 500])
def test_unknown_addresses_are_told_the_same(world, path):
    assert "此地址已失效" in world.browser().get(path, status=404).text


def test_guessing_is_slowed_down(world):
    client = world.browser()
    for _round in range(30):
        client.get("/evaluate/guess", status=404)
    answer = client.get("/evaluate/guess", status=429)
    assert int(answer.headers["Retry-After"]) > 0


def test_the_window_makes_a_link_with_a_picture_for_the_phone(world):
    case_id = delivered(world)
    browser = world.browser("clerk")
    page = browser.get(f"/cases/{case_id}/evaluation")
    made = next(f for f in page.forms.values() if f.action.endswith("/invite")).submit()
    address = made.html.select_one("pre code").text.strip()
    assert made.html.select_one("img[src^='data:image/svg']")
    path = address.removeprefix("http://localhost")
    fill(the_form(world.browser().get(path))).submit()
    shown = browser.get(f"/cases/{case_id}/evaluation")
    assert "满意" in shown.text


def test_by_telephone_a_colleague_writes_down_what_the_client_says(world):
    case_id = delivered(world)
    form = fill(the_form(world.browser("clerk").get(f"/cases/{case_id}/evaluation")))
    form["form-channel"] = "telephone"
    assert "非经办人员" in form.submit(status=422).text
    form = fill(the_form(world.browser("clerk2").get(f"/cases/{case_id}/evaluation")))
    form["form-channel"] = "telephone"
    assert "评价已保存" in form.submit().follow().text


def test_on_paper_the_scan_is_asked_for(world):
    case_id = delivered(world)
    browser = world.browser("clerk")
    form = fill(the_form(browser.get(f"/cases/{case_id}/evaluation")))
    form["form-channel"] = "paper"
    assert "扫描件" in form.submit(status=422).text
    form = fill(the_form(browser.get(f"/cases/{case_id}/evaluation")))
    form["form-channel"] = "paper"
    form["files"] = [Upload("form.txt", b"scan of the form")]
    form.submit().follow()
    with world.work() as request:
        item = request.site.records[request.site.evaluations.get(case_id).item]
        assert len(item.files) == 2


def test_a_low_grade_waits_for_the_head_who_says_what_was_done(world):
    case_id = delivered(world)
    told(world, case_id, grade="dissatisfied")
    head = world.browser("head")
    assert head.get("/work").html.select_one(f'a[href="/cases/{case_id}/evaluation"]')
    page = head.get(f"/cases/{case_id}/evaluation")
    form = next(f for f in page.forms.values() if f.action.endswith("/improve"))
    form["measure"] = "已上门致歉并补办"
    assert "已上门致歉并补办" in form.submit().follow().text
    assert not head.get("/work").html.select(f'a[href="/cases/{case_id}/evaluation"]')
    page = world.browser("clerk").get(f"/cases/{case_id}/evaluation")
    assert not [f for f in page.forms.values() if f.action.endswith("/improve")]


def test_results_are_published_without_what_might_tell_of_one_client(world):
    for grade in ("satisfied", "very-satisfied", "dissatisfied"):
        told(world, delivered(world), grade=grade)
    told(world, delivered(world, by="staff2"), grade="dissatisfied")
    world.index()
    page = world.browser().get("/satisfaction")
    unit = page.html.select_one("#unit")
    rows = {row.th.text: row.text for row in unit.select("tbody tr")}
    assert "67%" in rows["企业服务部"]
    assert "不足三份" in rows["信息管理部"]
    assert page.html.select_one("#month")
    assert "此期间没有评价" in world.browser().get("/satisfaction?since=2020-01&until=2020-12").text
    assert world.browser("clerk").get("/satisfaction?since=nonsense").status_int == 200
