"""Search through the API."""

from tests.functional.api.test_record import captured


def test_what_was_captured_is_found_by_its_text(api, world):
    staff = api("staff")
    record = captured(staff, classification="internal").json
    world.index()
    for question in ("质量", "有关事项", "甬文协[2026]7号", "文具产品 NOT 玩具", "題名:文具"):
        answer = staff.get(f"/search?q={question}").json
        assert [item["id"] for item in answer["items"]] == [record["id"]], question
        assert answer["facets"]["unit"] == {"QYB": 1}
    assert "<mark>" in staff.get("/search?q=有关事项").json["items"][0]["snippet"]


def test_nothing_leaks_to_another_unit(api, world):
    captured(api("staff"), classification="internal")
    world.index()
    for question in ("/search", "/search?q=质量", "/search?unit=QYB"):
        answer = api("staff2").get(question).json
        assert answer["total"] == 0
        assert answer["items"] == []
        assert not any(answer["facets"].values())


def test_pages_follow_each_other_by_cursor(api, world):
    staff = api("staff")
    for number in range(5):
        captured(staff, title=f"第{number}号通知")
    world.index()
    seen, cursor = [], ""
    while cursor is not None:
        answer = staff.get(f"/search?limit=2&sort=title&cursor={cursor}").json
        seen += [item["title"] for item in answer["items"]]
        cursor = answer["cursor"]
    assert seen == [f"第{number}号通知" for number in range(5)]


def test_filters_take_several_values(api, world):
    staff = api("staff")
    captured(staff, retention="D30")
    captured(staff, retention="D10")
    captured(staff, retention="Y")
    world.index()
    assert staff.get("/search?retention=D10,Y").json["total"] == 2
    assert staff.get("/search?from=2027").json["total"] == 0
