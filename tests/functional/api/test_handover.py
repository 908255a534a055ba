"""A whole handover through the API, held against its description; inventories and absences."""

import pytest

from tests import handovers as h
from tests.api import Caller
from tests.batches import PASSWORD


@pytest.fixture
def callers(world, api):
    h.put_in(world, 3)
    h.set_passwords(world)
    return {name: api(name) for name in ("archivist", "clerk", "manager", "staff", "clerk2")}


def step(caller: Caller, handover: str, name: str, status=200, **values):
    return caller.post(f"/handovers/{handover}/transitions/{name}", values, status=status).json


def test_from_opening_to_the_last_signature(world, callers):
    opening = {"giver": "staff", "reason": "leaving", "until": "2026-11-30"}
    opened = callers["archivist"].post("/handovers", opening, status=201).json
    handover = opened["id"]
    assert (opened["size"], opened["state"], opened["receivers"]) == (3, "checking", [])
    step(callers["archivist"], handover, "assign", person="clerk")
    rows = callers["clerk"].get(f"/handovers/{handover}/rows").json["items"]
    assert [row["receiver"] for row in rows] == ["clerk"] * 3
    step(callers["clerk"], handover, "check", rows=[1], finding="present")
    step(callers["clerk"], handover, "check-code", code=rows[1]["id"])
    step(callers["clerk"], handover, "check-code", 404, code="nowhere")
    step(callers["clerk"], handover, "check-group", 422, method="sample")
    step(callers["clerk"], handover, "check", rows=[3], finding="missing", note="未见")
    assert len(callers["clerk"].get(f"/handovers/{handover}/samples").json["items"]) == 3
    step(callers["archivist"], handover, "present", 422)
    step(callers["manager"], handover, "decide", rows=[3], decision="as-is", reason="已登记")
    h.work_off(world)
    presented = step(callers["archivist"], handover, "present")
    assert presented["lacking"] == [
        {"part": "giver", "person": "staff"},
        {"part": "receiver", "person": "clerk"},
        {"part": "supervisor", "person": None},
    ]
    wrong = step(callers["staff"], handover, "sign", 422, password="wrong", acknowledged=True)
    assert wrong["violations"][0]["field"] == "password"
    step(callers["staff"], handover, "sign", password=PASSWORD, acknowledged=True)
    step(callers["clerk"], handover, "sign", password=PASSWORD)
    passed = step(callers["manager"], handover, "sign", password=PASSWORD)
    assert (passed["state"], passed["transitions"]) == ("passed", [])
    callers["staff"].get("/inventory", status=401)
    register = callers["manager"].get(f"/handovers/{handover}/register").json
    assert len(register["rows"]) == 3
    assert len(register["headings"]) == 11


def test_a_wrong_password_counts_through_the_api_too(world, callers):
    handover = h.checked(world)
    h.make(world, handover, "present")
    for _ in range(5):
        step(callers["clerk"], handover, "sign", 422, password="wrong")
    step(callers["clerk"], handover, "sign", 422, password=PASSWORD)


def test_signatures_on_paper(world, callers):
    handover = h.checked(world)
    h.make(world, handover, "present")
    upload = callers["archivist"].send("/uploads", b"%PDF-1.4", "scan.pdf").json["id"]
    values = {"supervisor": "head", "day": "2026-11-23", "password": PASSWORD}
    step(callers["archivist"], handover, "sign-paper", 422, **values)
    assert step(callers["archivist"], handover, "sign-paper", upload=upload, **values)["state"] == "passed"


def test_stand_in_return_drop_refresh_and_cancel(world, callers):
    handover = h.checked(world, reason="post")
    step(callers["archivist"], handover, "drop", rows=[1], reason="继续使用")
    step(callers["staff"], handover, "refresh")
    h.work_off(world)
    step(callers["archivist"], handover, "present")
    assert step(callers["manager"], handover, "stand-in", reason="住院")["stand_in"] == "manager"
    assert step(callers["archivist"], handover, "return", reason="补充")["state"] == "checking"
    step(callers["archivist"], handover, "cancel", 403, reason="误开")
    assert step(callers["manager"], handover, "cancel", reason="误开")["state"] == "cancelled"
    step(callers["manager"], handover, "cancel", 409, reason="误开")
    assert callers["manager"].get("/handovers").json["items"][0]["id"] == handover


def test_who_has_no_part_knows_nothing(world, callers):
    handover = h.opened(world)
    callers["clerk2"].get(f"/handovers/{handover}", status=404)
    assert callers["clerk2"].get("/handovers").json["items"] == []


def test_inventories(world, callers):
    own = callers["staff"].get("/inventory").json
    assert own["records"] == [{"category": "WS", "year": 2026, "count": 3}]
    assert callers["manager"].get("/inventory?person=staff").json == own
    callers["clerk"].get("/inventory?person=staff", status=404)


def test_absences(world, callers):
    values = {"since": "2026-11-23", "until": "2026-11-24", "reason": "年假"}
    callers["staff"].post("/absences", values, status=201)
    (away,) = callers["clerk"].get("/absences").json["items"]
    assert (away["person"], away["reason"]) == ("staff", "")
    callers["clerk"].post("/absences", {**values, "person": "staff"}, status=404)
    callers["manager"].post("/absences", {**values, "person": "clerk"}, status=201)
    callers["staff"].post("/absences/back", {}, status=204)
    callers["staff"].post("/absences/back", {}, status=409)


def test_closing_an_account_through_the_api_says_what_is_left(callers, api):
    answer = api("admin").post("/people/staff/close", status=422).json
    assert "3" in answer["violations"][0]["message"]
