"""Enterprise files through the API."""

from tests.unit.services.test_enterprise import code, values


def test_an_enterprise_is_made_found_changed_and_merged(api):
    clerk, archivist = api("clerk"), api("archivist")
    made = clerk.post("/enterprises", values(1, contact="何倩"), status=201).json
    assert made["number"] == "QD-00001" and made["contact"] == "何倩" and "contact" in made["personal"]
    clerk.post("/enterprises", values(2, name="宁波第1文具"), status=201)
    clerk.post("/enterprises", {"code": "123", "name": "x"}, status=422)
    assert clerk.patch(f"/enterprises/{code(1)}", {"employees": 80}).json["employees"] == 80
    assert archivist.get("/enterprise-duplicates").json["groups"] == [[code(1), code(2)]]
    path = f"/enterprises/{code(1)}/transitions"
    archivist.post(f"{path}/merge", {"other": code(9), "reason": "x"}, status=422)
    merged = archivist.post(f"{path}/merge", {"other": code(2), "reason": "同一企业"}, status=200).json
    assert merged["codes"] == [code(1), code(2)] and merged["mergings"][0]["code"] == code(2)
    assert clerk.get(f"/enterprises/{code(2)}").json["merged_into"] == code(1)
    archivist.post(f"{path}/split", {"other": code(9), "reason": "x"}, status=422)
    split = archivist.post(f"{path}/split", {"other": code(2), "reason": "两家企业"}, status=200).json
    assert split["codes"] == [code(1)] and split["mergings"] == []
    assert clerk.get(f"/enterprises/{code(2)}").json["merged_into"] is None
    archivist.post(f"{path}/split", {"other": code(2), "reason": "两家企业"}, status=409)
    archivist.post(f"{path}/merge", {"other": code(2), "reason": "同一企业"}, status=200)
    clerk.patch(f"/enterprises/{code(2)}", {"employees": 80}, status=409)
    archivist.post(f"{path}/entrust", {"keeper": "staff"}, status=200)
    archivist.post(f"{path}/entrust", {"keeper": "nobody"}, status=422)


def test_w2_6_3_personal_data_is_for_those_who_need_it(api):
    api("clerk").post("/enterprises", values(1, contact="何倩", industry="制笔"), status=201)
    told = api("staff").get(f"/enterprises/{code(1)}").json
    assert told["contact"] is None and told["phone"] is None and told["industry"] == "制笔"
    assert api("clerk").get(f"/enterprises/{code(1)}").json["contact"] == "何倩"
    api("auditor").get(f"/enterprises/{code(1)}", status=403)


def test_pages_follow_each_other(api):
    clerk = api("clerk")
    for number in range(1, 6):
        clerk.post("/enterprises", values(number), status=201)
    found, after = [], ""
    while after is not None:
        page = clerk.get(f"/enterprises?limit=2&after={after}").json
        found += [each["code"] for each in page["items"]]
        after = page["next"]
    assert found == sorted(code(number) for number in range(1, 6))
    assert [e["code"] for e in clerk.get("/enterprises?q=宁波第3").json["items"]] == [code(3)]
