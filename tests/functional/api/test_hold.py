"""Holds through the API."""

import pytest

from tests.unit.services.test_hold import WORDS, a_record


@pytest.fixture
def archive(world):
    with world.work() as request:
        a_record(request, "one")
    return world


def test_a_hold_is_placed_read_listed_and_lifted(api, archive):
    archivist, manager = api("archivist"), api("manager")
    hold = archivist.post("/holds", {**WORDS, "kind": "records", "records": ["one"]}).json
    assert (hold["state"], hold["records"], hold["placed_by"]) == ("placed", ["one"], "archivist")
    assert archivist.get("/records/one").json["held"] is True
    assert archivist.get(f"/holds/{hold['id']}").json == hold
    assert [each["id"] for each in manager.get("/holds").json["items"]] == [hold["id"]]
    lift = f"/holds/{hold['id']}/transitions/lift"
    assert manager.post(lift, {"reason": "结案", "mandate": ""}, status=422, check=False)
    lifted = manager.post(lift, {"reason": "结案", "mandate": "裁定"}).json
    assert (lifted["state"], lifted["lifted_by"]) == ("lifted", "manager")
    assert manager.post(lift, {"reason": "结案", "mandate": "裁定"}, status=409)
    assert archivist.get("/records/one").json["held"] is False


def test_a_filter_holds_what_fits_and_search_knows(api, archive):
    archivist = api("archivist")
    body = {**WORDS, "kind": "filter", "filter": {"unit": ["QYB"], "from": "2021"}}
    hold = archivist.post("/holds", body).json
    assert hold["filter"]["unit"] == ["QYB"]
    with archive.work() as request:
        a_record(request, "two")
        request.registry.outbox_writer.rebuild(request.site, "archivist", archive.clock)
    archive.index()
    answer = archivist.get("/search?held=yes").json
    assert answer["total"] == 2
    assert all(item["held"] for item in answer["items"])
    assert answer["facets"]["held"] == {"yes": 2}
    assert archivist.get(f"/search?hold={hold['id']}").json["total"] == 2
    assert archivist.get("/search?held=no").json["total"] == 0


@pytest.mark.parametrize(
    "scope",
    [
        {"kind": "everything"},
        {"kind": "records"},
        {"kind": "records", "records": ["nowhere"]},
        {"kind": "volumes", "records": ["one"]},
        {"kind": "filter"},
        {"kind": "filter", "filter": {}},
        {"kind": "filter", "filter": {"state": ["filed"]}},
        {"kind": "filter", "filter": {"from": "long ago"}},
        {"kind": "case"},
        {"kind": "enterprise", "name": " "},
    ],
)
def test_bad_input_is_told_by_field(api, archive, scope):
    problem = api("archivist").post("/holds", {**WORDS, **scope}, status=422, check=False)
    assert problem.json["violations"]


@pytest.mark.parametrize("who", ["staff", "head", "auditor", "security", "admin"])
def test_who_has_nothing_to_do_with_holds(api, archive, who):
    assert api(who).post("/holds", {**WORDS, "kind": "records", "records": ["one"]}, status=403)
    assert api(who).get("/holds", status=403)
