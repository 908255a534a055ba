"""An archive is set up on pages: fonds, categories, filing scope."""

import pytest

from onestop_records.models.scope import ScopeEntry


def test_a_fonds_and_its_first_category_are_added_on_pages(world):
    browser = world.browser("archivist")
    form = browser.get("/fonds").click("新建全宗").forms["form"]
    form["number"], form["title"] = "J019", "检测中心"
    form = form.submit("save").follow().click("新建门类").forms["form"]
    form["code"], form["title"], form["mark"], form["keeper"] = "JWS", "文书", "WS", "archivist2"
    page = form.submit("save").follow()
    assert page.request.path == "/fonds/J019/JWS"
    with world.work() as request:
        category = request.site.fonds["J019"]["JWS"]
        assert (category.mark, request.site.holder(category.keeping)) == ("WS", "archivist2")
        assert category.direct_filing


def test_the_codes_are_shown_before_anything_is_kept(world):
    form = world.browser("archivist").get("/fonds/Z109/WS").click("编辑").forms["form"]
    assert form["keeper"].value == "archivist"
    form["template"] = "{fonds}-{category}·{year}-{sequence:03}"
    page = form.submit("preview")
    assert page.html.select_one("#codes code").text == "Z109-WS·2026-001"
    form["template"] = "{fonds}"
    assert "档号" in form.submit("preview", status=422).text
    with world.work() as request:
        assert "{unit}" in request.site.fonds.category("WS").template


def test_a_category_is_changed_on_its_page(world):
    form = world.browser("archivist").get("/fonds/Z109/WS/edit").forms["form"]
    form["title"], form["direct_filing"], form["retention"] = "文书档案", False, "Y"
    form.submit("save").follow()
    with world.work() as request:
        category = request.site.fonds.category("WS")
        assert (category.title, category.direct_filing, category.retention) == ("文书档案", False, "Y")


def test_a_fonds_is_renamed(world):
    form = world.browser("archivist").get("/fonds/Z109/edit").forms["form"]
    form["title"] = "文具协会"
    assert "文具协会" in form.submit("save").follow().html.h1.text


def test_an_entry_of_the_scope_is_added_changed_and_ended_on_pages(world):
    browser = world.browser("archivist")
    form = browser.get("/scope").click("新建条目").forms["form"]
    form["code"], form["title"], form["group"], form["category"] = "HY99", "换届材料", "会员", "WS"
    form["units"].force_value(["QYB", "XXB"])
    page = form.submit("save").follow()
    assert "换届材料" in page.text
    form = page.click("HY99").forms["form"]
    form["title"], form["ended"] = "换届选举材料", True
    page = form.submit("save").follow()
    assert "换届选举材料" in page.html.select_one("#ended").text
    with world.work() as request:
        entry = request.site.scope["HY99"]
        assert (entry.units, entry.category, entry.ended) == (("QYB", "XXB"), "WS", True)


@pytest.mark.parametrize("code", ["", "NONE"])
def test_an_entry_that_is_not_there_is_not_found(world, code):
    world.browser("archivist").get(f"/scope-edit?code={code}", status=404)


def test_who_does_not_set_up_the_archive_is_offered_nothing_of_it(world):
    with world.work() as request:
        request.site.scope["HY99"] = ScopeEntry("HY99", "换届材料", "会员")
    browser = world.browser("staff")
    for address in ("/fonds", "/fonds/Z109", "/fonds/Z109/WS", "/scope"):
        page = browser.get(address)
        offered = [link["href"] for link in page.html.select("main a")]
        assert not [address for address in offered if "edit" in address or "add" in address]


@pytest.mark.parametrize(
    "address", ["/fonds/add", "/fonds/Z109/add", "/fonds/Z109/WS/edit", "/scope-add", "/retention/add"]
)
def test_no_field_of_a_short_form_is_folded_away(world, address):
    form = world.browser("archivist").get(address).html.select_one("#form")
    assert form is not None
    assert form.select("details") == []
