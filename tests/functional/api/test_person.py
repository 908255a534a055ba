"""Accounts and units through the API: the same rules as on the pages."""

NEW = {"username": "lin", "name": "林晓", "password": "four-quiet-pencils", "email": "lin@example.org"}


def test_an_account_from_its_beginning_to_its_end(api):
    admin, security = api("admin"), api("security")
    person = admin.post("/people", NEW, status=201).json
    path = f"/people/{person['id']}"
    assert (person["roles"], person["closed"]) == ([], False)
    assert "password" not in person
    admin.post("/people", NEW, status=422)
    assert admin.put(path, {"name": "林晓晓", "email": ""}).json["name"] == "林晓晓"
    post = {"unit": "QYB", "post": "clerk", "since": "2026-11-01"}
    given = admin.post(f"{path}/appointments", post, status=200).json["appointments"]
    assert given == [{**post, "until": None, "deputy": None}]
    ended = admin.put(f"{path}/appointments/0", {"until": "2026-12-31"}).json["appointments"]
    assert ended[0]["until"] == "2026-12-31"
    admin.put(f"{path}/appointments/1", {"until": "2026-12-31"}, status=404)
    roles = {"roles": ["staff"], "grade": "confidential", "until": "2027-01-01", "basis": "批准"}
    granted = security.put(f"{path}/roles", roles).json
    assert granted["roles"] == ["staff"]
    assert granted["clearance"]["granted_by"] == "security"
    assert security.put(f"{path}/roles", roles).json == granted
    assert security.put(f"{path}/roles", {"roles": ["staff"]}).json["clearance"] is None
    admin.put(f"{path}/password", {"password": "five-quiet-pencils"})
    admin.put(f"{path}/password", {"password": "short"}, status=422)
    api(None).post("/tokens", {"username": "lin", "password": "five-quiet-pencils"}, status=201)
    assert admin.post(f"{path}/close").json["closed"]
    assert [found["id"] for found in admin.get("/people?closed=true").json["items"]] == [person["id"]]
    assert not admin.post(f"{path}/reopen").json["closed"]
    assert admin.get("/people?q=林晓晓&role=staff").json["items"] == [admin.get(path).json]


def test_the_rules_of_accounts_hold_here_too(api):
    admin, security = api("admin"), api("security")
    security.put("/people/security/roles", {"roles": ["staff"]}, status=422)
    security.put("/people/auditor/roles", {"roles": ["auditor", "admin"]}, status=422)
    security.put("/people/staff/roles", {"roles": ["king"]}, status=422, check=False)
    admin.put("/people/staff/roles", {"roles": ["admin"]}, status=403)
    security.put("/people/staff", {"name": "x"}, status=403)
    admin.post("/people/archivist/close", status=422)
    unknown = {"unit": "XXXX", "post": "clerk", "since": "2026-11-01"}
    admin.post("/people/staff/appointments", unknown, status=422)
    admin.put("/people/nobody", {"name": "x"}, status=404)
    api("staff").get("/people", status=403)


def test_units_are_added_changed_and_closed(api):
    admin = api("admin")
    new = {"code": "FGB", "title": "法规部", "parent": "BGS", "posts": {"A": "主任", "B": "副 主任"}}
    unit = admin.post("/units", new, status=201).json
    assert unit == {**new, "closed": False}
    admin.post("/units", new, status=422)
    changed = admin.put("/units/FGB", {"title": "法务部"}).json
    assert changed == {"code": "FGB", "title": "法务部", "parent": None, "posts": {}, "closed": False}
    admin.put("/units/FGB", {"title": "法务部", "parent": "NONE"}, status=422)
    admin.put("/units/FGB", {"title": "法务部", "posts": {"a b": "c"}}, status=422)
    admin.put("/units/FGB", {"title": "法务部", "posts": {"a": 1}}, status=422, check=False)
    assert admin.put("/units/FGB", {"title": "法务部", "closed": True}).json["closed"]
    admin.put("/units/QYB", {"title": "企业服务部", "closed": True}, status=422)
    assert admin.get("/units/FGB").json in api("staff").get("/units").json["items"]
    api("staff").post("/units", new, status=403)
