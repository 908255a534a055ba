"""Complaints over pages: the public ones without sign-in, registering, each step."""

import re

import pytest

from onestop_records.interfaces import IAudit, IComplaints
from tests import complaints as c

CODE = re.compile(r'id="code">([^<]+)<')


@pytest.fixture
def house(world):
    c.furnish(world)
    return world


def complain(world, **values):
    """Send the public form; return the answer."""
    form = world.browser().get("/complain").forms["form"]
    given = {"facts": c.FACTS, "person": "clerk", "unit": "QYB", "truth": True, **values}
    for name, value in given.items():
        form[name] = value
    return form.submit("save", expect_errors=True)


def ask(world, code, status=None):
    browser = world.browser()
    form = next(f for f in browser.get("/complaint-progress").forms.values() if "code" in f.fields)
    form["code"] = code
    return form.submit(expect_errors=True, status=status)


def only(world):
    with world.work("system") as request:
        (found,) = request.site.complaints.values()
        return found.id


def test_anybody_complains_without_signing_in_and_asks_how_it_goes_on(house):
    done = complain(house)
    assert done.headers["Cache-Control"] == "no-store"
    code = CODE.search(done.text)[1]
    assert "已登记" in ask(house, code, 200).text
    complaint = only(house)
    c.lead(house, complaint, "decided")
    assert "情况属实" not in ask(house, code, 200).text  # what was found is told with the answer
    c.make(house, "clerk2", complaint, "answer", form="written", reason="经查属实，已责令改正")
    progress = ask(house, code, 200).text
    assert "已责令改正" in progress and "clerk2" not in progress  # and never who handles it


def test_neither_the_address_nor_a_session_of_who_complains_is_kept(house):
    browser = house.browser("clerk2")
    form = browser.get("/complain").forms["form"]
    form["facts"], form["truth"] = c.FACTS, True
    form.submit("save", extra_environ={"REMOTE_ADDR": "10.1.2.3"})
    complaint = only(house)
    with house.work("auditor") as request:
        entries = request.find_service(IAudit).entries(complaint)
        assert entries and {(entry.person, entry.address) for entry in entries} == {("", "")}
        assert request.site.complaints[complaint].moves[0].person == ""


def test_the_public_pages_are_throttled_for_each_address(house):
    for _ in range(10):
        assert ask(house, "AAAAA-AAAAA-AAAAA-AAAAA").status_int == 422
    refused = ask(house, "AAAAA-AAAAA-AAAAA-AAAAA")
    assert refused.status_int == 429 and int(refused.headers["Retry-After"]) > 0
    code = CODE.search(complain(house).text)[1]
    assert ask(house, code).status_int == 429  # a right code does not get through either
    for _ in range(9):
        complain(house)
    assert complain(house).status_int == 429
    house.clock.forward(hours=1)
    assert ask(house, code).status_int == 200


def test_a_wrong_code_and_one_that_was_taken_back_are_told_the_same(house):
    code = CODE.search(complain(house, person="窗口").text)[1]
    with house.work("system") as request:
        folder = request.site.complaints
        folder.forget_code(folder[next(iter(folder.values())).id])
    old, wrong = ask(house, code), ask(house, "AAAAA-AAAAA-AAAAA-AAAAA")
    assert old.status_int == wrong.status_int == 422
    assert "没有与此查询码对应的投诉" in old.text and "没有与此查询码对应的投诉" in wrong.text


def test_a_form_sent_twice_registers_once(house):
    form = house.browser().get("/complain").forms["form"]
    form["facts"], form["truth"] = c.FACTS, True
    assert CODE.search(form.submit("save").text)
    assert not CODE.search(form.submit("save").text)
    only(house)


def test_n28_who_complains_says_that_it_is_true_and_answers_for_it(house):
    answer = complain(house, truth=False)
    assert answer.status_int == 422 and "请确认所反映的情况属实" in answer.text
    with house.work("system") as request:
        assert len(request.site.complaints) == 0


@pytest.mark.parametrize("subject", ["attitude", "quality", "efficiency", "probity"])
def test_n27_complaints_are_about_attitude_quality_efficiency_or_probity(house, subject):
    form = house.browser().get("/complain").forms["form"]
    form["facts"], form["truth"] = c.FACTS, True
    form.set("checkbox", True, index=["attitude", "quality", "efficiency", "probity"].index(subject))
    form.submit("save")
    with house.work("clerk2") as request:
        assert tuple(request.site.complaints[only(house)].scope) == (subject,)


def test_the_public_forms_want_their_token_and_stay_small(house):
    browser = house.browser()
    browser.post("/complain", {"facts": c.FACTS}, status=400)
    browser.post("/complaint-progress", {"code": "x"}, status=400)
    assert complain(house, facts="长" * 4001).status_int == 422
    assert complain(house, facts="长" * 40_000).status_int == 400
    with house.work("system") as request:
        assert len(request.site.complaints) == 0


def test_a_clerk_registers_a_complaint_about_themselves_and_sees_no_more_of_it(house):
    browser = house.browser("clerk")
    form = browser.get("/complaints/register").forms["form"]
    form["facts"], form["person"], form["unit"] = c.FACTS, "clerk", "QYB"
    page = form.submit("save").follow()
    assert c.FACTS not in page.text and "后续由与此事无关的人员处理" in page.text
    assert browser.get(f"/complaints/{only(house)}", status=404)


def test_every_step_is_made_on_its_page(house):
    complaint = c.register(house)
    browser = house.browser("clerk2")
    way = (
        ("accept", {"text": "已受理"}),
        ("investigate", {}),
        ("decide", {"form-outcome": "upheld", "reason": "情况属实"}),
        ("answer", {"form": "oral", "reason": "已电话答复"}),
        ("talk", {"name": "clerk", "reason": "已约谈"}),
        ("inform", {"reason": "查实一起"}),
        ("follow-up", {"grade": "satisfied", "opinion": "好"}),
        ("close", {}),
    )
    for name, values in way:
        page = browser.get(f"/complaints/{complaint}")
        form = page.click(href=f"/complaints/{complaint}/{name}$").forms["form"]
        for field, value in values.items():
            form[field] = value
        form.submit("save").follow()
    assert "已办结" in browser.get(f"/complaints/{complaint}").text or c.state(house, complaint) == "closed"


def test_what_a_rule_forbids_is_shown_in_the_form_and_nothing_is_kept(house):
    complaint = c.register(house)
    form = house.browser("clerk2").get(f"/complaints/{complaint}/refuse").forms["form"]
    form["reason"] = "没空"
    assert form.submit("save", expect_errors=True).status_int == 422
    assert c.state(house, complaint) == "registered"


def test_leaders_see_what_was_written_for_them_and_who_is_asked_the_question(house):
    complaint = c.register(house, grave=True, channel="letter")
    c.make(house, "clerk2", complaint, "inform", reason="一起重大投诉需关注")
    c.make(house, "clerk2", complaint, "accept")
    c.make(house, "clerk2", complaint, "ask", person="staff2", reason="监控是否完好？")
    leader = house.browser("manager2").get(f"/complaints/{complaint}").text
    asked = house.browser("staff2").get(f"/complaints/{complaint}").text
    assert "一起重大投诉需关注" in leader and "监控是否完好" in asked
    for text in (leader, asked):
        assert c.FACTS not in text and c.COMPLAINANT["name"] not in text
    assert "一起重大投诉需关注" not in asked


def test_the_settings_are_the_administrators(house):
    form = house.browser("admin").get("/complaints/terms").forms["form"]
    form["supervisor"] = "manager"
    assert form.submit("save", expect_errors=True).status_int == 422  # the head is no supervisor
    with house.work("clerk2") as request:
        assert request.find_service(IComplaints)
        assert request.site.complaints.terms.supervisor == "manager2"
