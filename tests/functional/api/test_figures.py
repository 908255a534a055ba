"""Figures through the API."""

from tests.functional.test_figures import archive

__all__ = ["archive"]


def test_through_the_api(archive, api):
    found = api("manager").get("/figures?since=2026-10&until=2026-11").json
    assert (found["total"]["received"], found["total"]["on_time"]) == (3, 50)
    assert [line["name"] for line in found["months"]] == ["2026-10", "2026-11"]
    api("clerk").get("/figures", status=403)
