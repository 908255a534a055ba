"""The desk: what waits for whom, what units owe, what has failed since filing."""

import pytest
from webtest import TestApp

from onestop_records.interfaces import IAudit, ICapture, IFiling, IFourPropertyCheck
from onestop_records.models.classification import Classification
from onestop_records.models.rendition import Rendition
from onestop_records.models.scope import ScopeEntry
from tests.received import received
from tests.unit.services.test_filing import WHOLE
from tests.world import csrf_token


@pytest.fixture
def failed(world):
    """The id of a filed record whose file turned out to be damaged."""
    with world.work("archivist") as request:
        record = request.find_service(ICapture).capture(WHOLE, [received(request, b"text")])
        request.find_service(IFiling).file(record)
        rendition = Rendition("damaged", "text/plain", b"", {})
        request.site.renditions[record.files[0].current.sha256] = rendition
        request.find_service(IFourPropertyCheck).complete(record)
        record_id = record.id
    world.index()
    return record_id


def section(page, title):
    return next((s for s in page.html.select(".tasks section") if title in s.h2.text), None)


def test_what_failed_since_filing_waits_on_the_archivists_desk_until_it_is_settled(world, failed):
    browser = world.browser("archivist")
    assert section(browser.get("/"), "检测未通过").select_one(f'a[href="/records/{failed}"]')
    page = browser.get(f"/records/{failed}")
    refused = page.forms["settle"]
    refused["reason"] = " "
    assert "请写明理由" in refused.submit(status=422).text
    form = browser.get(f"/records/{failed}").forms["settle"]
    form["reason"] = "另存纸质件"
    form.submit().follow()
    assert section(browser.get("/"), "检测未通过") is None
    with world.work() as request:
        last = list(request.find_service(IAudit).entries(failed))[-1]
        assert (last.act, last.reason) == ("record-checked", "另存纸质件")


def test_failed_checks_are_for_archivists_who_may_know_of_the_record(world, failed):
    assert section(world.browser("staff").get("/"), "检测未通过") is None
    with world.work() as request:
        request.site.records[failed].classification = Classification.SECRET
    assert section(world.browser("archivist").get("/"), "检测未通过") is None


def owed(browser: TestApp) -> list[str]:
    found = browser.get("/").html.select_one("#owed")
    return [link["href"] for link in found.select("li a")] if found else []


def test_the_desk_says_what_the_own_unit_owes_and_to_the_archivist_what_all_owe(world):
    with world.work() as request:
        for code, unit in (("A1", "QYB"), ("B1", "XXB")):
            request.site.scope[code] = ScopeEntry(code, f"件{code}", "组", (unit,), "WS", "D10")
    assert owed(world.browser("staff")) == owed(world.browser("head")) == ["/capture?scope=A1"]
    assert owed(world.browser("archivist")) == ["/capture?scope=A1", "/capture?scope=B1"]
    assert "已逾期" in world.browser("staff").get("/").text  # it is November
    world.clock.forward(days=120)  # March
    assert "已逾期" not in world.browser("staff").get("/").text
    assert owed(world.browser("auditor")) == []


def test_a_view_of_the_desk_notes_its_classified_records_once(world):
    with world.work("manager") as request:
        request.site.people["manager"].roles |= {"archivist"}
        capture, filing = request.find_service(ICapture), request.find_service(IFiling)
        for number in range(2):
            values = {**WHOLE, "classification": "confidential"}
            record = capture.capture(values, [received(request, b"%d" % number)])
            if number:
                filing.submit(record)
    world.index()
    browser = world.browser("manager")
    browser.get("/")
    with world.work() as request:
        entries = list(request.find_service(IAudit).entries("manager"))
        noted = [entry for entry in entries if entry.act == "classified-found"]
        assert len(noted) == 1
        assert len(noted[0].after["records"]) == 2


def test_gaps_are_looked_for_on_a_page_of_their_own(world):
    with world.work("archivist") as request:
        record = request.find_service(ICapture).capture(WHOLE, [received(request)])
        request.find_service(IFiling).file(record, code="X1·1998-0003")
    browser = world.browser("archivist")
    assert "X1·1998-" not in browser.get("/arrangement").text
    assert "1, 2" in browser.get("/numbers").text


def test_a_box_stands_on_the_list_of_a_batch_with_paper_only(world):
    for paper in ({}, {"carrier": "both", "pages": 2, "place": {"room": "1"}}):
        with world.work("archivist") as request:
            record = request.find_service(ICapture).capture(
                {**WHOLE, **paper}, [received(request, str(paper).encode())]
            )
            batch = request.find_service(IFiling).file_batch([record], box="7号盒").id
        page = world.browser("archivist").get(f"/handover-list?batch={batch}")
        assert ("7号盒" in page.html.select_one("dl.pairs").text) == bool(paper)


def test_the_token_of_the_form_is_asked_for(world, failed):
    browser = world.browser("archivist")
    assert csrf_token(browser)
    browser.post(f"/records/{failed}/settle-check", {"reason": "x"}, status=400)


def test_items_wait_with_their_volume_and_are_counted_nowhere(world):
    """Items are not filed alone (glossary, *item; volume*)."""
    with world.work("archivist") as request:
        capture = request.find_service(ICapture)
        volume = capture.capture({**WHOLE, "title": "一案"}, [])
        capture.capture({**WHOLE, "title": "卷内一件", "volume": volume.id}, [received(request, b"text")])
        request.find_service(IFiling).submit(volume)
    world.index()
    told = section(world.browser("archivist2").get("/"), "待接收").text
    assert "一案" in told
    assert "卷内一件" not in told
