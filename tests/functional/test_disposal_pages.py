"""Batches through their pages: what is forbidden is refused there with the rule, and nothing is kept."""

from datetime import timedelta

import pytest
from webtest import Upload

from onestop_records.security.throttle import PAIR_LIMIT
from onestop_records.storage.backupnote import BackupNote, note
from tests import batches as b
from tests.world import csrf_token


@pytest.fixture
def post(world):
    """``post(person, path, status, **fields)`` sends a form and returns the answer."""
    b.set_passwords(world)

    def send(person, path, status=303, **fields):
        browser = world.browser(person)
        return browser.post(path, {"csrf_token": csrf_token(browser), **fields}, status=status)

    return send


def told(answer):
    """What the summary of violations says."""
    return " ".join(element.text for element in answer.html.select("#violations li"))


def test_wrong_passwords_of_a_witness_are_kept_and_throttled(world, post):
    batch = b.approved(world, b.put_in(world, 1))
    path = f"/disposals/{batch}/check"
    for _ in range(PAIR_LIMIT):
        assert "密码" in told(post(b.WITNESS, path, 422, password="wrong"))
    assert "分钟" in told(post(b.WITNESS, path, 422, password=b.PASSWORD))
    world.clock.forward(minutes=15)
    post(b.WITNESS, path, password=b.PASSWORD)
    assert b.state(world, batch) == "approved"


def test_what_was_not_seen_so_is_not_approved(world, post):
    batch = b.appraised(world, b.put_in(world, 1))
    form = world.browser(b.APPROVER).get(f"/disposals/{batch}").forms["choose"]
    seen = form["revision"].value
    b.make(world, "manager2", batch, "return", "再议")
    b.make(world, b.PROPOSER, batch, "appraise")
    b.make(world, b.PROPOSER, batch, "propose")
    assert "重新查看" in told(post(b.APPROVER, f"/disposals/{batch}/approve", 409, revision=seen))
    assert b.state(world, batch) == "awaiting-approval"
    post(b.APPROVER, f"/disposals/{batch}/approve")


def test_what_was_signed_on_paper_is_attached_and_read_again(world, post):
    """By who may know of all that the register names; one who may not learns nothing of it."""
    ids = b.put_in(world, 1) + b.put_in(world, 1, "confidential")
    batch = b.approved(world, ids)
    browser = world.browser(b.PROPOSER)
    page = browser.get(f"/disposals/{batch}")
    form = next(form for form in page.forms.values() if form.action.endswith("/attach"))
    form["files"] = Upload("签字清册.pdf", b"%PDF-1.4 signed")
    page = form.submit().follow()
    path = page.html.find("a", string="签字清册.pdf")["href"]
    answer = browser.get(path)
    assert answer.body == b"%PDF-1.4 signed" and answer.headers["Content-Disposition"].startswith("attach")
    world.browser("clerk").get(path, status=404)
    browser.get(f"/disposals/{batch}/scan?number=2", status=404)
    post(b.PROPOSER, f"/disposals/{batch}/attach", 422)


def test_backups_that_still_hold_a_purged_batch_are_listed_until_they_expire(world, post):
    batch = b.executing(world, b.put_in(world, 1))
    now = world.clock.now()
    for name, days in (("old", -1), ("kept", 90)):
        note(world.settings, BackupNote(name, now, "/backups", now + timedelta(days=days)))
    b.carry_out(world)
    listed = world.browser(b.PROPOSER).get(f"/disposals/{batch}").html.select("aside .small li")
    assert [" ".join(item.text.split()) for item in listed] == ["kept 2027-02-28"]
