"""My work through the API."""

from tests.batches import approved, put_in


def test_what_waits_for_the_caller_with_its_deadline(api, world):
    batch = approved(world, put_in(world))
    (one,) = api("head").get("/work").json["items"]
    assert (one["kind"], one["address"], one["person"]) == ("disposal-check", f"/disposals/{batch}", "head")
    assert one["due"] == "2026-11-30T04:00:00+00:00"
    assert one["overdue"] is False
    world.clock.forward(days=8)
    assert api("head").get("/work").json["items"][0]["overdue"] is True
    assert api("staff2").get("/work").json["items"] == []
