"""The archivist's desk through the API: checks, classification, arrangement, batches, lists."""

import io

import openpyxl

from tests.functional.api.test_record import NOTE, TEXT, captured


def accepted(api, **changes):
    path = f"/records/{captured(api('staff'), **changes).json['id']}"
    api("staff").post(f"{path}/transitions/submit")
    return api("archivist").post(f"{path}/transitions/accept").json["id"]


def test_a_check_is_run_and_its_report_stays(api):
    archivist, path = api("archivist"), f"/records/{accepted(api)}/checks"
    report = archivist.post(path, status=201).json
    assert report["occasion"] == "manual"
    assert {item["kind"] for item in report["items"]} == {
        "authenticity",
        "integrity",
        "usability",
        "security",
    }
    assert api("staff").get(path).json["items"] == [report]
    api("staff").post(path, status=403)


def test_classifying_through_the_api(api):
    record = accepted(api)
    grade = {"classification": "secret", "classification_basis": "C12"}
    path = f"/records/{record}/classification"
    assert api("manager").post(path, grade, status=422).json["violations"]
    answer = api("manager").post(path, {**grade, "classification_term": "2036-03-05"}).json
    assert (answer["id"], answer["classification"]) == (record, "secret")
    api("staff").get(f"/records/{record}", status=404)
    api("manager").post(path, {"classification": "ultra"}, status=422, check=False)
    api("manager").post(path, {}, status=422, check=False)


def test_who_classifies_beyond_their_own_sight_is_told_no_more_than_what_they_set(api):
    record = accepted(api)
    grade = {"classification": "confidential", "classification_basis": "C12"}
    answer = api("head").post(
        f"/records/{record}/classification", {**grade, "classification_term": "2036-03-05"}
    )
    assert set(answer.json) == {"id", "revision", "classification"}


def test_a_file_is_taken_out_before_filing(api):
    staff = api("staff")
    answer = captured(staff)
    path = f"/records/{answer.json['id']}/files/{answer.json['files'][0]['id']}"
    staff.delete(path, status=412, If_Match='"77"')
    assert staff.delete(path, If_Match=answer.headers["ETag"]).json["files"] == []
    staff.delete(path, status=404)


def test_a_group_is_ordered_and_filed_at_once(api):
    first = accepted(api, date="2026-05-01", title="后")
    second = accepted(api, date="2026-04-01", title="先")
    archivist = api("archivist")
    [group] = archivist.get("/arrangement").json["items"]
    assert group == {"category": "WS", "year": 2026, "unit": "QYB", "count": 2}
    path = "/arrangement/WS/2026/QYB"
    assert archivist.get(path).json["items"][0]["reference_code"].endswith("0001")
    by_date = archivist.post(f"{path}/order", {"by": "date"}).json["items"]
    assert [item["id"] for item in by_date] == [second, first]
    kept = archivist.post(f"{path}/order", {"records": [first, second]}).json["items"]
    assert [item["id"] for item in kept] == [first, second]
    archivist.post(f"{path}/order", {"by": "colour"}, status=422)

    wanted = {"category": "WS", "year": 2026, "unit": "QYB", "duplicates_accepted": True}
    archivist.post("/batches", {**wanted, "records": [second, first]}, status=409)
    archivist.post("/batches", {**wanted, "records": [first]}, status=409)
    archivist.post("/batches", {**wanted, "records": []}, status=422, check=False)
    key = {"Idempotency_Key": "batch-1"}
    answer = archivist.post("/batches", {**wanted, "records": [first, second], "box": "12"}, **key)
    again = archivist.post("/batches", {**wanted, "records": [first, second], "box": "12"}, **key)
    assert again.json == answer.json
    batch = answer.json
    assert [item["id"] for item in batch["items"]] == [first, second]
    assert [item["reference_code"][-4:] for item in batch["items"]] == ["0001", "0002"]
    assert answer.headers["Location"].endswith(f"/batches/{batch['id']}")
    assert archivist.get(f"/batches/{batch['id']}").json == batch
    assert archivist.get("/arrangement").json["items"] == []
    archivist.get("/batches/none", status=404)
    archivist.get("/arrangement/WS/many/QYB", status=404)


def test_lists_are_taken_out(api, world):
    archivist, record = api("archivist"), accepted(api)
    archivist.post(f"/records/{record}/transitions/file", {})
    world.index()
    book = archivist.get("/lists?list=catalogue&category=WS")
    sheet = openpyxl.load_workbook(io.BytesIO(book.body)).active
    assert any(NOTE["title"] in [cell.value for cell in row] for row in sheet.iter_rows())
    text = archivist.get("/lists?form=csv").body.decode("utf-8-sig")
    assert NOTE["title"] in text
    for wrong in ("form=print", "form=pdf", "list=colour", "from=2021&to=2020", "colour=red"):
        archivist.get(f"/lists?{wrong}", status=422)


def test_what_is_owed_and_what_is_filed(api, world):
    from onestop_records.interfaces import IScope

    with world.work() as request:
        request.find_service(IScope).ship()
    entries = api("staff").get("/scope").json["items"]
    assert {entry["filed"] for entry in entries} == {True, False}
    of_unit = api("staff").get("/scope?unit=QYB").json["items"]
    assert all(not entry["units"] or "QYB" in entry["units"] for entry in of_unit)
    owed = api("staff").get("/scope/owed").json
    assert owed["year"] == 2025
    assert {each["unit"] for each in owed["items"]} <= {"QYB"}
    every = api("archivist").get("/scope/owed?year=2024").json
    assert {each["unit"] for each in every["items"]} > {"QYB"}
    api("staff").get("/scope/owed?year=soon", status=422)


def test_searches_are_kept_and_completed(api, world):
    captured(api("staff"))
    world.index()
    staff = api("staff")
    assert staff.get("/suggest?q=文具").json["items"]
    assert api("staff2").get("/suggest?q=文具").json["items"] == []  # of a draft of another unit
    saved = staff.post("/searches", {"name": "文具", "query": "q=文具&sort=date"}, status=201).json
    assert staff.get("/searches").json["items"] == [saved]
    assert api("archivist").get("/searches").json["items"] == []
    api("archivist").delete(f"/searches/{saved['id']}", status=404)
    staff.post("/searches", {"name": "", "query": "q=a"}, status=422, check=False)
    assert staff.delete(f"/searches/{saved['id']}").json["items"] == []


def test_nothing_is_told_where_a_call_takes_nothing(api):
    record = captured(api("staff")).json
    path = f"/records/{record['id']}/files/{record['files'][0]['id']}"
    staff = api("staff")
    body = {"Content-Type": "application/json", **staff.headers}
    refused = staff.app.delete(f"/api/v1{path}", '{"colour": 1}', headers=body, status=422)
    assert refused.json["violations"][0]["field"] == "colour"
    assert staff.get(path).body == TEXT
