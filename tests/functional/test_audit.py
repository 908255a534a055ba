"""The auditor's pages and the refusals that they show."""

from pathlib import Path

import pytest
from ZODB.POSException import ReadOnlyError

from onestop_records.errors import Refused, Violation
from onestop_records.events import RecordFiled
from onestop_records.interfaces import IAudit
from onestop_records.models.classification import Classification
from onestop_records.models.record import Record
from tests import batches as b
from tests.unit.audit.trails import act, seal
from tests.world import csrf_token


def secret_record(world):
    with world.work() as request:
        record = Record("r1", "document")
        record.title, record.unit = "别人的", "XXB"
        request.site.records.add(record)


def refusals(world, subject="staff"):
    """The tallies once their minute is over: (subject, [permission, subject, times] …)."""
    world.clock.forward(minutes=1)
    seal(world)
    seal(world)
    with world.work() as request:
        return [
            e.after["refused"]
            for e in request.find_service(IAudit).entries(subject)
            if e.act == "act-refused"
        ]


def test_the_auditor_reads_the_trail_newest_first(world):
    act(world, "r1", reason="先")
    seal(world)
    act(world, "r1", event=RecordFiled, reason="后")
    page = world.browser("auditor").get("/audit")
    assert page.text.index("后") < page.text.index("先")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("person=archivist", {"甲", "乙", "丙"}),
        ("person=staff", set()),
        ("act=record-filed", {"乙"}),
        ("subject=r2", {"丙"}),
        ("day=2026-11-23", {"甲", "乙"}),
        ("day=2026-11-24", {"丙"}),
        ("day=2026-11-24&subject=r1", set()),
    ],
)
@pytest.mark.parametrize("sealing", [True, False])
def test_the_trail_is_narrowed(world, asked, expected, sealing):
    act(world, "r1", reason="甲")
    act(world, "r1", event=RecordFiled, reason="乙")
    if sealing:
        seal(world)
    world.clock.forward(days=1)
    act(world, "r2", reason="丙")
    if sealing:
        seal(world)
    text = world.browser("auditor").get(f"/audit?{asked}").text
    assert {reason for reason in "甲乙丙" if f">{reason}" in text or f"{reason}\n" in text} == expected


def test_long_trails_are_paged_to_their_end(world):
    for number in range(7):
        act(world, *(f"r{n}" for n in range(20)), reason=f"第{number}次")
        if number != 6:
            seal(world)
    browser = world.browser("auditor")
    page, rows = browser.get("/audit"), 0
    for _ in range(3):
        rows += page.text.count("<tr>") - 1
        if 'rel="next"' in page.text:
            page = browser.get(page.html.find("a", rel="next")["href"])
    assert rows == 140


@pytest.mark.parametrize("asked", ["day=yesterday", "cursor=x", "cursor=1", "cursor=--"])
def test_what_cannot_be_asked_is_refused(world, asked):
    world.browser("auditor").get(f"/audit?{asked}", status=422)


@pytest.mark.parametrize("path", ["/audit", "/audit-proof", "/audit-export"])
@pytest.mark.parametrize("person", ["staff", "archivist", "manager", "security", "admin"])
def test_nobody_else_reads_the_trail(world, path, person):
    world.browser(person).get(path, status=(403, 404))


def test_the_proof_shows_the_anchor_for_paper(world):
    act(world, "r1")
    seal(world)
    with world.work() as request:
        anchor = request.find_service(IAudit).standing().anchor
    assert anchor in world.browser("auditor").get("/audit-proof").text


def test_the_proof_shows_tampering(world):
    act(world, "r1")
    seal(world)
    with world.work() as request:
        request.site.audit.pages.clear()
    assert "r1" in world.browser("auditor").get("/audit-proof").text


def test_taking_the_trail_out_is_an_entry_of_its_own(world):
    act(world, "r1")
    seal(world)
    answer = world.browser("auditor").get("/audit-export")
    assert answer.body.startswith(b"onestop-records-audit-trail 1\n")
    assert "attachment" in answer.headers["Content-Disposition"]
    with world.work() as request:
        assert [e.act for e in request.find_service(IAudit).entries("auditor")][-1] == "list-exported"


def test_refused_access_is_recorded_although_the_answer_hides_it(world):
    secret_record(world)
    world.browser("staff").get("/records/r1", status=404)
    assert refusals(world) == [[["record:view", "r1", 1]]]


def test_refusals_are_counted_per_person_address_and_minute(world):
    secret_record(world)
    browser = world.browser("staff")
    for _ in range(3):
        browser.get("/records/r1", status=404)
    browser.get("/audit", status=(403, 404))
    browser.get("/records/r1", status=404, extra_environ={"REMOTE_ADDR": "10.0.0.9"})
    world.clock.forward(minutes=1)
    browser.get("/records/r1", status=404)
    counts = sorted(refusals(world))
    assert counts == [
        [["record:view", "r1", 1]],
        [["record:view", "r1", 1]],
        [["record:view", "r1", 3], ["audit:view", "", 1]],
    ]


def test_a_flood_of_refusals_does_not_flood_the_trail(world):
    secret_record(world)
    browser = world.browser("staff")
    for _ in range(105):
        browser.get("/records/r1", status=404)
    assert refusals(world) == [[["record:view", "r1", 100]]]


def test_a_token_that_is_none_is_recorded(world):
    world.browser().get("/api/v1/records/r1", headers={"Authorization": "Bearer wrong"}, status=401)
    assert refusals(world, "anonymous") == [[["token", "", 1]]]


def test_who_has_not_signed_in_is_not_refused(world):
    world.browser().get("/audit", status=303)
    assert refusals(world, "anonymous") == []


def test_a_store_that_cannot_be_written_to_refuses_all_the_same(world, monkeypatch):
    secret_record(world)
    browser = world.browser("staff")
    monkeypatch.setattr(world.db.storage, "tpc_begin", read_only)
    browser.get("/records/r1", status=404)


def test_when_nothing_can_be_written_only_public_and_internal_reading_goes_on(world, monkeypatch):
    with world.work() as request:
        for record_id, grade in (("r1", Classification.INTERNAL), ("r2", Classification.CONFIDENTIAL)):
            record = Record(record_id, "document")
            record.title, record.unit, record.classification = record_id, "QYB", grade
            request.site.records.add(record)
    browser = world.browser("head")
    assert browser.get("/records/r2").status_int == 200
    monkeypatch.setattr(world.db.storage, "tpc_begin", read_only)
    assert browser.get("/records/r1").status_int == 200
    browser.get("/records/r2", status=503)
    world.clock.forward(minutes=20)  # the last use of the session would be noted now
    assert browser.get("/records/r1").status_int == 200
    browser.get("/records/r2", status=503)


def read_only(*_, **__):
    raise ReadOnlyError


def test_what_a_rule_forbids_inside_a_page_is_recorded_as_through_the_api(world):
    """Everything that shows a refusal on its own page: forms, acts on a batch, a record, a group, a class."""
    batch = b.appraised(world, b.put_in(world, 1))
    with world.work("admin") as request:
        request.site.people["archivist"].roles = frozenset({"staff", "archivist", "manager"})
    browser = world.browser("archivist")
    token = csrf_token(browser)
    browser.post(f"/disposals/{batch}/approve", {"csrf_token": token}, status=422)
    browser.post(f"/disposals/{batch}/propose", {"csrf_token": token}, status=409)  # late: no rule broken
    browser.post(f"/disposals/{batch}/return", {"csrf_token": token}, status=422)
    browser.post("/disposals/add", {"csrf_token": token}, status=422)  # a wrong form is no refusal
    assert refusals(world, "archivist") == [[["approve", batch, 1], ["return", batch, 1]]]


def test_no_page_rolls_back_without_leaving_the_refusal():
    views = Path(__file__).parents[2] / "views"
    dooming = {path.name for path in views.rglob("*.py") if ".doom()" in path.read_text()}
    assert dooming == {"undone.py"}


def test_acts_against_the_rules_are_told_from_wrong_forms():
    from onestop_records.audit.refusals import refusal_of
    from onestop_records.errors import Violations

    class Asked:
        identity = object()
        method = "POST"
        matched_route = None
        view_name = "file"
        headers: dict[str, str] = {}

        def __init__(self, exception):
            self.exception = exception
            self.context = Record("r1", "document")

    answer = type("Response", (), {"status_code": 422})
    assert refusal_of(Asked(Refused(Violation("", "no"))), answer) == ("file", "r1")
    assert refusal_of(Asked(Violations(Violation("", "no"))), answer) is None
