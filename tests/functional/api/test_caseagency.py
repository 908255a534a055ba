"""An agency service through the API, held against the OpenAPI description."""

from tests import cases

SENT = {"task": "送检天平", "body": "市计量院", "sent_how": "post", "materials": [1]}
FEE = {"title": "检定费", "standard": "每台", "basis": "1号", "cents": 10000, "payee": "市计量院"}


def test_a_case_is_carried_out_by_an_agent(api, world):
    cases.add_matter(world)
    case_id = cases.accepted(world, kind="agency")
    lead, agent = api("clerk"), api("staff2")
    at = f"/cases/{case_id}/transitions"
    assert "agency-commission" in lead.get(f"/cases/{case_id}").json["transitions"]
    given = {"scope": "whole", "signed_by": "王工", "signed_on": "2026-11-23", "person": "staff2"}
    lead.post(f"{at}/agency-commission", given, status=422)
    lead.post(f"{at}/agency-commission", {**given, "files": ["none"]}, status=422)
    case = lead.post(f"{at}/agency-commission", {**given, "material": 1}).json
    assert case["parts"]["agency"]["commission"]["signed_by"] == "王工"
    case = agent.post(f"{at}/agency-distribute", SENT).json
    assert case["parts"]["agency"]["tasks"][1]["materials"] == [1]
    assert agent.post(f"{at}/agency-fees", {"fees": [{**FEE, "title": "代办费"}]}, status=422)
    agent.post(f"{at}/agency-fees", {"fees": [FEE]})
    agent.post(f"{at}/agency-chase", {"number": 1, "reason": "x"}, status=422)
    case = agent.post(f"{at}/agency-result", {"outcome": "done", "text": "合格"}).json
    assert case["parts"]["agency"]["tasks"][1]["in_time"] is True
    case = agent.post(f"{at}/agency-finish", {"text": "请来领取", "way": "telephone"}).json
    assert case["parts"]["agency"]["state"] == "finished"
    assert lead.post(f"{at}/agency-end", {"cause": "law", "reason": "x", "way": "letter"}, status=409)


def test_the_signed_paper_is_sent_ahead(api, world):
    cases.add_matter(world)
    case_id = cases.accepted(world, kind="agency")
    lead = api("clerk")
    upload = lead.send("/uploads", b"%PDF-1.4 signed", "mandate.pdf").json["id"]
    given = {"scope": "part", "matters": "送检", "signed_by": "王工", "signed_on": "2026-11-23"}
    case = lead.post(f"/cases/{case_id}/transitions/agency-commission", {**given, "files": [upload]}).json
    assert case["parts"]["agency"]["commission"]["item"]
    ended = {"cause": "client", "fault": "false", "reason": "证照系伪造", "way": "letter"}
    case = lead.post(f"/cases/{case_id}/transitions/agency-end", ended).json
    assert case["parts"]["agency"]["ending"]["fault"] == "false"
    came = {"came": True, "signed_by": "王工", "day": "2026-11-23"}
    case = lead.post(f"/cases/{case_id}/transitions/agency-close", came).json
    assert case["parts"]["agency"]["state"] == "ended"
