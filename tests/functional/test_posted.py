"""A body that is no form is a bad request on every page, whatever is wrong with it."""

import pytest

from tests.functional.permission_table import OPEN, SITE
from tests.functional.samples import add_samples
from tests.world import csrf_token

PART = b'--x\r\nContent-Disposition: form-data; name="name"%s\r\n\r\nv\r\n--x--\r\n'
MULTIPART = "multipart/form-data; boundary=x"
NESTED = b"".join(
    b"--x%d\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n" % (n, n + 1) for n in range(2000)
)


def post(browser, path, body, kind=MULTIPART, **headers):
    headers = {"X-CSRF-Token": csrf_token(browser), "Content-Type": kind, **headers}
    return browser.request(path, method="POST", body=body, headers=headers, expect_errors=True)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=", b"--x"),
        (MULTIPART, PART % b"\r\nContent-Type: text/plain; charset=nonsense"),
        (MULTIPART, PART % b"\r\nContent-Type: text/plain; charset=utf-16"),
        (MULTIPART, PART % b"\r\nContent-Transfer-Encoding: base64"),
        (MULTIPART, PART % b"\r\nContent-Type: multipart/mixed"),
        (MULTIPART, PART.replace(b' name="name"', b"") % b""),
        ("multipart/form-data; boundary=x0", NESTED),
        (MULTIPART, PART.removesuffix(b"--x--\r\n") % b"" * 5001),
        ("text/plain", b"name=v"),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"a=1&" * 6000),
        ("application/x-www-form-urlencoded", b"name=" + b"x" * 3_000_000),
    ],
)
def test_what_is_no_form_is_a_bad_request(world, kind, body):
    assert post(world.browser("staff"), "/search-save", body, kind).status_int == 400


def test_a_file_in_place_of_a_text_is_a_bad_request(world):
    for path in ("/search-save", "/revoke-token", "/capture"):
        assert post(world.browser("staff"), path, PART % b'; filename="a.txt"').status_int == 400


def test_who_has_not_signed_in_sends_little(world):
    answer = world.browser().post("/sign-in", {"username": "x" * 70_000, "password": "x"}, status=400)
    assert "csrf" not in answer.text.lower()


def test_a_body_of_bytes_is_taken_only_with_its_token_in_the_header(world):
    browser = world.browser("staff")
    browser.post("/upload", {"csrf_token": csrf_token(browser)}, status=400)
    assert post(browser, "/upload", b"bytes", "application/octet-stream").json["id"]


@pytest.mark.parametrize(
    "body",
    [
        b"place=here&title=x",
        b"title=x&__start__=place:mapping",
        b"__end__=place:mapping",
        b"__start__=place:mapping&" * 2000,
        b"__start__=title:sequence&a=b&__end__=title:sequence",
        b"__start__=nothing:such&a=b&__end__=nothing:such",
    ],
)
def test_fields_of_a_structure_no_form_has_are_refused(world, body):
    answer = post(world.browser("staff"), "/capture", body, "application/x-www-form-urlencoded")
    assert answer.status_int in (400, 422)


POSTS = [  # but for what nobody among the samples may do
    line.removeprefix("POST ")
    for line in (*OPEN, *SITE)
    if line.startswith("POST ") and "/api/" not in line and SITE.get(line, "staff")
]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "x"}, {"X-Requested-With": "XMLHttpRequest"}])
def test_no_page_takes_a_form_without_its_token(world, path, headers):
    actor = SITE.get(f"POST {path}", "staff").split()[0]
    with world.work("manager") as request:
        add_samples(request.site, world.clock.now())
    browser = world.browser(actor)
    before = world.db.lastTransaction()
    answer = browser.post(path, {"name": "x", "csrf_token": ""}, headers=headers, status=400)
    assert "表单已过期" in answer.text
    assert world.db.lastTransaction() == before
