"""What a web process takes in, before anything reads it."""

import io
from functools import partial

import pytest
from waitress.adjustments import Adjustments

from onestop_records.cli.web_server import limited_channel, reread, signed_in
from onestop_records.security import tokens

LIMIT = 1000


@pytest.fixture
def received(world):
    """``received(path, size, headers)`` is the status with which a request is refused, or None."""
    adjustments = Adjustments(max_request_body_size=10**6)
    channel = limited_channel(adjustments, LIMIT, partial(signed_in, world.registry))

    def send(path, size, **headers):
        parser = channel.parser_class(adjustments)
        lines = [f"POST {path} HTTP/1.1", f"Content-Length: {size}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        parser.received("\r\n".join([*lines, "", ""]).encode())
        return parser.error.code if parser.error else None

    return send


def cookie_of(world, username):
    return f"onestop_session={world.browser(username).cookies['onestop_session']}"


def test_a_large_body_is_taken_at_uploads_alone_and_not_from_strangers(world, received):
    cookie = cookie_of(world, "staff")
    assert received("/upload", LIMIT + 1, Cookie=cookie) is None
    assert received("/capture", LIMIT + 1, Cookie=cookie) == 413
    assert received("/upload", LIMIT + 1) == 413
    assert received("/upload", LIMIT + 1, Cookie="onestop_session=made-up") == 413
    assert received("/upload", LIMIT) is None
    assert received("/upload", 10**6 + 1, Cookie=cookie) == 413


def test_who_may_capture_nothing_sends_nothing_large(world, received):
    assert received("/upload", LIMIT + 1, Cookie=cookie_of(world, "auditor")) == 413


def test_the_api_wants_a_token(world, received):
    with world.work("staff") as request:
        person = request.site.people["staff"]
        text = tokens.issue(request.site, person, "test", "write", world.clock.now(), 1)[1]
    assert received("/api/v1/uploads", LIMIT + 1, Authorization=f"Bearer {text}") is None
    assert received("/api/v1/uploads", LIMIT + 1, Authorization="Bearer x") == 413
    assert received("/api/v1/uploads", LIMIT + 1, Cookie=cookie_of(world, "staff")) == 413


def test_a_body_that_can_be_read_again_is_not_copied():
    def application(environ, start_response):
        return environ["webob.is_body_seekable"]

    assert reread(application)({"wsgi.input": io.BytesIO()}, None) is True
