"""Bad input of any kind is a 4xx that names what is wrong, with nothing half done."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from webob import Request

from tests.functional.api.test_record import NOTE, captured

PREFIX = "/api/v1"


def raw(caller, method, path, body, content_type="application/json", **headers):
    sent = {**caller.headers, "Content-Type": content_type, **headers}
    return caller.app.request(PREFIX + path, method=method, headers=sent, body=body, expect_errors=True)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"title": NaN}',
        b'{"title": "a", "title": "b"}',
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"[" * 100_000,
        b"[]",
        b"null",
        b'"text"',
        b'{"title": "\\ud800"}',
        b'{"title": "\\u0000"}',
        json.dumps({"title": "长" * 2_000_000}).encode(),
        json.dumps({"title": 5, "pages": "many", "place": [], "keywords": {"a": 1}}).encode(),
        json.dumps({"place": {"room": "x" * 1000, "moon": "y"}}).encode(),
        json.dumps({"pages": 10**30}).encode(),
        json.dumps({"date": "2026-02-30"}).encode(),
        json.dumps({"classification": "ultra"}).encode(),
        json.dumps({"participants": ["nobody-such"]}).encode(),
    ],
)
def test_a_bad_change_is_refused_and_changes_nothing(api, body):
    staff = api("staff")
    answer = captured(staff)
    path = f"/records/{answer.json['id']}"
    refused = raw(staff, "PATCH", path, body, **{"If-Match": answer.headers["ETag"]})
    assert 400 <= refused.status_int < 500
    assert refused.content_type == "application/problem+json"
    assert staff.get(path).headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x\r\nno boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=metadata"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=" + "x" * 500, b"--"),
        ("multipart/form-data; boundary=\x7f", b"--"),
        ("text/plain", b"hello"),
        ("application/json", b"{}"),
    ],
)
def test_a_broken_multipart_body_is_refused(api, content_type, body, world):
    refused = raw(api("staff"), "POST", "/records", body, content_type)
    assert 400 <= refused.status_int < 500
    with world.work() as request:
        assert len(request.site.records) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/search?limit=0",
        "/search?limit=many",
        "/search?sort=colour",
        "/search?from=yesterday",
        "/search?cursor=%00",
        "/search?colour=red",
        "/search?q=a&q=b",
        "/search?q=%ff",
        "/search?%ff=a",
        "/search?from=2020&to=2019",
        "/search?from=2020-06&to=2020-05-31",
        "/records/%ff",
    ],
)
def test_a_bad_question_is_refused(api, path, world):
    refused = Request.blank(PREFIX + path, headers=api("staff").headers).get_response(world.registry.wsgi)
    assert 400 <= refused.status_int < 500
    assert refused.content_type == "application/problem+json"
    assert refused.json["status"] == refused.status_int


@pytest.mark.parametrize(
    "period", ["from=2020-05-02&to=2020-05", "from=2020&to=2020", "from=2020&to=2020-01"]
)
def test_a_period_may_end_in_the_year_or_month_in_which_it_begins(api, period):
    api("staff").get(f"/search?{period}")


def test_what_is_wrong_is_told_in_the_language_asked_for(api):
    [violation] = api("staff").get("/search?sort=colour", 422, Accept_Language="zh-CN").json["violations"]
    assert violation == {"field": "sort", "message": "没有这种排序方式。"}


@pytest.mark.parametrize("path", ["/records/%ff", "/records/..%2f..", "/nothing", "/records/" + "x" * 5000])
def test_an_address_of_nothing_is_not_found(api, path):
    assert raw(api("staff"), "GET", path, b"").status_int in (400, 404)


def test_a_method_that_is_not_there_is_named(api):
    refused = raw(api("staff"), "DELETE", "/search", b"")
    assert refused.status_int == 405
    assert refused.headers["Allow"] == "GET"


@pytest.mark.parametrize("token", ["", "x", "Bearer", "é", "0" * 10_000])
def test_a_wrong_token_is_refused(api, token):
    nobody = api(None)
    nobody.headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    assert raw(nobody, "GET", "/search", b"").status_int == 401


def test_a_body_over_the_limit_is_refused_before_it_is_read(api, world):
    caller = api("staff")
    request = Request.blank(
        f"{PREFIX}/records/{captured(caller).json['id']}",
        method="PATCH",
        headers={**caller.headers, "If-Match": "*", "Content-Type": "application/json"},
    )
    request.is_body_seekable = True
    request.content_length = world.settings.request_limit + 1
    assert request.get_response(world.registry.wsgi).status_int == 413


def test_a_wrong_password_is_refused_without_saying_which(api):
    nobody = api(None)
    known = nobody.post("/tokens", {"username": "staff", "password": "wrong"}, status=401)
    unknown = nobody.post("/tokens", {"username": "nobody", "password": "wrong"}, status=401)
    assert known.json == unknown.json


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from([*NOTE, "place", "pages", "readers", "moon"]), json_values))
def test_any_json_is_taken_or_refused_but_never_breaks(api, values):
    staff = api("staff")
    answer = staff.multipart("/records", values, check=False, status="*")
    assert answer.status_int in (201, 400, 422)
