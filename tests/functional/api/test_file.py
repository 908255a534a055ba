"""Files through the API: ranges, versions, uploads."""

import hashlib

import pytest

from tests.functional.api.test_record import NOTE, TEXT, captured


@pytest.fixture
def record(api):
    return captured(api("staff")).json


def address(record, number=0):
    return f"/records/{record['id']}/files/{record['files'][number]['id']}"


def test_the_bytes_come_back_whole_and_in_ranges(api, record):
    staff = api("staff")
    assert staff.get(address(record)).body == TEXT
    part = staff.get(address(record), status=206, Range="bytes=6-11")
    assert part.body == TEXT[6:12]
    assert part.headers["Content-Range"] == f"bytes 6-11/{len(TEXT)}"
    staff.get(address(record), status=416, Range="bytes=100000-")


def test_an_earlier_version_stays_readable(api, record):
    staff = api("staff")
    changed = staff.multipart(
        address(record), files=(("通知.txt", b"second"),), method="PUT", status=200, reason="漏页"
    ).json
    assert changed["files"][0]["version"] == 2
    assert staff.get(address(record)).body == b"second"
    assert staff.get(address(record) + "?version=1").body == TEXT
    staff.get(address(record) + "?version=3", status=404)


def test_a_large_file_is_sent_ahead(api):
    staff = api("staff")
    upload = staff.send("/uploads", b"x" * 100_000, "%E5%BD%95%E5%83%8F.bin").json
    assert upload["size"] == 100_000
    record = staff.multipart("/records", NOTE, upload=upload["id"]).json
    assert record["files"][0]["name"] == "录像.bin"
    assert record["files"][0]["sha256"] == upload["sha256"] == hashlib.sha256(b"x" * 100_000).hexdigest()
    staff.multipart("/records", NOTE, upload=upload["id"], status=422)


def test_an_upload_is_its_senders_alone(api):
    upload = api("staff").send("/uploads", b"x").json
    api("clerk").multipart("/records", NOTE, upload=upload["id"], status=422)


def test_files_of_hidden_records_do_not_exist(api):
    hidden = captured(api("staff"), classification="internal").json
    for end in ("", "/preview", "/text", "?version=1"):
        api("staff2").get(address(hidden) + end, status=404)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\u202egpj.exe", "C:\\secret\\a.txt"])
def test_a_name_that_misleads_is_refused_or_cleaned(api, name):
    answer = api("staff").multipart("/records", NOTE, ((name, b"x"),), status="*")
    if answer.status_int == 201:
        kept = answer.json["files"][0]["name"]
        assert not set(kept) & set("/\\\u202e")
    else:
        assert answer.status_int == 422
