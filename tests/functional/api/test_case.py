"""Cases through the API: each request and answer is held against the OpenAPI description."""

import pytest

from tests import cases

BODY = {
    "kind": "promised",
    "matter": "JL-01",
    "name": "宁波文具有限公司",
    "code": "91330200MA2GT1234J",
    "materials": [{"number": 1, "form": "copy"}],
}


@pytest.fixture
def house(world):
    cases.add_matter(world)
    return world


def step(caller, case, name, values=None, **more):
    return caller.post(f"/cases/{case['id']}/transitions/{name}", values, **more).json


def test_a_case_goes_its_way(api, house):
    clerk = api("clerk")
    answer = clerk.post("/cases", BODY)
    case = answer.json
    assert answer.headers["Location"].endswith(case["id"])
    assert (case["number"], case["state"], case["first_responder"]) == ("BJ2026-00001", "received", "clerk")
    assert "accept" not in case["transitions"] and "supplement" in case["transitions"]
    case = step(clerk, case, "receive", {"materials": [{"number": 2, "form": "original", "copies": 2}]})
    case = step(clerk, case, "accept")
    assert (case["notices"][0]["number"], case["clocks"][0]["rule"]) == ("承诺〔2026〕0001号", "W9-7.2")
    case = step(clerk, case, "fee", {"title": "检定费", "cents": 5000, "receipt": "01"})
    case = step(clerk, case, "decide", {"outcome": "done", "result": "合格"})
    case = step(clerk, case, "deliver", {"signed_by": "王工", "paper": True})
    case = step(clerk, case, "give-back", {"signed_by": "王工", "numbers": [2]})
    case = step(clerk, case, "close")
    assert (case["state"], case["in_time"], case["transitions"]) == ("closed", "yes", [])
    assert clerk.get(f"/cases/{case['id']}").json == case
    assert clerk.get(f"/records/{case['file']}").json["state"] == "submitted"


def test_a_simple_one_is_answered_at_once(api, house):
    body = {"kind": "consultation", "channel": "telephone", "title": "问", "name": "李先生", "result": "答"}
    assert api("clerk").post("/cases", body).json["state"] == "closed"
    assert api("clerk").post("/cases", {**BODY, "result": "答"}, status=422)
    assert api("staff").post("/cases", body, status=403)


def test_what_the_rules_forbid_is_named(api, house):
    clerk = api("clerk")
    case = clerk.post("/cases", BODY).json
    problem = step(clerk, case, "accept", status=422)
    assert [v["field"] for v in problem["violations"]] == ["materials"]
    assert step(clerk, case, "begin", status=409)
    assert step(clerk, case, "decline", {"reason": "不属职责"})["refusals"][0]["reviewed_by"] is None
    assert step(clerk, case, "review", status=403)
    assert step(api("head"), case, "review", {"reason": "同意"})["refusals"][0]["upheld"] is True


def test_lists_and_history_hold_what_the_caller_may_know_of(api, house):
    case = api("clerk").post("/cases", BODY).json
    house.index()
    for path in ("/cases?case_state=received&matter=JL-01", f"/case-history?enterprise={BODY['code']}"):
        found = api("clerk2").get(path).json
        assert (found["total"], len(found["items"])) == (1, 1)
        assert api("staff2").get(path).json["total"] == 0
    assert api("clerk2").get("/cases").json["items"][0]["id"] == case["id"]
    assert api("staff2").get(f"/cases/{case['id']}", status=404)
    assert api("clerk").get("/case-history").json["total"] == 0


def test_the_needs_form_is_given_as_rows(api, house):
    clerk = api("clerk")
    case = clerk.post("/cases", BODY).json
    needs = {"employees": 12, "food": [{"product": "饼干"}], "metrology": {"ticks": ["training"]}}
    case = step(clerk, case, "needs", {"needs": needs})
    assert case["needs"] == {
        "employees": 12,
        "food": [{"product": "饼干"}],
        "metrology": {"ticks": ["training"]},
    }
    wrong = {"needs": {"food": [{"product": "饼干", "weight": "1"}]}}
    assert step(clerk, case, "needs", wrong, status=422, check=False)
