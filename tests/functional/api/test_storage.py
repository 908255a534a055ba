"""Rooms, boxes, rounds, findings, stock-taking and scanning through the API, held against its description."""

import pytest

from tests import storage as s

ROOM = {
    "name": "101库房",
    "custodian": "clerk",
    "shelves": [{"cabinet": "1柜", "name": "1层", "capacity": 2}],
}


@pytest.fixture
def people(api):
    return {person: api(person) for person in ("archivist", "clerk", "staff", "manager")}


@pytest.fixture
def room(people):
    return people["archivist"].post("/rooms", ROOM, status=201).json["id"]


@pytest.fixture
def box(people, room):
    body = {
        "room": room,
        "cabinet": "1柜",
        "shelf": "1层",
        "names": ["1盒"],
        "capacity": 2,
        "custodian": "staff",
    }
    return people["archivist"].post("/boxes", body, status=201).json["items"][0]


def fields(answer):
    return {violation["field"] for violation in answer.json["violations"]}


def test_rooms_are_entered_read_changed_and_limited(people, room):
    archivist, manager = people["archivist"], people["manager"]
    assert archivist.get(f"/rooms/{room}").json["limits"]["temperature_to"] == 24.0
    assert [each["id"] for each in archivist.get("/rooms").json["items"]] == [room]
    changed = archivist.put(f"/rooms/{room}", {"note": "防火门"}).json
    assert (changed["note"], changed["custodian"]) == ("防火门", "clerk")
    limits = {"temperature_from": 14, "temperature_to": 22.5, "temperature_rule": "本单位规定"}
    assert manager.put(f"/rooms/{room}/limits", limits).json["limits"]["temperature_to"] == 22.5
    archivist.put(f"/rooms/{room}/limits", limits, status=403)
    whole = archivist.get("/storage-limits").json
    assert manager.put("/storage-limits", {**whole, "rounds_days": 3}).json["rounds_days"] == 3
    assert fields(manager.put("/storage-limits", limits, status=422)) == {"humidity", "rounds", "settling"}
    assert manager.put("/storage-limits", {"humidity_from": 1}, status=422)
    assert manager.put("/storage-limits", {**whole, "humidity_to": 50.55}, status=422)


def test_keys(people, room):
    archivist = people["archivist"]
    key = archivist.post("/keys", {"room": room, "number": "K-01", "holder": "clerk"}, status=201).json
    step = f"/keys/{key['id']}/transitions"
    assert archivist.post(f"{step}/hand", {"holder": "staff"}).json["holder"] == "staff"
    archivist.post(f"{step}/withdraw", {}, status=422)
    assert archivist.post(f"{step}/withdraw", {"reason": "遗失"}).json["withdrawn"] is True
    archivist.post(f"{step}/hand", {"holder": "clerk"}, status=409)
    assert len(people["staff"].get("/keys").json["items"]) == 1
    archivist.post("/keys", {"room": "nowhere", "number": "K-02", "holder": "clerk"}, status=422)


def test_boxes_are_filled_by_lists_and_know_their_label(world, people, room, box):
    archivist, path = people["archivist"], f"/boxes/{box['id']}"
    one, two, three = (s.paper(world, title) for title in "甲乙丙")
    assert archivist.post(f"{path}/fill", {"records": [s.code(one), two]}).json["records"] == sorted(
        [one, two]
    )
    assert fields(archivist.post(f"{path}/fill", {"records": [three]}, status=422)) == {"records"}
    assert archivist.get(f"/records/{one}").json["place"]["box"] == "1盒"
    archivist.post(f"{path}/take-out", {"records": [one]}, status=422)
    assert archivist.post(f"{path}/take-out", {"records": [one], "reason": "修复"}).json["records"] == [two]
    label = people["staff"].get(f"/labels/{box['code']}").json
    assert (label["kind"], label["id"]) == ("box", box["id"]) and label["svg"].startswith("<svg")
    assert people["staff"].get(f"/labels/{s.code(one)}").json["id"] == one
    assert archivist.put(path, {"custodian": "archivist2"}).json["custodian"] == "archivist2"
    archivist.post(f"{path}/close", status=422)
    archivist.post(f"{path}/take-out", {"records": [two], "reason": "x"})
    assert archivist.post(f"{path}/close").json["closed"] is True
    people["staff"].get(f"/labels/{box['code']}", status=404)


def test_boxes_are_paged_and_taken_over_from_descriptions(world, people, room):
    archivist = people["archivist"]
    for name in ("1盒", "2盒"):
        s.paper(world, name, place={"room": "101库房", "cabinet": "1柜", "shelf": "1层", "box": name})
    world.index()
    body = {"capacity": 5, "custodian": "archivist"}
    made = archivist.post(f"/rooms/{room}/register", body).json["items"]
    assert [len(box["records"]) for box in made] == [1, 1]
    for query in ("", f"&room={room}"):
        first = archivist.get(f"/boxes?limit=1{query}").json
        second = archivist.get(f"/boxes?limit=1{query}&after={first['next']}").json
        assert {first["items"][0]["name"], second["items"][0]["name"]} == {"1盒", "2盒"}
        assert second["next"] is None


def test_a_round_and_the_way_of_its_finding(world, people, room):
    clerk, manager = people["clerk"], people["manager"]
    body = {"room": room, "temperature": 25.5, "humidity": 50, "wrong": {"fire": "灭火器过期"}}
    people["staff"].post("/rounds", body, status=422)
    made = clerk.post("/rounds", body, status=201).json
    assert (made["temperature"], len(made["findings"])) == (25.5, 2)
    assert clerk.get(f"/rounds/{made['id']}").json == made
    assert clerk.get(f"/rounds?room={room}").json["items"] == [made]
    found = clerk.get(f"/findings?room={room}&state=open").json
    assert {each["kind"] for each in found["items"]} == {"temperature", "fire"} and found["next"] is None
    step = f"/findings/{found['items'][0]['id']}/transitions"
    assert fields(clerk.post(f"{step}/settle", {}, status=422)) == {"settlement", "proof"}
    manager.post(f"{step}/accept", {}, status=409)
    assign = {"responsible": "staff", "due": "2026-12-31", "reason": "待采购"}
    assert manager.post(f"{step}/assign", assign).json["responsible"] == "staff"
    proof = s.paper(world, "采购单")
    settled = people["staff"].post(f"{step}/settle", {"settlement": "已更换", "proof": proof}).json
    assert (settled["state"], settled["proof"]) == ("settled", proof)
    manager.post(f"{step}/return", {}, status=422)
    assert manager.post(f"{step}/return", {"reason": "缺照片"}).json["state"] == "open"
    people["staff"].post(f"{step}/settle", {"settlement": "已更换"})
    assert manager.post(f"{step}/accept", {}).json["state"] == "closed"


def test_stock_is_taken_by_scans(world, people, room, box):
    archivist = people["archivist"]
    here, missing = s.paper(world, "甲"), s.paper(world, "乙")
    archivist.post(f"/boxes/{box['id']}/fill", {"records": [here, missing]})
    count = archivist.post("/stocktakings", {"room": room, "title": "清点"}, status=201).json["id"]
    archivist.post("/stocktakings", {"room": room, "title": "再来"}, status=422)
    modes = {mode["name"]: mode["choices"] for mode in archivist.get("/scans").json["items"]}
    assert [choice["id"] for choice in modes["stocktaking"]] == [count]
    scan = {"mode": "stocktaking", "of": count, "code": box["code"]}
    opened = archivist.post("/scans", scan).json
    assert opened["box"] == box["code"]
    assert archivist.post("/scans", {**scan, "code": s.code(here), "box": opened["box"]}).json["good"] is True
    people["staff"].post("/scans", scan, status=404)
    assert archivist.get(f"/stocktakings/{count}").json["tally"]["missing"] == 1
    lines = archivist.get(f"/stocktakings/{count}/lines?result=missing").json["items"]
    assert [line["record"] for line in lines] == [missing]
    closed = archivist.post(f"/stocktakings/{count}/transitions/close", {}).json
    assert (closed["state"], closed["transitions"]) == ("closed", [])
    archivist.post("/scans", scan, status=404)
    archivist.post(f"/stocktakings/{count}/transitions/cancel", {"reason": "x"}, status=409)
    assert len(archivist.get("/stocktakings").json["items"]) == 1


def test_what_one_may_not_know_of_is_answered_like_what_there_is_not(world, people):
    secret, staff = s.secret_paper(world), people["staff"]
    answers = []
    for thing in (secret, "z" * 26):
        told = staff.post("/scans", {"code": s.code(thing)}).json
        answers.append({**told, "code": ""})
        for name in (s.code(thing), thing):
            refused = staff.get(f"/labels/{name}", status=404).json
            answers.append({key: value for key, value in refused.items() if key != "instance"})
    assert answers[:3] == answers[3:]
