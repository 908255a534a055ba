"""Every view as every role, on records of every state and grade, against the table written by hand."""

import zlib
from itertools import product

import pytest
from pyramid.interfaces import IExceptionResponse
from pyramid.security import NO_PERMISSION_REQUIRED
from webtest import TestApp
from ZODB.blob import Blob

from onestop_records.models.classification import Classification
from onestop_records.models.component import Component, Version
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.permissions import Permission
from onestop_records.security import tokens
from tests.functional.permission_table import (
    ACTORS,
    EXAMPLES,
    FURTHER,
    OPEN,
    PLACES,
    RECORDS,
    SAMPLES,
    SITE,
    STAGES,
    knows,
    may,
)
from tests.functional.samples import add_samples
from tests.world import World

GRADES = [grade.code for grade in Classification]
NOWHERE = "0" * 26
LENDING = (("loans", "l1"), ("permits", "p1"), ("leaks", "k1"), ("alerts", "a1"))
BATCHES = (
    "/disposals/d1",
    "/disposals/{id}",
    "/transfers/t1",
    "/transfers/{id}",
    "/cases/bj1",
    "/bookings/b1",
    "/bookings/{id}",
    "/cases/{id}",
    "/specialtasks/zx1",
    "/specialtasks/{id}",
    "/complaints/c1",
    "/complaints/{id}",
    "/handovers/ho1",
    "/handovers/{id}",
    *(f"/{place}/{one}" for place, one in LENDING),
    *(f"/{place}/{{id}}" for place, _one in LENDING),
)
KNOWN_ACTS = {
    "edit": Permission.EDIT,
    "classify": Permission.CLASSIFY,
    "check": Permission.CHECK,
    "view": Permission.VIEW,
    "read": Permission.READ,
}


def views(registry):
    """Pairs (line of the table, permissions) of every view but those for exceptions."""
    patterns = {
        item["introspectable"]["name"]: item["introspectable"]["pattern"]
        for item in registry.introspector.get_category("routes")
    }
    for item in registry.introspector.get_category("views"):
        view = item["introspectable"]
        context, route = view["context"], view["route_name"]
        if view["exception_only"] or context is not None and _for_exceptions(context):
            continue
        permissions = [r["value"] for r in item["related"] if r.category_name == "permissions"]
        methods = view["request_methods"] or "GET"
        method = methods if isinstance(methods, str) else sorted(methods)[0]
        if route and route.startswith("api:") and view["request_methods"] is None:
            yield "a method that is not offered", permissions
        elif route:
            yield f"{method} /{patterns[route].lstrip('/')}", permissions
        else:
            path = f"{SAMPLES.get(context, context)}/{view['name']}".rstrip("/") or "/"
            yield f"{method} {path}{FURTHER.get(path, '')}", permissions


def _for_exceptions(context):
    return context is IExceptionResponse or isinstance(context, type) and issubclass(context, BaseException)


def test_every_view_has_a_line_in_the_table_and_every_line_a_view(registry):
    found = {line for line, _ in views(registry)} - {"a method that is not offered"}
    listed = {*OPEN, *SITE, *RECORDS}
    assert found - listed == set(), "add them to tests/functional/permission_table.py"
    assert listed - found == set(), "these views are gone"


def test_every_view_names_a_permission_of_ours(registry):
    for line, permissions in views(registry):
        assert len(permissions) == 1, f"{line} is open to nobody: it names no permission"
        is_open = permissions[0] == NO_PERMISSION_REQUIRED
        assert is_open == (line in OPEN), line
        assert is_open or permissions[0] in list(Permission), line


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """One record of each state and grade, and everybody signed in."""
    world = World(registry, base, tmp_path_factory.mktemp("matrix") / "instance")
    with world.work("staff") as request:
        blob = Blob()
        with blob.open("w") as target:
            target.write(b"text")
        version = Version(1, "a.txt", "text/plain", 4, "a" * 64, blob, "staff", world.clock.now())
        for state, grade in product(STAGES, GRADES):
            record = Record(record_id(state, grade), "document")
            record.title, record.unit, record.category, record.year = "题名", "QYB", "WS", 2026
            record.state, record.classification = state, Classification.of(grade)
            record.captured_by, record.captured_at = "staff", world.clock.now()
            record.keeping = "keeping-archivist" if state == "filed" else "keeping-staff"
            record.files = (Component("f1", (version,)),)
            request.site.records.add(record)
        rendition = Rendition("read", "text/plain", zlib.compress(b"text"), {})
        rendition.pictures["preview"] = blob
        request.site.renditions["a" * 64] = rendition
        add_samples(request.site, world.clock.now(), blob)
    with world.work("staff") as request:
        headers = {}
        for actor in ACTORS:
            person = request.site.people[actor]
            text = tokens.issue(request.site, person, "matrix", "write", world.clock.now(), 1)[1]
            headers[actor] = {"Authorization": f"Bearer {text}"}
    browsers = {actor: world.browser(actor) for actor in ACTORS}
    yield world, browsers, headers
    world.close()


def record_id(state, grade):
    return f"{state}-{grade}".ljust(26, "x")


def ask(archive, line, actor, record=NOWHERE):
    """Send a request that, where it is allowed, fails only later: without form token, with a broken body."""
    world, browsers, headers = archive
    method, path = line.split(" ")
    for placeholder, example in EXAMPLES.items():
        path = path.replace(placeholder, example)
    path = path.replace("{id}", record)
    for place, value in PLACES.items():
        path = path.replace(place, value)
    options = {"status": "*", "expect_errors": True}
    if path.startswith("/api/"):
        browser, options["headers"] = TestApp(world.registry.wsgi), headers.get(actor, {})
    else:
        browser = browsers[actor] if actor else world.browser()
    if method == "GET":
        return browser.get(path, **options)
    if path.startswith("/api/"):
        options["content_type"] = "application/json"
    return browser._gen_request(method, path, params=b"{", **options)


def told(answer):
    """What a reader can tell of an answer."""
    return answer.status_int, answer.body, [h for h in answer.headerlist if h[0] != "Date"]


def allowed(answer, refusals=(401, 403)):
    """The view was reached: neither sent to sign in nor refused."""
    return answer.status_int not in refusals and "/sign-in" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("line", SITE)
def test_who_may_open_what_concerns_the_whole(archive, line):
    assert not allowed(ask(archive, line, None))
    # Who may not know of a batch is told that there is nothing.
    refusals = (401, 403, 404) if any(kind in line for kind in BATCHES) else (401, 403)
    may_now = [actor for actor in ACTORS if allowed(ask(archive, line, actor), refusals)]
    assert sorted(may_now) == sorted(SITE[line].split())


@pytest.mark.parametrize("line", RECORDS)
def test_who_may_do_what_to_which_record(archive, line):
    wrong = []
    for actor in ACTORS:
        nothing = told(ask(archive, line, actor))
        assert nothing[0] == 404
        for state, grade in product(STAGES, GRADES):
            answer = ask(archive, line, actor, record_id(state, grade))
            if not knows(actor, state, grade):
                right = told(answer) == nothing
            elif may(actor, RECORDS[line], state, grade):
                right = allowed(answer, (401, 403, 404)) and answer.status_int < 500
            else:
                right = answer.status_int == 403
            if not right:
                wrong.append(f"{actor} {state} {grade}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("line", RECORDS)
def test_who_has_not_signed_in_learns_nothing(archive, line):
    nothing = ask(archive, line, None)
    there = ask(archive, line, None, record_id("filed", "public"))
    assert nothing.status_int == there.status_int == (401 if "/api/" in line else 303)
    assert there.body.replace(record_id("filed", "public").encode(), NOWHERE.encode()) == nothing.body


@pytest.mark.parametrize("act", KNOWN_ACTS)
def test_acts_without_a_page_follow_the_table_too(archive, act):
    world = archive[0]
    for actor in ACTORS:
        with world.work(actor) as request:
            for state, grade in product(STAGES, GRADES):
                record = request.site.records[record_id(state, grade)]
                given = bool(request.has_permission(KNOWN_ACTS[act], record))
                assert given == may(actor, act, state, grade), (actor, state, grade)


@pytest.mark.parametrize("path", ["/", "/records/x", "/people", "/nowhere", "/fonds/Z109", "/records/x/edit"])
def test_every_page_sends_who_has_not_signed_in_to_the_sign_in(archive, path):
    answer = TestApp(archive[0].registry.wsgi).get(path)
    assert answer.status_int == 303
    assert answer.location.startswith("http://localhost/sign-in")


@pytest.mark.parametrize("path", ["/api/v1/records/x", "/api/v1/nowhere", "/api/v1/search"])
def test_the_api_asks_for_a_token_whatever_is_there(archive, path):
    assert TestApp(archive[0].registry.wsgi).get(path, status=401).json["status"] == 401


def test_a_session_is_no_way_into_the_api_nor_a_token_into_the_pages(archive):
    world, browsers, headers = archive
    browsers["archivist"].get("/api/v1/search", status=401)
    assert TestApp(world.registry.wsgi).get("/account", headers=headers["archivist"]).status_int == 303
