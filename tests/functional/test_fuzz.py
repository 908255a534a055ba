"""Every page and call with odd input: refused or taken, never broken, and no failure of ours in the log."""

import random
import re
from io import BytesIO
from urllib.parse import quote_from_bytes

import pytest
from webtest import TestApp

from onestop_records.interfaces import ICapture, IStorage
from onestop_records.security import tokens
from tests.functional.permission_table import IN_HOUSE, OPEN, RECORDS, SITE
from tests.world import World, csrf_token

ROUNDS = 5  # requests of each line, the same in every run
FIELD = re.compile(rb'name="([^"]+)"')
NAMES = [
    "next",
    "language",
    "username",
    "password",
    "current",
    "upload",
    "files",
    "file_id",
    "reason",
    "override",
    "name",
    "id",
    "by",
    "move",
    "record",
    "box",
    "revision",
    "duplicates_accepted",
    "token",
    "title",
    "date",
    "year",
    "unit",
    "category",
    "retention",
    "classification",
    "type",
    "volume",
    "participants",
    "readers",
    "keywords",
    "place",
    "place:mapping",
    "__start__",
    "__end__",
    "__formid__",
    "file",
    "file-title",
    "grade",
    "until",
    "basis",
    "roles",
    "post",
    "since",
    "deputy",
    "posts",
    "posts:sequence",
    "metadata",
    "q",
    "also",
    "page",
    "sort",
    "from",
    "to",
    "cursor",
    "view",
    "list",
    "form",
    "day",
    "act",
    "person",
    "subject",
    "batch",
    "column",
    "version",
    "inline",
    "csrf_token",
]
VALUES = (
    b"",
    b" ",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e\u200f长".encode(),
    b"9" * 6000,
    b"-1",
    b"1e309",
    "²".encode(),
    "٣".encode(),
    b"NaN",
    b"2026-02-30",
    b"0000-00-00",
    b"99999-01-01",
    b"a" * 70_000,
    b"<script>alert(1)</script>",
    b"=1+1",
    b"../../etc/passwd",
    b"\r\nX-Header: 1",
    b"${1/0}",
    b"%s %(x)s {0} {x}",
    b"staff",
    b"QYB",
    b"WS",
    b"D30",
    b"secret",
    b"true",
    b"up:x",
    b"place:mapping",
    b'((((("AND OR NOT title:* [a TO',
    b"2026-11-23",
    b"*",
)
TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
ODD_TYPES = (
    "text/plain",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "x/y; charset=rot13",
    "",
)


HEADERS = ("Range", "If-None-Match", "Accept-Language", "X-File-Name", "X-Requested-With", "Referer", "Host")
HEADER_VALUES = (
    "bytes=0-",
    "bytes=5-1,9-",
    "x" * 5000,
    "XMLHttpRequest",
    "*",
    "%ff%00",
    "-1",
    "zh;q=x",
    "a:b:c",
)


@pytest.fixture(scope="module")
def archive(registry, base, tmp_path_factory):
    """A record and everybody's small world."""
    world = World(registry, base, tmp_path_factory.mktemp("fuzz") / "instance")
    with world.work("staff") as request:
        received = request.find_service(IStorage).receive(BytesIO(b"text"), "a.txt", 1000)
        values = {"type": "document", "title": "题名", "date": "2026-03-01", "category": "WS"}
        record = request.find_service(ICapture).capture(values, [received])
        ids = {"{id}": record.id, "{file}": record.files[0].id, "/f1": f"/{record.files[0].id}"}
    yield world, {**ids, "*subpath": "x"}
    world.close()


def urlencoded(fields):
    return b"&".join(quote_from_bytes(n).encode() + b"=" + quote_from_bytes(v).encode() for n, v in fields)


def multipart(chance, fields):
    """Parts, some of them files, now and then cut off."""
    body = b""
    for name, value in fields:
        file = b'; filename="%s"' % value[:300].replace(b"\r\n", b"") if chance.random() < 0.4 else b""
        body += b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, file, value)
    body += b"--x--\r\n"
    return body[: chance.randrange(len(body))] if chance.random() < 0.1 else body


def fields_of(chance, names):
    return [(chance.choice(names), chance.choice(VALUES)) for _ in range(chance.choice((1, 3, 8, 30)))]


def caller(world, chance, line):
    """A browser and the headers with which somebody who may sends the request."""
    allowed = ["staff", None] if line in OPEN else (SITE.get(line) or IN_HOUSE).split()
    actor = chance.choice(allowed)
    headers = {}
    if "/api/" not in line:
        browser = world.browser(actor)
        if actor:
            headers["X-CSRF-Token"] = csrf_token(browser)
        return browser, headers
    if actor:
        with world.work(actor) as request:
            person = request.site.people[actor]
            text = tokens.issue(request.site, person, "fuzz", "write", world.clock.now(), 1)[1]
        headers["Authorization"] = f"Bearer {text}"
    headers["Idempotency-Key"] = chance.choice(("a", "é", "x" * 300, str(chance.random())))
    headers["If-Match"] = chance.choice(("*", "", '"1"', "9" * 6000))
    return TestApp(world.registry.wsgi), headers


@pytest.mark.parametrize("line", [*OPEN, *SITE, *RECORDS])
def test_odd_input_breaks_nothing(archive, caplog, line):
    world, ids = archive
    chance = random.Random(line)
    method, path = line.split(" ")
    for placeholder, value in ids.items():
        path = path.replace(placeholder, value)
    for _ in range(ROUNDS):
        browser, headers = caller(world, chance, line)
        names = [name.encode() for name in NAMES]
        if method != "GET":
            shown = browser.get(path, headers=headers, status="*", expect_errors=True)
            names += FIELD.findall(shown.body) * 3
        if chance.random() < 0.3:
            headers[chance.choice(HEADERS)] = chance.choice(HEADER_VALUES)
        if method == "GET" or chance.random() < 0.3:
            query = urlencoded(fields_of(chance, names)).decode()
            address = f"{path}{'&' if '?' in path else '?'}{query}"
        else:
            address = path
        body = b""
        if method != "GET":
            kind = chance.choice(TYPES if chance.random() < 0.8 else ODD_TYPES)
            fields = fields_of(chance, names)
            body = multipart(chance, fields) if kind.startswith("multipart") else urlencoded(fields)
            headers["Content-Type"] = kind
        caplog.clear()
        answer = browser.request(
            address, method=method, headers=headers, body=body, expect_errors=True, status="*"
        )
        assert answer.status_int < 500, (address[:300], headers, body[:1500], caplog.text[-6000:])
