"""Filing through the API: warnings, refusals, everything that is wrong at once."""

from onestop_records.models.classification import Classification
from tests.functional.api.test_record import captured


def test_the_same_bytes_on_file_are_told_and_the_archivist_decides(api):
    archivist = api("archivist")
    first = captured(archivist).json
    assert first["warnings"] == []
    archivist.post(f"/records/{first['id']}/transitions/file", {})
    second = captured(archivist).json
    assert second["warnings"] == [
        {"kind": "duplicate", "file": second["files"][0]["id"], "records": [first["id"]]}
    ]
    path = f"/records/{second['id']}/transitions/file"
    code = archivist.get(f"/records/{first['id']}").json["reference_code"]
    for given in ({}, {"duplicates_accepted": False}):
        [violation] = archivist.post(path, given, status=422, check=False).json["violations"]
        assert violation["field"] == "duplicates_accepted"
        assert code in violation["message"]
    assert archivist.post(path, {"duplicates_accepted": True}).json["state"] == "filed"


def test_a_warning_names_only_what_one_may_know_of(api):
    archivist = api("archivist")
    first = captured(archivist, classification="internal").json
    archivist.post(f"/records/{first['id']}/transitions/file", {})
    assert captured(api("staff")).json["warnings"] == []


def test_filing_tells_nothing_of_bytes_in_a_record_one_may_not_know_of(api, world):
    archivist = api("archivist")
    hidden = captured(archivist).json
    archivist.post(f"/records/{hidden['id']}/transitions/file", {})
    with world.work() as request:
        request.site.records[hidden["id"]].classification = Classification.SECRET
    second = captured(archivist).json
    path = f"/records/{second['id']}/transitions/file"
    assert archivist.post(path, {"duplicates_accepted": False}).json["state"] == "filed"


def test_filing_names_everything_that_is_missing(api):
    archivist = api("archivist")
    record = archivist.multipart("/records", {"type": "document", "title": "无题"}).json
    refused = archivist.post(f"/records/{record['id']}/transitions/file", {}, status=422, check=False)
    fields = {violation["field"] for violation in refused.json["violations"]}
    assert fields >= {"date", "creator", "category", "retention", "year"}
    assert archivist.get(f"/records/{record['id']}").json["state"] == "captured"


def test_a_return_without_a_reason_is_refused(api):
    staff, archivist = api("staff"), api("archivist")
    path = f"/records/{captured(staff).json['id']}/transitions"
    staff.post(f"{path}/submit")
    archivist.post(f"{path}/return", {}, status=422, check=False)
    assert archivist.post(f"{path}/return", {"reason": "缺附件"}).json["state"] == "captured"


def test_what_the_state_does_not_allow_is_refused(api):
    archivist = api("archivist")
    path = f"/records/{captured(archivist).json['id']}/transitions"
    archivist.post(f"{path}/file", {})
    for name in ("submit", "accept", "file", "withdraw"):
        answer = archivist.post(f"{path}/{name}", {}, status="*", check=False)
        assert answer.status_int in (403, 409)
