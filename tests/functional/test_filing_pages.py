"""The panel of what comes next, and the transitions posted from it."""

import pytest

from onestop_records.interfaces import ICapture, IFiling
from tests.received import received
from tests.unit.services.test_filing import WHOLE


@pytest.fixture
def record_id(world):
    with world.work("staff") as request:
        return request.find_service(ICapture).capture(dict(WHOLE), [received(request)]).id


def press(browser, record_id, action, **values):
    page = browser.get(f"/records/{record_id}")
    form = next(form for form in page.forms.values() if form.action == f"/records/{record_id}/{action}")
    for name, value in values.items():
        form[name] = value
    return form.submit(expect_errors=True)


def state(world, record_id):
    with world.work() as request:
        return request.site.records[record_id].state


def test_from_the_capturers_desk_to_the_archive(world, record_id):
    press(world.browser("staff"), record_id, "submit")
    assert state(world, record_id) == "submitted"
    archivist = world.browser("archivist")
    press(archivist, record_id, "accept")
    page = press(archivist, record_id, "file").follow()
    assert "Z109-WS·2021-D10-QYB-0001" in page.text
    assert state(world, record_id) == "filed"


def test_before_filing_one_reads_that_it_cannot_be_undone(world):
    with world.work("archivist") as request:
        record_id = request.find_service(ICapture).capture(dict(WHOLE), [received(request)]).id
    page = world.browser("archivist").get(f"/records/{record_id}")
    panel = page.html.select_one("details#file")
    assert panel.get("open") is None and WHOLE["title"] in panel.text
    assert "不可撤销" in panel.text and panel.select_one("form button.final")


def test_a_return_tells_why(world, record_id):
    press(world.browser("staff"), record_id, "submit")
    archivist = world.browser("archivist")
    assert press(archivist, record_id, "return", reason=" ").status_int == 422
    assert state(world, record_id) == "submitted"
    press(archivist, record_id, "return", reason="缺附件")
    assert state(world, record_id) == "captured"


def test_what_is_missing_is_named_and_nothing_changes(world):
    with world.work("archivist") as request:
        record_id = request.find_service(ICapture).capture({"type": "document", "title": "无题"}, []).id
    answer = press(world.browser("archivist"), record_id, "file")
    assert answer.status_int == 422
    assert "责任者：归档前须填写" in answer.text and "保管期限：" in answer.text
    assert state(world, record_id) == "captured"


def test_the_panel_offers_only_what_one_may(world, record_id):
    page = world.browser("head").get(f"/records/{record_id}")
    assert not [form for form in page.forms.values() if form.action.endswith(("/submit", "/file", "/accept"))]
    csrf = next(form for form in page.forms.values() if "csrf_token" in form.fields)["csrf_token"].value
    answer = world.browser("head").post(
        f"/records/{record_id}/submit", {"csrf_token": csrf}, expect_errors=True
    )
    assert answer.status_int in (400, 403, 404)
    assert state(world, record_id) == "captured"


def test_a_form_posted_after_somebody_else_acted_is_refused(world, record_id):
    browser = world.browser("staff")
    page = browser.get(f"/records/{record_id}")
    form = next(form for form in page.forms.values() if form.action.endswith("/submit"))
    with world.work("staff") as request:
        request.find_service(IFiling).submit(request.site.records[record_id])
    assert form.submit(expect_errors=True).status_int in (403, 404, 409)


def test_of_the_same_file_in_a_record_one_may_not_know_of_nothing_is_said(world):
    with world.work("archivist") as request:
        capture = request.find_service(ICapture)
        first = capture.capture(dict(WHOLE), [received(request)])
        request.find_service(IFiling).file(first)
        first.data_category, first.keeping, first.participants = "sensitive", "keeping-staff", ()
        second = capture.capture({**WHOLE, "title": "再来一次"}, [received(request)]).id
    browser = world.browser("archivist")
    assert first.reference_code not in browser.get(f"/records/{second}").text
    press(browser, second, "file")
    assert state(world, second) == "filed"


def test_the_same_file_on_record_is_shown_and_confirmed(world):
    with world.work("archivist") as request:
        capture = request.find_service(ICapture)
        first = capture.capture(dict(WHOLE), [received(request)])
        request.find_service(IFiling).file(first)
        second = capture.capture({**WHOLE, "title": "再来一次"}, [received(request)]).id
    browser = world.browser("archivist")
    assert "Z109-WS·2021-D10-BGS-0001" in browser.get(f"/records/{second}").text
    assert press(browser, second, "file").status_int == 422
    press(browser, second, "file", duplicates_accepted=True)
    assert state(world, second) == "filed"
