"""Complaints through the API; every request and answer is held against its description."""

import pytest

from tests import complaints as c

BODY = {
    "channel": "letter",
    "unit": "QYB",
    "person": "clerk",
    "scope": ["attitude"],
    "facts": c.FACTS,
    "name": "岳不群",
    "marks": ["grave"],
}


@pytest.fixture
def house(world):
    c.furnish(world)
    return world


def test_a_complaint_is_registered_led_on_and_told_to_each_as_is_their_business(api, house):
    handler, leader, asked = api("clerk2"), api("manager2"), api("staff2")
    made = handler.post("/complaints", BODY, status=201).json
    path = f"/complaints/{made['id']}"
    step = f"{path}/transitions"
    assert handler.get(path).json["handling"]["complainant"]["name"] == "岳不群"
    handler.post(f"{step}/inform", {"reason": "一起重大投诉"})
    handler.post(f"{step}/accept", {})
    handler.post(f"{step}/accept", {}, status=409)
    handler.post(f"{step}/ask", {"person": "staff2", "reason": "监控是否完好？"})
    assert [each["text"] for each in leader.get(path).json["reports"]] == ["一起重大投诉"]
    told = asked.get(path).json
    assert (told["handling"], told["roles"], len(told["errands"])) == (None, ["asked"], 1)
    asked.post(f"{step}/report-back", {"number": 1, "reason": "完好"})
    handler.post(f"{step}/decide", {"outcome": "not-upheld", "reason": "查无实据"})
    assert handler.post(f"{step}/answer", {"form": "oral", "reason": "x"}, status=422)
    handler.post(f"{step}/answer", {"form": "written", "reason": "书面答复"})
    handler.post(f"{step}/follow-up", {"grade": "fair", "opinion": ""})
    assert handler.post(f"{step}/close").json["state"] == "closed"


def test_the_person_complained_of_is_told_that_there_is_nothing(api, house):
    clerk = api("clerk")
    made = clerk.post("/complaints", BODY, status=201).json
    assert (made["id"], made["code"]) == (None, "")
    with house.work("system") as request:
        (complaint,) = request.site.complaints.values()
    assert clerk.get("/complaints").json == {"items": []}
    clerk.get(f"/complaints/{complaint.id}", status=404)


def test_the_settings_are_read_and_changed_by_the_administrator(api, house):
    admin = api("admin")
    terms = admin.get("/complaint-terms").json
    changed = admin.put("/complaint-terms", {**terms, "telephone": "0574-87123208"}).json
    assert changed["telephone"] == "0574-87123208" and changed["handlers"] == ["clerk2", "staff2"]
    admin.put("/complaint-terms", {**terms, "supervisor": "manager"}, status=422)
