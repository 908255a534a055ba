"""Loans, permits, reports and alerts as people meet them on pages."""

import pytest

from onestop_records.interfaces import IAlerts
from tests.batches import put_in
from tests.lending import asked, lent, on_paper, permit_asked, permitted
from tests.world import csrf_token


def post(browser, page, name, button=None, **values):
    """Fill the form whose action ends so, or that has such a button, and send it."""
    for form in page.forms.values():
        buttons = [
            b for b in form.html.find_all("button") if (b.get("formaction") or "").endswith(f"/{name}")
        ]
        if form.action.endswith(f"/{name}") or buttons:
            sent = dict(form.submit_fields())
            sent.update(values)
            return browser.post(f"{page.request.path}/{name}", sent, status="*")
    raise AssertionError(f"no form for {name}")


def test_a_loan_is_asked_for_from_the_record_and_shown_on_it(world):
    (record,) = on_paper(world)
    browser, archivist = world.browser("staff"), world.browser("archivist")
    page = browser.get(f"/records/{record}").click(href=f"/loans/ask\\?record={record}")
    form = page.forms["form"]
    form["purpose"] = "年度总结"
    page = form.submit().follow()
    loan = page.request.path
    page = post(archivist, archivist.get(loan), "approve").follow()
    page = post(archivist, page, "lend").follow()
    shown = browser.get(f"/records/{record}")
    assert "2026-12-08" in shown.html.select_one(f'a[href="{loan}"]').parent.text
    page = post(archivist, page, "return", condition="damaged")
    assert page.status_int == 422
    page = post(archivist, archivist.get(loan), "return", condition="damaged", reason="缺页").follow()
    assert "缺页" in page.text
    assert loan in archivist.get(f"/records/{record}").html.select_one("#loans").decode()
    assert browser.get(f"/records/{record}").html.select_one("#loans") is None


def test_what_is_overdue_stands_out(world):
    (record,) = on_paper(world)
    lent(world, "staff", record, "archivist2")
    world.clock.forward(days=16)
    page = world.browser("archivist").get("/loans")
    assert page.html.select_one(".chip.warn") is not None
    assert world.browser("clerk").get("/loans").html.select_one(".chip.warn") is None


def test_a_permit_is_asked_for_where_the_content_is_withheld(world):
    from tests.unit.services.test_permit import cleared

    (record,) = put_in(world, 1, "confidential")
    cleared(world, "staff")
    browser, manager = world.browser("staff"), world.browser("manager")
    page = browser.get(f"/records/{record}")
    assert not page.html.select("#content .files")
    assert page.html.select_one(".not-to-print") is not None
    form = page.click(href="/permits/ask").forms["form"]
    form["purpose"], form["until"] = "核对合同", "2026-11-23T17:00"
    page = form.submit().follow()
    permit = page.request.path
    page = post(manager, manager.get(permit), "grant").follow()
    assert "2026-11-23 17:00" in page.text
    page = browser.get(f"/records/{record}")
    assert page.html.select("#content .files")
    assert not page.html.select("#content a.button[download]")  # looking at it is not taking it along
    page = post(browser, browser.get(permit), "finish", reason="已核对").follow()
    assert not browser.get(f"/records/{record}").html.select("#content .files")


def test_assistance_is_assembled_on_the_page(world):
    (record,) = put_in(world, 1, "internal")
    permit = permit_asked(world, "staff2", seeking="与某企业的往来")
    archivist = world.browser("archivist")
    page = post(archivist, archivist.get(f"/permits/{permit}"), "assemble", records="nowhere")
    assert page.status_int == 422
    code = "Z109-WS·2010-D10-QYB-0001"
    page = post(archivist, archivist.get(f"/permits/{permit}"), "assemble", records=code).follow()
    post(archivist, page, "grant").follow()
    assert world.browser("staff2").get(f"/records/{record}").status_int == 200


def test_the_register_of_use_is_shown_narrowed_and_taken_along(world):
    (record,) = put_in(world, 1, "secret")
    permitted(world, "staff2", [record])
    with world.work("system") as request:
        file = request.site.records[record].files[0].id
    world.browser("staff2").get(f"/records/{record}/files/{file}?inline=1")
    page = world.browser("manager").get("/uses")
    assert len(page.html.select("tbody tr")) == 1
    assert "往来函件之1" in page.text
    assert not world.browser("manager").get("/uses?use=carry").html.select("tbody tr")
    told = world.browser("archivist").get("/uses?form=csv").text  # not cleared for it
    assert "staff2" in told
    assert "核对合同" not in told
    assert "往来函件" not in told


def test_a_leak_is_reported_by_anybody(world):
    browser = world.browser("auditor")
    form = browser.get("/leaks/report").forms["form"]
    form["what"], form["measures"] = "草稿外传", "已撤下"
    leak = form.submit().follow().request.path
    security, manager = world.browser("security"), world.browser("manager")
    assert "草稿外传" in security.get("/leaks").text
    page = post(security, security.get(leak), "note", reason="核查中").follow()
    assert "close" not in page.html.select_one("#acts").decode()
    page = post(manager, manager.get(leak), "close", reason="误传").follow()
    assert "误传" in page.text


def test_an_alert_is_looked_into_and_the_rules_are_changed(world):
    with world.work("staff") as request:
        request.find_service(IAlerts).mark("hours")
    world.index()
    staff, security = world.browser("staff"), world.browser("security")
    page = security.get("/alerts").click(href="/alerts/[0-9a-z]{10,}")
    page = post(security, page, "block", reason="核查").follow()
    assert staff.get("/", status="*").status_int == 303
    page = post(security, page, "unblock", reason="查清").follow()
    page = post(security, page, "settle", reason="加班").follow()
    form = security.get("/alerts/rules").forms["form"]
    form["downloads"] = "0"
    assert form.submit(status=422)
    form = security.get("/alerts/rules").forms["form"]
    form["downloads"] = "7"
    form.submit().follow()
    with world.work("system") as request:
        assert request.site.alerts.rules.downloads == 7


def test_of_records_one_may_not_know_of_nothing_is_said(world):
    (record,) = on_paper(world, grade="secret")
    loan = asked(world, "manager", record)
    page = world.browser("archivist").get(f"/loans/{loan}")
    assert "往来函件" not in page.text
    assert record not in page.text


@pytest.mark.parametrize("act, place", [("loan", "loans"), ("permit", "permits")])
def test_many_are_asked_for_together_from_a_list(world, act, place):
    ids = on_paper(world, 2)
    browser = world.browser("staff")
    values = {"csrf_token": csrf_token(browser), "act": act, "next": "/search", "record": [*ids, "nowhere"]}
    page = browser.post("/selected", values).follow()
    assert page.request.path == f"/{place}/ask"
    assert page.forms["form"]["records"].value.split() == [
        "Z109-WS·2010-D10-QYB-0001、Z109-WS·2010-D10-QYB-0002"
    ]


@pytest.mark.parametrize("address", ["/loans", "/permits", "/leaks/report", "/permits/seek"])
def test_pages_stand_without_anything_in_them(world, address):
    assert world.browser("staff").get(address).status_int == 200
