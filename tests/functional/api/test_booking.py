"""Appointments through the API, held against the OpenAPI description (H8.1)."""

import pytest

from tests import bookings
from tests.bookings import TUESDAY

WHO = {"name": "李女士", "phone": "13800001234"}
PLACE = {"unit": "QYB", "matter": "JL-01", "at": f"{TUESDAY}T09:00"}


@pytest.fixture
def house(world):
    bookings.furnished(world)
    return world


def test_everybody_books_asks_and_cancels(house, api):
    client = api(None)
    assert client.get("/booking-places").json["items"] == [
        {"matter": "JL-01", "title": "计量器具检定", "units": ["QYB"]}
    ]
    found = client.get(f"/booking-slots?unit=QYB&matter=JL-01&day={TUESDAY}").json
    assert found["days"][1]["day"] == TUESDAY and found["slots"][1]["free"] == 2
    made = client.post("/bookings-online", {**PLACE, **WHO}, status=201).json
    assert made["cancel_until"].startswith(f"{TUESDAY}T07:00") or made["cancel_until"].startswith(
        "2026-11-23"
    )
    proof = {"number": made["number"], "proof": made["code"]}
    told = client.post("/booked", proof).json
    assert told["may_cancel"] is True and "name" not in told
    assert client.post("/booked", {**proof, "proof": "9999"}, status=404)
    assert client.post("/booked/cancel", proof).json["state"] == "cancelled"
    assert client.post("/booked/cancel", proof, status=409)


def test_a_taken_place_is_refused_with_its_field(house, api):
    client = api(None)
    for phone in ("13800001234", "13900001234"):
        client.post("/bookings-online", {**PLACE, **WHO, "phone": phone}, status=201)
    refused = client.post("/bookings-online", {**PLACE, **WHO, "phone": "13700001234"}, status=422).json
    assert [one["field"] for one in refused["violations"]] == ["at"]
    for __ in range(7):
        client.post("/bookings-online", {**PLACE, **WHO, "phone": "13700001234"}, status=422)
    assert client.post("/bookings-online", {**PLACE, **WHO}, status=429).headers["Retry-After"]


def test_the_unit_sees_to_its_appointments(house, api):
    clerk, other = api("clerk"), api("staff2")
    made = clerk.post("/bookings", {**PLACE, **WHO, "what": "咨询"}, status=201).json
    at = f"/bookings/{made['id']}"
    one = clerk.get(at).json
    assert one["transitions"] == ["cancel", "move", "entrust"] and one["local"] == PLACE["at"]
    assert [each["id"] for each in clerk.get("/bookings").json["items"]] == [made["id"]]
    assert other.get("/bookings?unit=QYB").json["items"] == []
    other.get(at, status=404)
    other.post(f"{at}/transitions/cancel", {"reason": "x"}, status=404)
    other.post("/bookings", {**PLACE, **WHO, "what": "咨询"}, status=422)
    moved = clerk.post(f"{at}/transitions/move", {"at": f"{TUESDAY}T15:00"}).json
    assert moved["local"] == f"{TUESDAY}T15:00"
    clerk.post(f"{at}/transitions/entrust", {"person": "clerk2"})
    clerk.post(f"{at}/transitions/come", status=422)
    house.clock.forward(hours=26)
    assert clerk.post(f"{at}/transitions/come").json["transitions"] == []
    case = clerk.post("/cases", {"matter": "JL-01", "name": "李女士", "channel": "window"}, status=201).json
    assert clerk.post(f"{at}/case", {"case": case["id"]}).json["case"] == case["id"]
    clerk.post(f"{at}/case", {"case": case["id"]}, status=409)
    clerk.post(f"{at}/case", {"case": "none"}, status=404)


def test_offers_and_rules(house, api):
    head, admin = api("head"), api("admin")
    offer = {"unit": "QYB", "since": "2026-12-01", "minutes": 20, "places": 1, "ahead": 7, "rule": "H8.1.3"}
    assert head.post("/booking-offers", offer, status=201).json["minutes"] == 20
    assert len(head.get("/booking-offers").json["items"]) == 2
    head.post("/booking-offers", {**offer, "unit": "XXB"}, status=422)
    dropped = head.post("/booking-offers/transitions/drop", {"unit": "QYB", "since": "2026-12-01"})
    assert len(dropped.json["items"]) == 1
    rules = admin.patch("/booking-rules", {"missed": 1, "missed_rule": "管理办法"}).json
    assert (rules["missed"], rules["missed_rule"], rules["cancel_hours"]) == (1, "管理办法", 2)
    assert admin.patch("/booking-rules", {"within_days": 60}, status=422)
    head.patch("/booking-rules", {"missed": 5}, status=403)
