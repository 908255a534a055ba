import pytest
from webob import Request

from onestop_records.interfaces import IPeople
from tests.world import csrf_token

PASSWORD = "墨水与回形针一九八七"


@pytest.fixture
def password(world):
    with world.work("admin") as request:
        request.find_service(IPeople).set_password(request.site.people["staff"], PASSWORD)


def sign_in(browser, password=PASSWORD, address="/sign-in", username="staff", **kw):
    form = browser.get(address).forms[0]
    form["username"], form["password"] = username, password
    return form.submit(**kw)


def test_signing_in_leads_to_what_was_asked_for(world, password):
    browser = world.browser()
    asked = browser.get("/account?x=1")
    assert asked.status_int == 303
    assert asked.location == "http://localhost/sign-in?next=%2Faccount%3Fx%3D1"
    answer = sign_in(browser, address=asked.location)
    assert (answer.status_int, answer.location) == (303, "http://localhost/account?x=1")
    assert browser.get("/account").status_int == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/\tevil", "javascript:1"]
)
def test_signing_in_never_leads_to_another_site(world, password, wanted):
    browser = world.browser()
    form = browser.get("/sign-in", params={"next": wanted}).forms[0]
    assert form["next"].value == "/"
    form["next"].force_value(wanted)
    form["username"], form["password"] = "staff", PASSWORD
    assert form.submit().location == "http://localhost/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world, password):
    answer = sign_in(world.browser())
    cookie = next(c for c in answer.headers.getall("Set-Cookie") if c.startswith("onestop_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_a_session_planted_before_is_not_taken_over(world, password):
    browser = world.browser()
    browser.set_cookie("onestop_session", "planted")
    sign_in(browser)
    assert browser.cookies["onestop_session"] != "planted"
    other = world.browser()
    other.set_cookie("onestop_session", "planted")
    assert other.get("/account").status_int == 303


def test_the_store_does_not_have_the_id_of_the_cookie(world, password):
    browser = world.browser()
    sign_in(browser)
    secret = browser.cookies["onestop_session"]
    with world.work("admin") as request:
        assert len(request.site.sessions) == 1
        assert secret not in request.site.sessions


@pytest.mark.parametrize(
    ("username", "given"), [("staff", "wrong"), ("nobody", "wrong"), ("staff", "x" * 5000)]
)
def test_a_failure_says_the_same_for_every_name_and_is_kept(world, password, username, given):
    answer = sign_in(world.browser(), given, username=username, status=422)
    assert "用户名或密码不正确" in answer.text
    assert given not in answer.text
    with world.work("admin") as request:
        assert len(request.site.throttle_marks) == 3


def test_an_empty_form_says_what_is_missing(world):
    assert "请填写用户名和密码" in sign_in(world.browser(), "", status=422).text


def test_too_many_failures_are_refused_with_the_time_to_wait(world, password):
    browser = world.browser()
    for _ in range(5):
        sign_in(browser, "wrong", status=422)
    answer = sign_in(browser, status=429)
    assert answer.headers["Retry-After"] == "900"
    world.clock.forward(minutes=15)
    assert sign_in(browser).status_int == 303


def test_a_form_without_its_token_is_refused(world, password):
    browser = world.browser()
    browser.get("/sign-in")
    values = {"username": "staff", "password": PASSWORD}
    assert "表单已过期" in browser.post("/sign-in", values, status=400).text
    values["csrf_token"] = "wrong"
    browser.post("/sign-in", values, status=400)


def test_one_session_s_token_is_no_good_in_another(world):
    token = csrf_token(world.browser("staff"))
    world.browser("staff2").post("/sign-out", {"csrf_token": token}, status=400)


def test_signing_out_ends_the_session_on_the_server(world):
    browser = world.browser("staff")
    secret = browser.cookies["onestop_session"]
    token = csrf_token(browser)
    assert browser.post("/sign-out", {"csrf_token": token}).location == "http://localhost/sign-in"
    browser.set_cookie("onestop_session", secret)
    assert browser.get("/account").status_int == 303


def test_idleness_ends_a_session_and_use_prolongs_it(world):
    browser = world.browser("staff")
    world.clock.forward(minutes=59)
    assert browser.get("/account").status_int == 200
    world.clock.forward(minutes=59)
    assert browser.get("/account").status_int == 200
    world.clock.forward(minutes=61)
    assert browser.get("/account").status_int == 303


def test_reading_writes_the_last_use_at_most_every_five_minutes(world):
    browser = world.browser("staff")
    before = world.db.lastTransaction()
    world.clock.forward(minutes=4)
    browser.get("/account")
    assert world.db.lastTransaction() == before
    world.clock.forward(minutes=1)
    browser.get("/account")
    assert world.db.lastTransaction() != before


def test_a_closed_account_is_out_at_once(world):
    browser = world.browser("staff")
    with world.work("admin") as request:
        request.find_service(IPeople).close(request.site.people["staff"])
    assert browser.get("/account").status_int == 303


def test_anonymous_pages_write_nothing(world):
    before = world.db.lastTransaction()
    browser = world.browser()
    for path in ("/sign-in", "/", "/records/x", "/people"):
        browser.get(path)
    assert world.db.lastTransaction() == before


def test_every_answer_carries_the_safety_headers(world):
    for browser, path, status in (
        (world.browser(), "/sign-in", 200),
        (world.browser("staff"), "/account", 200),
        (world.browser("staff"), "/nowhere", 404),
    ):
        answer = browser.get(path, status=status)
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("broken", [{"PATH_INFO": "/\xff"}, {"PATH_INFO": "/a\0"}, {"QUERY_STRING": "q=%ff"}])
def test_a_path_or_query_that_is_not_text_is_a_bad_request(world, broken):
    request = Request.blank("/sign-in")
    request.environ.update(broken)
    assert request.get_response(world.registry.wsgi).status_int == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded", b"username=%ff&password=%ff"),
        ("application/x-www-form-urlencoded", b"&" * 5000),
        ("application/json", b"{"),
        ("text/plain; charset=nonsense", b"x"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"username=x"),
    ],
)
def test_a_broken_form_is_a_bad_request(world, kind, body):
    for browser, path in ((world.browser(), "/sign-in"), (world.browser("admin"), "/people/add")):
        answer = browser._gen_request("POST", path, params=body, content_type=kind, status="*")
        assert answer.status_int == 400, answer
