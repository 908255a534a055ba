"""A store that can be read and not written: reading goes on, writing is told, nothing is half done."""

import errno

import pytest
from ZODB.POSException import ReadOnlyError

from onestop_records.models.classification import Classification
from onestop_records.security import tokens
from tests.unit.services.test_search import keep
from tests.world import csrf_token

ERRORS = [ReadOnlyError(), OSError(errno.ENOSPC, "No space left on device")]


@pytest.fixture(params=ERRORS, ids=["read-only", "full"])
def full(world, monkeypatch, request):
    with world.work("head") as asked:
        for record_id, grade in (("r1", Classification.INTERNAL), ("r2", Classification.CONFIDENTIAL)):
            keep(asked, record_id, record_id, "text", unit="QYB", classification=grade)
        head = asked.site.people["head"]
        text = tokens.issue(asked.site, head, "test", "write", world.clock.now(), 1)[1]
    world.index()
    browser = world.browser("head")
    browser.bearer = {"Authorization": f"Bearer {text}"}

    def refuse(*_, **__):
        raise request.param

    def close():
        monkeypatch.setattr(world.db.storage, "tpc_begin", refuse)
        world.clock.forward(minutes=20)  # the last use of session and token would be noted now

    browser.fill = close
    return browser


def test_pages_and_api_go_on_reading_what_is_not_classified(full):
    full.fill()
    assert full.get("/records/r1").status_int == 200
    assert full.get("/").status_int == 200
    assert full.get("/api/v1/records/r1", headers=full.bearer).status_int == 200


def test_classified_records_are_read_by_nobody(full):
    full.fill()
    full.get("/records/r2", status=503)
    full.get("/search", status=503)  # its hits hold a classified one


def test_who_wants_to_write_is_told(full):
    form = {"csrf_token": csrf_token(full), "name": "x"}
    full.fill()
    assert full.post("/search-save", form, status=503).headers["Retry-After"]
    answer = full.post("/api/v1/uploads", b"bytes", headers=full.bearer, status=503)
    assert answer.content_type == "application/problem+json"
