"""The audit trail through the API, for the auditor alone."""

from tests.functional.api.test_record import captured


def test_the_trail_is_read_proved_and_taken_out(api, world):
    record = captured(api("staff")).json["id"]
    world.index()
    auditor = api("auditor")
    [entry] = auditor.get(f"/audit?subject={record}").json["items"]
    assert (entry["act"], entry["person"]) == ("record-captured", "staff")
    by_day = auditor.get("/audit?person=staff&act=record-captured&day=2026-11-23").json
    assert by_day["items"] == [entry]
    assert auditor.get("/audit?day=2026-11-22").json["items"] == []
    first = auditor.get("/audit?limit=1").json
    assert first["cursor"]
    assert auditor.get(f"/audit?limit=1&cursor={first['cursor']}").json["items"] != first["items"]
    for wrong in ("day=yesterday", "cursor=x", "limit=0", "colour=red"):
        auditor.get(f"/audit?{wrong}", status=422)
    proof = auditor.get("/audit/proof").json
    assert proof["findings"] == []
    assert proof["entries"] > 0
    assert record in auditor.get("/audit/export").text
    assert auditor.get("/audit?act=list-exported").json["items"]
    api("archivist").get("/audit", status=403)
