"""Holds as archivists and managers use them: placed, seen on records, in lists and in search, lifted."""

import pytest

from onestop_records.interfaces import IHolds
from onestop_records.models.classification import Classification
from tests.unit.services.test_hold import WORDS, a_record, place


@pytest.fixture
def archive(world):
    with world.work() as request:
        for name, code in (("one", "Z109-1"), ("two", "Z109-2")):
            record = a_record(request, name, enterprise="得力集团" if name == "one" else "晨光文具")
            record.reference_code = code
            request.site.codes[code] = name
        request.registry.outbox_writer.rebuild(request.site, "archivist", world.clock)
    world.index()
    return world


def fill(page, **values):
    form = page.forms["form"]
    for name, value in {**WORDS, **values}.items():
        form[name] = value
    return form.submit()


def held(page):
    return [a.text.strip() for a in page.html.select(".hit-title a")]


def test_a_hold_is_placed_from_a_record_and_shown_everywhere(archive):
    browser = archive.browser("archivist")
    page = browser.get("/records/one")
    assert not page.html.select(".held")
    page = page.click(href="/holds/place")
    assert page.forms["form"]["records"].value == "one"
    page = fill(page).follow()
    assert "甬文协〔2026〕9号" in page.text
    assert len(browser.get("/records/one").html.select(".record-head .held")) == 1
    archive.index()
    assert held(browser.get("/search?held=yes")) == ["one"]
    assert held(browser.get("/search?held=no")) == ["two"]
    assert len(browser.get("/search").html.select(".hits .held")) == 1
    assert len(browser.get("/fonds/Z109/WS").html.select("td .held")) == 1
    assert "生效中的冻结" in browser.get("/").text


def test_a_hold_names_codes_and_one_that_is_not_there_is_refused(archive):
    browser = archive.browser("archivist")
    page = fill(browser.get("/holds/place"), records="Z109-1\nZ109-2")
    assert "指定 2 件" in page.follow().text
    refused = browser.get("/holds/place").forms["form"]
    for name, value in {**WORDS, "records": "Z109-9"}.items():
        refused[name] = value
    assert "»Z109-9«" in refused.submit(status=422).text


def test_what_one_may_not_know_of_is_not_there_to_be_held(archive):
    with archive.work() as request:
        a_record(request, "secret", unit="XXB", classification=Classification.TOP_SECRET)
    form = archive.browser("archivist").get("/holds/place").forms["form"]
    for name, value in {**WORDS, "records": "secret"}.items():
        form[name] = value
    assert form.submit(status=422)


def test_a_search_becomes_a_hold_over_what_comes_later_too(archive):
    browser = archive.browser("manager")
    page = browser.get("/holds/place", {"kind": "filter", "unit": "QYB", "q": "一号"})
    page = fill(page).follow()
    assert "企业服务部" in page.text
    with archive.work() as request:
        late, other = a_record(request, "一号文件"), a_record(request, "二号文件")
        covering = request.find_service(IHolds).covering
        assert covering(late)
        assert not covering(other)


def test_an_enterprise_is_held_and_its_hold_leads_to_the_records(archive):
    browser = archive.browser("archivist")
    form = browser.get("/holds/place", {"kind": "enterprise", "name": "得力集团"}).forms["form"]
    for name, value in WORDS.items():
        form[name] = value
    page = form.submit().follow()
    archive.index()
    page = browser.get(page.request.path)
    assert held(page.click("全部")) == ["one"]
    assert "展会合同纠纷" in browser.get("/holds").text


def test_a_manager_lifts_and_says_why(archive):
    with archive.work() as request:
        hold_id = place(request.find_service(IHolds), "records", records=["one"]).id
    archive.index()
    assert not archive.browser("archivist").get(f"/holds/{hold_id}").html.select('a[href$="/lift"]')
    browser = archive.browser("manager")
    form = browser.get(f"/holds/{hold_id}").click("解除冻结").forms["form"]
    form["reason"] = "结案"
    form["mandate"] = "法院裁定"
    page = form.submit().follow()
    assert "法院裁定" in page.html.select_one("#history").text + page.text
    archive.index()
    assert held(browser.get("/search?held=yes")) == []
    browser.get(f"/holds/{hold_id}/lift").forms["form"].submit(status=422)


def test_a_hold_lifted_twice_is_a_conflict(archive):
    with archive.work("manager") as request:
        holds = request.find_service(IHolds)
        hold = place(holds, "records", records=["one"])
        holds.lift(hold, "结案", "裁定")
        hold_id = hold.id
    form = archive.browser("manager").get(f"/holds/{hold_id}/lift").forms["form"]
    form["reason"], form["mandate"] = "结案", "裁定"
    assert form.submit(status=409)


def test_others_see_that_it_is_held_and_not_why(archive):
    with archive.work() as request:
        place(request.find_service(IHolds), "records", records=["one"])
    page = archive.browser("staff").get("/records/one")
    assert page.html.select(".record-head .held")
    assert WORDS["title"] not in page.text
    assert WORDS["reason"] not in page.text


@pytest.mark.parametrize("query", ["kind=nothing", "kind=filter&state=filed", "kind=filter&from=long"])
def test_an_address_that_makes_no_sense_gives_a_form_and_no_hold(archive, query):
    form = archive.browser("archivist").get(f"/holds/place?{query}").forms["form"]
    for name, value in WORDS.items():
        form[name] = value
    assert form.submit(status=422)
    with archive.work() as request:
        assert not request.site.holds.standing()
