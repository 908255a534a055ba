"""Special tasks through the API, held against the OpenAPI description."""

from tests import specialtasks as special


def test_a_task_goes_its_whole_way(api, world):
    office, manager, clerk, head = api("archivist"), api("manager"), api("clerk"), api("head")
    upload = office.send("/uploads", b"%PDF-1.4", "letter.pdf").json["id"]
    body = {"title": "质量月", "source": "市局", "term": "2026-12-11", "uploads": [upload]}
    task = office.post("/specialtasks", body).json
    at = f"/specialtasks/{task['id']}"
    assert task["number"] == "ZX2026-001" and task["transitions"] == ["note"]
    office.post(f"{at}/transitions/divide", {"title": "走访", "unit": "QYB"}, status=403)
    late = {"title": "走访", "unit": "QYB", "due": "2026-12-12"}
    manager.post(f"{at}/transitions/divide", late, status=422)
    item = manager.post(f"{at}/transitions/divide", {**late, "due": "2026-12-04"}).json["items"][0]
    assert (item["handler"], item["state"], item["late"]) == ("head", "given", False)
    one = f"{at}/items/1/transitions"
    head.post(f"{one}/assign", {"person": "clerk"})
    assert clerk.post(f"{one}/progress", {"percent": 40}).json["percent"] == 40
    clerk.post(f"{one}/accept", {}, status=403)
    clerk.post(f"{one}/finish", {"text": "完成", "proof": "照片存企业服务部"})
    assert manager.post(f"{one}/accept", {}).json["items"][0]["state"] == "accepted"
    manager.post(f"{at}/transitions/report", {"text": "已完成"})
    done = manager.post(f"{at}/transitions/close").json
    assert (done["state"], done["outcome"], done["transitions"]) == ("closed", "done", [])
    assert manager.post(f"{at}/transitions/drop", {"reason": "x"}, status=409)
    assert [each["id"] for each in manager.get("/specialtasks").json["items"]] == [task["id"]]
    assert manager.get(at).json["items"][0]["progress"][0]["percent"] == 40


def test_who_may_not_know_of_it_is_not_told(api, world):
    task_id = special.divided(world)
    assert api("staff2").get("/specialtasks").json == {"items": []}
    api("staff2").get(f"/specialtasks/{task_id}", status=404)


def test_the_settings(api, world):
    terms = api("archivist").put("/specialtasks/terms", {"category": "WS", "retention": "D30"}).json
    assert terms == {"category": "WS", "retention": "D30"}
    api("archivist").put("/specialtasks/terms", {"category": "none"}, status=422)
    api("clerk").put("/specialtasks/terms", {"category": "WS"}, status=403)


def test_a_revision_that_is_past_changes_nothing(api, world):
    task_id = special.running(world)
    clerk, at = api("clerk"), f"/specialtasks/{task_id}"
    tag = clerk.get(at).headers["ETag"]
    clerk.post(f"{at}/items/1/transitions/progress", {"percent": 50}, If_Match=tag)
    clerk.post(f"{at}/items/1/transitions/progress", {"percent": 60}, status=412, If_Match=tag)
    assert clerk.get(at).json["percent"] == 50
