"""Joint handling through the API, held against the OpenAPI description."""

from tests import cases


def test_a_case_is_handled_jointly(api, world):
    cases.add_matter(world)
    case_id = cases.accepted(world, kind="joint")
    lead, other = api("clerk"), api("staff2")
    at = f"/cases/{case_id}/transitions"
    assert "joint-add" in lead.get(f"/cases/{case_id}").json["transitions"]
    assert lead.post(f"{at}/joint-copy", {}, status=422)
    lead.post(f"{at}/joint-add", {"person": "staff2", "task": "审核"})
    case = lead.post(f"{at}/joint-copy", {}).json
    assert case["parts"]["joint"]["tasks"][1]["handler"] == "staff2"
    fee = {"title": "检定费", "standard": "每台", "basis": "1号", "cents": 10000}
    assert lead.post(f"{at}/joint-fees", {"fees": [fee]}).json["parts"]["joint"]["fees"][0]["cents"] == 10000
    case = other.post(f"{at}/joint-answer", {"stance": "approves", "text": "同意"}).json
    assert case["parts"]["joint"]["tasks"][1]["in_time"] is True
    lead.post(f"{at}/joint-answer", {"stance": "approves", "text": "同意"})
    assert lead.post(f"{at}/joint-settle", {"agreed": "准予"}).json["parts"]["joint"]["state"] == "settled"
    assert lead.post(f"{at}/joint-drop", {"reason": "x"}, status=409)
