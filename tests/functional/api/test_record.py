"""Records through the API, as the chapter *platform* has it."""

import hashlib

NOTE = {
    "type": "document",
    "title": "关于开展文具质量提升行动的通知",
    "date": "2026-03-05",
    "creator": "文具行业协会",
    "category": "WS",
    "retention": "D10",
    "document_number": "甬文协[2026]7号",
}
TEXT = "各会员单位:为提升文具产品质量,现将有关事项通知如下。".encode()


def captured(caller, **changes):
    return caller.multipart("/records", {**NOTE, **changes}, (("通知.txt", TEXT),))


def test_a_record_is_captured_with_its_file(api):
    answer = captured(api("staff"))
    record = answer.json
    assert answer.headers["Location"].endswith(f"/api/v1/records/{record['id']}")
    assert (record["state"], record["unit"], record["custodian"]) == ("captured", "QYB", "staff")
    assert record["files"][0]["sha256"] == hashlib.sha256(TEXT).hexdigest()
    assert record["files"][0]["name"] == "通知.txt"
    assert record["document_number"] == "甬文协[2026]7号"


def test_a_record_travels_to_the_archive(api):
    staff, archivist = api("staff"), api("archivist")
    path = f"/records/{captured(staff).json['id']}"
    assert staff.post(f"{path}/transitions/submit").json["state"] == "submitted"
    assert archivist.post(f"{path}/transitions/accept").json["state"] == "accepted"
    filed = archivist.post(f"{path}/transitions/file", {}).json
    assert filed["state"] == "filed"
    assert filed["reference_code"]
    assert filed["retention"] == {"code": "D10", "starts": "2027-01-01", "due": "2037-01-01"}
    assert filed["custodian"] == "archivist"
    acts = [entry["act"] for entry in archivist.get(f"{path}/events").json["items"]]
    assert acts[0] == "record-captured"
    assert acts[-1] == "record-filed"


def test_all_that_is_wrong_is_named_at_once(api):
    wrong = {"type": "document", "title": "", "date": "2026-13", "category": "XX", "colour": "red"}
    answer = api("staff").multipart("/records", wrong, status=422, check=False)
    fields = {violation["field"] for violation in answer.json["violations"]}
    assert fields >= {"title", "date", "category", "colour"}


def test_a_change_wants_the_revision_it_was_made_on(api):
    staff = api("staff")
    answer = captured(staff)
    path, etag = f"/records/{answer.json['id']}", answer.headers["ETag"]
    staff.patch(path, {"title": "甲"}, status=428)
    changed = staff.patch(path, {"title": "甲"}, If_Match=etag)
    assert changed.json["title"] == "甲"
    staff.patch(path, {"title": "乙"}, status=412, If_Match=etag)
    assert staff.get(path).json["title"] == "甲"


def test_reading_does_not_raise_the_revision(api):
    staff = api("staff")
    answer = captured(staff)
    path = f"/records/{answer.json['id']}"
    assert staff.get(path).headers["ETag"] == staff.get(path).headers["ETag"] == answer.headers["ETag"]
    staff.get(path, status=304, If_None_Match=answer.headers["ETag"])


def test_a_retry_with_the_same_key_captures_once(api):
    staff = api("staff")
    key = {"Idempotency-Key": "scanner-7-0001"}
    first = staff.multipart("/records", NOTE, (("a.txt", TEXT),), headers=key)
    again = staff.multipart("/records", NOTE, (("a.txt", TEXT),), headers=key)
    assert again.json == first.json
    assert again.headers["Location"] == first.headers["Location"]
    staff.multipart("/records", {**NOTE, "title": "另一份"}, status=422, headers=key)
    other = api("staff2").multipart("/records", NOTE, headers=key)
    assert other.json["id"] != first.json["id"]


def test_a_key_is_forgotten_after_24_hours(api, world):
    staff = api("staff")
    key = {"Idempotency-Key": "k"}
    first = staff.multipart("/records", NOTE, headers=key)
    world.clock.forward(hours=24)
    assert staff.multipart("/records", NOTE, headers=key).json["id"] != first.json["id"]


def test_an_unknown_record_and_a_hidden_one_answer_alike(api):
    mine = captured(api("staff"), classification="internal").json["id"]
    other = api("staff2")
    hidden, unknown = (other.get(f"/records/{name}", status=404) for name in (mine, "0" * 26))
    assert hidden.json == unknown.json
    for path in ("files", "transitions/submit"):
        method = other.multipart if path == "files" else other.post
        assert method(f"/records/{mine}/{path}", status=404).json == unknown.json


def test_what_one_may_see_but_not_do_is_refused(api):
    path = f"/records/{captured(api('staff')).json['id']}"
    api("clerk").post(f"{path}/transitions/submit", status=403)


def test_without_a_token_nothing_is_said(api):
    record = captured(api("staff")).json["id"]
    nobody = api(None)
    for path in (f"/records/{record}", "/records/none", "/search"):
        assert nobody.get(path, status=401).headers["WWW-Authenticate"].startswith("Bearer")
