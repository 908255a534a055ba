"""Notices through the API."""

from tests.functional.test_notices import tell


def test_ones_own_notices_are_listed_and_marked_as_read(api, world):
    tell(world, "clerk")
    world.clock.forward(minutes=1)
    tell(world, "clerk", "head")
    clerk, head = api("clerk"), api("head")
    found = clerk.get("/notices").json
    assert found["unread"] == 2
    assert [one["read_at"] for one in found["items"]] == [None, None]
    newest = found["items"][0]
    assert newest["address"] == "/account"
    left = clerk.post("/notices/read", {"ids": [newest["id"], "unknown"]}, status=200).json
    assert [one["id"] for one in left["items"]] == [found["items"][1]["id"]]
    assert len(clerk.get("/notices?unread=true").json["items"]) == 1
    assert len(clerk.get("/notices").json["items"]) == 2
    assert head.get("/notices").json["unread"] == 1


def test_nobody_reads_for_another(api, world):
    tell(world, "clerk")
    notice = api("clerk").get("/notices").json["items"][0]
    api("head").post("/notices/read", {"ids": [notice["id"]]}, status=200)
    assert api("clerk").get("/notices").json["unread"] == 1
