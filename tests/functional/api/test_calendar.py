"""Calendar, hours and limits through the API."""


def test_calendar_hours_and_limits_are_read_and_set(api):
    staff, admin = api("staff"), api("admin")
    assert staff.get("/calendar/deadline?from=2025-09-26&days=7").json == {
        "day": "2025-10-13",
        "provisional": False,
    }
    before = staff.get("/calendar").json
    assert 2026 in before["published"] and 2027 not in before["published"]
    admin.post("/calendar/closures", {"since": "2026-11-25", "title": "搬迁"}, status=201)
    admin.post(
        "/calendar/hours", {"since": "2026-12-01", "periods": "09:00-17:00", "rule": "通知"}, status=201
    )
    off = [f"2027-{day}" for day in ("01-01", "05-01", "10-01", *(f"02-{n:02}" for n in range(6, 14)))]
    admin.post("/calendar/years", {"year": 2027, "off": off, "source": "国办"}, status=201)
    admin.put("/limits/question", {"number": 2, "unit": "working-days", "rule": "W9-6.3.2"})
    admin.put("/limits/profile", {"profile": "C2"})
    after = staff.get("/calendar").json
    assert 2027 in after["published"] and after["profile"] == "C2" and after["closures"][0]["title"] == "搬迁"
    name = after["closures"][0]["name"]
    admin.post(f"/calendar/closures/{name}/transitions/reopen", {"reason": "不搬了"}, status=204)
    admin.post(f"/calendar/closures/{name}/transitions/reopen", {"reason": "不搬了"}, status=404)
    admin.put("/limits/none", {"number": 2, "unit": "working-days", "rule": "x"}, status=404)
    staff.post("/calendar/closures", {"since": "2026-11-25", "title": "x"}, status=403)
