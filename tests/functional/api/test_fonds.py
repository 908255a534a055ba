"""The plan of the archive through the API: fonds, categories, filing scope."""

CATEGORY = {"code": "KJ", "title": "会计", "template": "{fonds}-{category}·{year}-{retention}-{sequence:04}"}


def test_a_fonds_and_its_categories(api):
    archivist = api("archivist")
    assert archivist.post("/fonds", {"number": "Z200", "title": "协会"}, status=201).json["categories"] == []
    archivist.post("/fonds", {"number": "Z200", "title": "协会"}, status=422)
    assert archivist.put("/fonds/Z200", {"title": "商会"}).json["title"] == "商会"
    path = "/fonds/Z200/categories"
    added = archivist.post(path, {**CATEGORY, "retention": "D10", "keeper": "archivist"}, status=201).json
    assert (added["code"], added["retention"], added["keeper"]) == ("KJ", "D10", "archivist")
    archivist.post(path, CATEGORY, status=422)
    archivist.post(path, {**CATEGORY, "code": "KX", "retention": "D99"}, status=422)
    archivist.post(path, {**CATEGORY, "code": "KX", "template": "{colour}"}, status=422)
    values = {name: value for name, value in CATEGORY.items() if name != "code"}
    changed = archivist.put(f"{path}/KJ", {**values, "title": "会计档案", "keeper": "archivist"}).json
    assert changed["title"] == "会计档案"
    plan = {fonds["number"]: fonds for fonds in api("staff").get("/fonds").json["items"]}
    assert plan["Z200"]["categories"] == [changed]
    archivist.put("/fonds/Z999", {"title": "x"}, status=404)
    api("staff").put("/fonds/Z200", {"title": "x"}, status=403)


def test_entries_of_the_scope(api):
    archivist = api("archivist")
    entry = {"code": "HY05", "title": "会议纪要", "group": "会议", "units": ["QYB"], "filed": True}
    added = archivist.post("/scope", {**entry, "category": "WS", "retention": "Y"}, status=201).json
    assert added["units"] == ["QYB"]
    archivist.post("/scope", entry, status=422)
    archivist.post("/scope", {**entry, "code": "HY06", "category": "XX"}, status=422)
    del entry["code"]
    assert archivist.put("/scope/HY05", {**entry, "ended": True}).json["ended"]
    assert api("staff").get("/scope").json["items"] == []
    archivist.put("/scope/HY99", entry, status=404)
