"""Disposals and transfers through the API, every answer held against its description."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from onestop_records.interfaces import IAudit
from onestop_records.security.throttle import PAIR_LIMIT
from tests import batches as b


@pytest.fixture
def five(world, api):
    """The five people of a destruction."""
    b.set_passwords(world)
    people = (b.PROPOSER, b.BUSINESS, b.APPROVER, b.WITNESS, b.WITNESS_OF_UNIT)
    return {person: api(person) for person in people}


def step(callers, person, batch, name, status=None, **values):
    return callers[person].post(f"/disposals/{batch}/transitions/{name}", values, status=status)


def test_a_whole_destruction(world, five):
    ids = b.put_in(world, 3)
    made = five[b.PROPOSER].post("/disposals", {"title": "到期文书", "unit": "QYB", "records": ids})
    batch = made.json["id"]
    assert made.headers["Location"].endswith(f"/api/v1/disposals/{batch}")
    assert five[b.PROPOSER].get("/disposals").json["items"][0]["id"] == batch
    step(five, b.PROPOSER, batch, "appraise")
    step(five, b.PROPOSER, batch, "opine", decision="destroy")
    step(five, b.BUSINESS, batch, "opine", decision="destroy")
    for person in (b.PROPOSER, b.BUSINESS):
        step(five, person, batch, "opine", rows=[2], decision="extend", until="2040-01-01", reason="备查")
    step(five, b.PROPOSER, batch, "propose")
    told = step(five, b.APPROVER, batch, "approve", rows=[3], reason="暂缓")
    assert told.json["state"] == "approved" and told.json["to_destroy"] == 1
    early = step(five, b.PROPOSER, batch, "execute", 422)
    assert {violation["field"] for violation in early.json["violations"]} == {"cooling_off", "witness"}
    step(five, b.BUSINESS, batch, "object", reason="请再看", record=ids[0])
    step(five, b.APPROVER, batch, "decide", number=1, upheld=False, reason="已看过")
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        step(five, person, batch, "check", password=b.PASSWORD)
    world.clock.forward(days=7)
    assert step(five, b.PROPOSER, batch, "execute").json["state"] == "executing"
    b.carry_out(world)
    page = five[b.PROPOSER].get(f"/disposals/{batch}/rows?limit=2").json
    assert [row["outcome"] for row in page["items"]] == ["destroyed", "extended"] and page["next"] == 2
    last = five[b.PROPOSER].get(f"/disposals/{batch}/rows?after=2").json
    assert [row["outcome"] for row in last["items"]] == ["refused"] and last["next"] is None
    for person in (b.WITNESS, b.WITNESS_OF_UNIT):
        step(five, person, batch, "sign", password=b.PASSWORD)
    assert five[b.PROPOSER].get(f"/records/{ids[0]}").json["state"] == "destroyed"
    step(five, b.PROPOSER, batch, "cancel", 409, reason="太晚")


def test_bad_order_is_refused_with_the_rule(world, five):
    batch = b.appraised(world, b.put_in(world, 1))
    with world.work("admin") as request:
        request.site.people[b.PROPOSER].roles = frozenset({"staff", "archivist", "manager"})
    own = step(five, b.PROPOSER, batch, "approve", 422)
    assert {violation["field"] for violation in own.json["violations"]} == {"approver"}
    step(five, b.WITNESS, batch, "check", 409, password=b.PASSWORD)
    step(five, b.BUSINESS, batch, "approve", 403)


def test_wrong_passwords_of_a_witness_are_kept_and_throttled(world, five):
    batch = b.approved(world, b.put_in(world, 1))
    for _ in range(PAIR_LIMIT):
        refused = step(five, b.WITNESS, batch, "check", 422, password="wrong")
        assert refused.json["violations"][0]["field"] == "password"
    late = step(five, b.WITNESS, batch, "check", 422, password=b.PASSWORD)
    assert "分钟" in late.json["violations"][0]["message"]
    world.clock.forward(minutes=15)
    assert len(step(five, b.WITNESS, batch, "check", password=b.PASSWORD).json["witnesses"]) == 1


def test_a_wrong_password_under_a_key_may_be_followed_by_the_right_one(world, five):
    batch = b.approved(world, b.put_in(world, 1))
    path = f"/disposals/{batch}/transitions/check"
    five[b.WITNESS].post(path, {"password": "wrong"}, status=422, Idempotency_Key="k")
    for _ in range(2):
        five[b.WITNESS].post(path, {"password": b.PASSWORD}, Idempotency_Key="k")


def test_nothing_undue_comes_in(world, five):
    (undue,) = b.put_in(world, 1, retention_due=None)
    values = {"title": "t", "unit": "QYB", "records": [undue]}
    refused = five[b.PROPOSER].post("/disposals", values, status=422)
    assert refused.json["violations"][0]["field"] == "records"


def test_report_and_registers_are_read_as_data_and_as_workbooks(world, five):
    batch = b.appraised(world, b.put_in(world, 2))
    b.make(world, b.APPROVER, batch, "approve", "暂缓", rows=[2])
    b.carry_out(world)
    archivist = five[b.PROPOSER]
    register = archivist.get(f"/disposals/{batch}/register").json
    assert (register["title"], len(register["table"]["rows"])) == ("销毁清册", 1)
    assert register["taken_out"]["rows"][0][-1] == "暂缓"
    assert {"what": "批准人", "words": "manager 2026-11-23 同意 暂缓"} in register["signatures"]
    report = archivist.get(f"/disposals/{batch}/report").json
    assert (report["title"], len(report["table"]["rows"]), report["taken_out"]) == ("鉴定报告", 2, None)
    values = {"title": "首批", "receiver": "市档案馆", "records": b.put_in(world, 1)}
    transfer = archivist.post("/transfers", values).json["id"]
    assert archivist.get(f"/transfers/{transfer}/register").json["cover"][2]["words"] == "市档案馆"
    for path in (
        f"/disposals/{batch}/register",
        f"/disposals/{batch}/report",
        f"/transfers/{transfer}/register",
    ):
        answer = archivist.get(f"{path}?form=xlsx")
        assert load_workbook(BytesIO(answer.body)).worksheets[0]["A1"].value
        archivist.get(f"{path}?form=pdf", status=422)
    with world.work("auditor") as request:
        taken = [e for e in request.find_service(IAudit).entries(transfer) if e.act == "list-exported"]
    assert [(e.kind, e.after["form"]) for e in taken] == [("transfer", "json"), ("transfer", "xlsx")]


def test_what_was_signed_on_paper_is_attached(world, five):
    batch = b.approved(world, b.put_in(world, 1))
    archivist, path = five[b.PROPOSER], f"/disposals/{batch}/scans"
    (scan,) = archivist.multipart(path, files=(("签字.pdf", b"%PDF-1.4"),)).json["scans"]
    assert (scan["name"], scan["size"]) == ("签字.pdf", 8)
    assert archivist.get(f"{path}/1").body == b"%PDF-1.4"
    for number in ("0", "2", "x"):
        archivist.get(f"{path}/{number}", status=404)
    archivist.multipart(path, status=422)
    five[b.BUSINESS].multipart(path, files=(("签字.pdf", b"%PDF-1.4"),), status=403)


def test_what_was_not_seen_so_is_not_approved(world, five):
    batch = b.appraised(world, b.put_in(world, 1))
    manager = five[b.APPROVER]
    seen = manager.get(f"/disposals/{batch}").headers["ETag"]
    b.make(world, "manager2", batch, "return", "再议")
    b.make(world, b.PROPOSER, batch, "appraise")
    b.make(world, b.PROPOSER, batch, "propose")
    path = f"/disposals/{batch}/transitions/approve"
    manager.post(path, {}, status=412, If_Match=seen)
    now = manager.get(f"/disposals/{batch}").headers["ETag"]
    assert manager.post(path, {}, If_Match=now).json["state"] == "approved"


def test_dropping_rows_and_marking_paper(world, five):
    batch = b.opened(world, b.put_in(world, 2))
    step(five, b.PROPOSER, batch, "drop", 422, rows=[1])
    assert step(five, b.PROPOSER, batch, "drop", rows=[1], reason="误列").json["size"] == 1
    paper = b.executing(world, b.put_in(world, 1, carrier="paper"))
    step(five, b.WITNESS, paper, "mark-paper", 422, method="化浆")
    step(five, b.WITNESS, paper, "mark-paper", method="化浆", time="10:00", place="纸厂")
    b.carry_out(world)
    assert b.state(world, paper) == "purging"


def test_a_transfer(world, five):
    ids = b.put_in(world, 1)
    archivist, manager = five[b.PROPOSER], five[b.APPROVER]
    code = archivist.get(f"/records/{ids[0]}").json["reference_code"]
    values = {"title": "首批", "receiver": "市档案馆", "records": [code]}
    transfer = archivist.post("/transfers", values).json["id"]
    assert archivist.get("/transfers").json["items"][0]["size"] == 1
    assert archivist.get(f"/transfers/{transfer}/rows").json["items"][0]["record"] == ids[0]
    archivist.post(f"/transfers/{transfer}/transitions/propose", {}, status=412, If_Match='"9"')
    archivist.post(f"/transfers/{transfer}/transitions/propose", {})
    archivist.post(f"/transfers/{transfer}/transitions/receive", {}, status=409)
    assert manager.post(f"/transfers/{transfer}/transitions/approve", {}).json["state"] == "packing"
    archivist.get(f"/transfers/{transfer}/package", status=404)
    archivist.post(f"/transfers/{transfer}/transitions/cancel", {}, status=422)
    archivist.post(f"/transfers/{transfer}/transitions/cancel", {"reason": "改期"})
    assert archivist.get(f"/transfers/{transfer}").json["state"] == "cancelled"
