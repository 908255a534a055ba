"""Loans, permits, leak reports and alerts through the API."""

from datetime import timedelta

import pytest

from tests.batches import put_in
from tests.lending import on_paper


def until(world, **more):
    return (world.clock.local(world.clock.now()) + timedelta(**more)).isoformat()


def test_a_loan_from_request_to_return(api, world):
    (record,) = on_paper(world)
    staff, archivist = api("staff"), api("archivist")
    body = {"records": [record], "kind": "taken", "purpose": "年度总结"}
    (loan,) = staff.post("/loans", body, status=201).json["items"]
    address = f"/loans/{loan['id']}"
    assert (loan["state"], loan["transitions"]) == ("requested", ["withdraw"])
    assert archivist.get(address).json["transitions"] == ["approve", "refuse"]
    staff.post(f"{address}/transitions/approve", {}, status=403)
    archivist.post(f"{address}/transitions/refuse", {}, status=422)
    archivist.post(f"{address}/transitions/approve", {})
    lent = archivist.post(f"{address}/transitions/lend", {}).json
    assert lent["due"].startswith("2026-12-08")
    assert staff.get("/loans").json["items"][0]["state"] == "lent"
    assert archivist.post(f"{address}/transitions/lend", {}, status=409)
    archivist.post(f"{address}/transitions/return", {"condition": "soaked"}, status=422)
    back = archivist.post(f"{address}/transitions/return", {"condition": "intact"}).json
    assert (back["state"], back["condition"]) == ("returned", "intact")
    assert api("clerk").get(address, status=404)


@pytest.mark.parametrize("name", ["nowhere", "Z109-WS·2010-D10-QYB-9999"])
def test_what_is_not_there_is_not_lent(api, world, name):
    body = {"records": [name], "kind": "taken", "purpose": "查阅"}
    answer = api("staff").post("/loans", body, status=422)
    assert [violation["field"] for violation in answer.json["violations"]] == ["records"]


def test_a_permit_is_asked_for_granted_used_and_finished(api, world):
    (record,) = put_in(world, 1, "confidential")
    head2, manager, archivist = api("staff2"), api("manager"), api("archivist")
    body = {
        "seeking": "与某企业的合同",
        "purpose": "核对",
        "scope": ["view", "download", "excerpt"],
        "until": until(world, hours=4),
    }
    permit = head2.post("/permits", body, status=201).json
    address = f"/permits/{permit['id']}"
    assert (permit["state"], permit["scope"]) == ("sought", ["view", "download", "excerpt"])
    head2.get(f"/records/{record}", status=404)
    archivist.post(f"{address}/transitions/assemble", {"records": [record]})
    archivist.post(f"{address}/transitions/grant", {}, status=422)
    assert manager.post(f"{address}/transitions/grant", {}).json["state"] == "granted"
    found = head2.get(f"/records/{record}").json
    assert found["classification"] == "confidential"
    file = f"/records/{record}/files/{found['files'][0]['id']}"
    assert head2.get(file).body
    copy = {"use": "excerpt", "record": record, "what": "第二页"}
    assert len(head2.post(f"{address}/copies", copy, status=201).json["copies"]) == 2
    assert head2.post(f"{address}/transitions/finish", {"reason": "已核对"}).json["effect"] == "已核对"
    head2.get(file, status=404)
    settled = {"number": 2, "settled": "handed-back"}
    assert archivist.post(f"{address}/settlements", settled).json["copies"][1]["settled_by"] == "archivist"
    archivist.post(f"{address}/settlements", {"number": 1, "settled": "destroyed"}, status=422)
    uses = archivist.get("/uses").json["items"]
    assert {use["use"] for use in uses} == {"download", "excerpt"}
    assert archivist.get("/uses?use=excerpt&since=2026-11-24").json["items"] == []


@pytest.mark.parametrize("value", ["tomorrow", "2026-13-01", ""])
def test_a_term_is_an_instant(api, world, value):
    body = {"seeking": "合同", "purpose": "核对", "until": value}
    answer = api("staff").post("/permits", body, status=422)
    assert [violation["field"] for violation in answer.json["violations"]] == ["until"]


def test_a_leak_is_reported_and_closed(api, world):
    body = {"what": "草稿外传", "measures": "已撤下"}
    leak = api("staff").post("/leaks", body, status=201).json
    address = f"/leaks/{leak['id']}"
    assert api("security").get("/leaks").json["items"][0]["id"] == leak["id"]
    api("security").post(f"{address}/transitions/note", {"reason": "核查中"})
    api("security").post(f"{address}/transitions/close", {"reason": "结束"}, status=422)
    assert api("manager").post(f"{address}/transitions/close", {"reason": "误传"}).json["state"] == "closed"
    api("clerk").get(address, status=404)


def test_an_alert_is_settled_and_the_account_blocked(api, world):
    security, staff = api("security"), api("staff")
    rules = security.patch("/alert-rules", {"downloads": 1}, status=200).json
    assert (rules["downloads"], rules["loan_days"]) == (1, 15)
    assert security.get("/alert-rules").json == rules
    security.patch("/alert-rules", {"blocking": ["weather"]}, status=422)
    (record,) = put_in(world, 1, "internal")
    file = staff.get(f"/records/{record}").json["files"][0]["id"]
    staff.get(f"/records/{record}/files/{file}")
    world.index()
    (alert,) = security.get("/alerts").json["items"]
    address = f"/alerts/{alert['id']}"
    assert (alert["kind"], alert["person"], alert["state"]) == ("downloads", "staff", "open")
    security.post(f"{address}/transitions/block", {"reason": "核查"})
    staff.get("/loans", status=401)
    security.post(f"{address}/transitions/unblock", {"reason": "核查完毕"})
    staff.get("/loans")
    assert security.post(f"{address}/transitions/settle", {"reason": "加班"}).json["state"] == "settled"
    assert security.get(address).json["conclusion"] == "加班"
