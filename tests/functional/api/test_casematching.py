"""Matching and providers through the API, held against the OpenAPI description."""

import pytest

from tests import cases, matching

PROVIDER = {**matching.AGENCY, "domains": ["metrology"]}


@pytest.fixture
def provider(api, world):
    return api("manager").post("/providers", PROVIDER, status=201).json["id"]


def test_a_need_is_matched_and_ended(api, world, provider):
    cases.add_matter(world)
    case_id = cases.accepted(world)
    clerk = api("clerk")
    at = f"/cases/{case_id}/transitions"
    assert "matching-assess" in clerk.get(f"/cases/{case_id}").json["transitions"]
    clerk.post(f"{at}/matching-pass-on", {"provider": provider, "need": "检定"}, status=422)
    clerk.post(f"{at}/matching-assess", {"whose": "others", "text": "无资质"})
    told = {"provider": provider, "need": "检定", "with_contact": True}
    clerk.post(f"{at}/matching-pass-on", told, status=422)
    said = {"given": "yes", "said_by": "王工", "way": "telephone", "text": "同意"}
    clerk.post(f"{at}/matching-consent", {"provider": provider, **said})
    case = clerk.post(f"{at}/matching-pass-on", told).json
    assert case["parts"]["matching"]["tasks"][0]["client"][1] == "王工"
    agreed = {"project": "检定", "begins": "2026-11-24", "days": 10}
    clerk.post(f"{at}/matching-accept", agreed)
    clerk.post(f"{at}/matching-contact", {"side": "both", "way": "visit", "text": "已送样"})
    end = {"met": "wholly", "text": "合格"}
    clerk.post(f"{at}/matching-end", end, status=422)
    upload = clerk.send("/uploads", b"%PDF-1.4", "summary.pdf").json["id"]
    part = clerk.post(f"{at}/matching-end", {**end, "files": [upload]}).json["parts"]["matching"]
    assert part["state"] == "served" and part["summaries"][0]["item"]


def test_providers_are_listed_changed_and_leave(api, provider):
    manager, staff = api("manager"), api("staff")
    assert staff.get(f"/providers/{provider}").json["phone"] is None
    assert manager.get(f"/providers/{provider}").json["phone"] == PROVIDER["phone"]
    assert manager.patch(f"/providers/{provider}", {"offers": "校准"}).json["offers"] == "校准"
    manager.post("/providers", PROVIDER, status=422)
    assert len(staff.get("/providers?domain=metrology").json["items"]) == 1
    assert staff.get("/providers?domain=quality").json["items"] == []
    assert len(staff.get("/providers?q=宁波").json["items"]) == 1
    leave = {"until": "2026-11-23", "reason": "协商退出"}
    at = f"/providers/{provider}/transitions/leave"
    api("head").post(at, leave, status=403)
    assert manager.post(at, leave).json["left_reason"] == "协商退出"
    manager.post(at, leave, status=409)
