"""What a token opens and what stays behind of it."""

from dataclasses import replace
from datetime import date

from onestop_records.interfaces import IPeople
from tests.functional.api.test_record import NOTE, captured

PASSWORD = "墨水与回形针一九八七"


def with_password(world):
    with world.work("admin") as request:
        request.find_service(IPeople).set_password(request.site.people["staff"], PASSWORD)


def test_after_too_many_failures_a_token_is_refused_with_the_time_to_wait(api, world):
    with_password(world)
    nobody = api(None)
    for _ in range(5):
        nobody.post("/tokens", {"username": "staff", "password": "wrong"}, status=401)
    refused = nobody.post("/tokens", {"username": "staff", "password": PASSWORD}, status=429)
    assert refused.headers["Retry-After"] == "900"
    world.clock.forward(minutes=15)
    nobody.post("/tokens", {"username": "staff", "password": PASSWORD}, status=201)


def test_the_text_of_a_token_is_kept_nowhere(api, world):
    with_password(world)
    caller, values = api("staff"), {"username": "staff", "password": PASSWORD}
    first = caller.post("/tokens", values, Idempotency_Key="once").json["token"]
    assert caller.post("/tokens", values, Idempotency_Key="once").json["token"] != first
    with world.work() as request:
        assert not any(first in str(kept.body) for kept in request.site.idempotency_keys.values())


def test_a_repeated_request_tells_nothing_of_a_record_one_may_not_know_any_more(api, world):
    clerk = api("clerk")
    body = {**NOTE, "readers": []}
    sent = clerk.multipart("/records", body, headers={"Idempotency-Key": "once"})
    clerk.multipart("/records", body, headers={"Idempotency-Key": "once"})
    with world.work() as request:
        record = request.site.records[sent.json["id"]]
        record.keeping = "keeping-archivist"
        person = request.site.people["clerk"]
        ended = [replace(post, until=date(2026, 1, 1)) for post in person.appointments]
        person.appointments = tuple(ended)
    clerk.get(f"/records/{sent.json['id']}", status=404)
    clerk.multipart("/records", body, headers={"Idempotency-Key": "once"}, status=404)


def test_a_closed_account_and_an_ended_post_count_at_once(api, world):
    staff, clerk = api("staff"), api("clerk")
    path = f"/records/{captured(staff).json['id']}"
    clerk.get(path)
    with world.work() as request:
        person = request.site.people["clerk"]
        person.appointments = tuple(replace(p, until=date(2026, 11, 22)) for p in person.appointments)
        request.site.people["staff"].closed = True
    clerk.get(path, status=404)
    assert clerk.get("/search?q=文具").json["total"] == 0
    staff.get(path, status=401)


def test_a_token_for_reading_changes_nothing(api, world):
    staff = api("staff")
    path = f"/records/{captured(staff).json['id']}"
    with world.work() as request:
        people, person = request.find_service(IPeople), request.site.people["staff"]
        text, _ = people.issue_token(person, "reading", scope="read")
    staff.headers = {"Authorization": f"Bearer {text}"}
    etag = staff.get(path).headers["ETag"]
    staff.patch(path, {"title": "改"}, status=403, If_Match=etag)
    staff.post(f"{path}/transitions/submit", status=403)
    captured_again = staff.multipart("/records", NOTE, status=403)
    assert captured_again.json["status"] == 403
