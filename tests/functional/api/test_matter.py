"""Matters through the API: public ones want no token."""

from tests.unit.services.test_matter import WHOLE

LIMIT = {"number": 10, "unit": "working-days"}
BODY = {
    **{name: value for name, value in WHOLE.items() if isinstance(value, str)},
    "promised": LIMIT,
    "legal": {**LIMIT, "number": 20, "rule": "计量法"},
    "materials": [{"name": "营业执照", "form": "copy"}, {"name": "样品清单", "required": False}],
}


def test_a_matter_is_written_published_read_by_everybody_and_withdrawn(api):
    manager, anybody = api("manager"), api(None)
    manager.post("/matters", BODY, status=201)
    anybody.get("/matters/JL-99", status=401)
    assert anybody.get("/matters").json == {"items": []}
    assert len(manager.get("/matters").json["items"]) == 1
    manager.post("/matters/JL-99/transitions/publish", status=200)
    told = anybody.get("/matters/JL-99").json
    assert told["promised"] == {**LIMIT, "rule": "S7.2"} and told["responsible"] == "clerk"
    assert [m["required"] for m in told["materials"]] == [True, False]
    manager.post("/matters/JL-99/transitions/publish", status=409)
    manager.patch("/matters/JL-99", {"promised": {**LIMIT, "number": 30}}, status=422)
    assert manager.patch("/matters/JL-99", {"fees": "不收费"}).json["fees"] == "不收费"
    manager.post("/matters/JL-99/transitions/withdraw", {"reason": "调整"}, status=200)
    anybody.get("/matters/JL-99", status=401)


def test_a_sample_comes_from_an_upload(api):
    manager, anybody = api("manager"), api(None)
    manager.post("/matters", BODY, status=201)
    upload = manager.send("/uploads", b"%PDF-1.4 sample", "样表.pdf").json["id"]
    told = manager.put("/matters/JL-99/samples/0", {"upload": upload}).json
    assert told["materials"][0]["sample"] == "样表.pdf"
    manager.put("/matters/JL-99/samples/9", {"upload": upload}, status=422)
    anybody.get("/matters/JL-99/samples/0", status=401)
    manager.post("/matters/JL-99/transitions/publish", status=200)
    assert anybody.get("/matters/JL-99/samples/0").body == b"%PDF-1.4 sample"
    anybody.get("/matters/JL-99/samples/1", status=401)


def test_others_may_not_write(api):
    for name in ("staff", "clerk", "admin"):
        api(name).post("/matters", BODY, status=403)
    api("head").post("/matters", {**BODY, "unit": "XXB"}, status=422)
