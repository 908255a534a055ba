"""Serving files: ranges, names, harmless types, previews, and the trail that classified content leaves."""

import hashlib
import io
from pathlib import Path

import pytest

from onestop_records.interfaces import IAudit, ICapture, IExtractor, IFourPropertyCheck, IStorage
from onestop_records.models.classification import Classification
from onestop_records.models.component import Component, Version
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.worker.reading import rendition
from tests.unit.extraction import samples

CONTENT = bytes(range(256)) * 2000  # more than one block


@pytest.fixture
def put(world):
    """Put a filed record with one file into the archive; return the file's address."""

    def put(content=CONTENT, name="录像（一）.bin", grade=Classification.PUBLIC, read=False):
        with world.work() as request:
            received = request.find_service(IStorage).receive(io.BytesIO(content), name, len(content))
            version = Version(1, *astuple(received), "staff", world.clock.now())
            record = Record(f"r{len(request.site.records)}", "document")
            record.title, record.state, record.classification = "题名", "filed", grade
            record.keeping, record.files = "keeping-archivist", (Component("f", (version,)),)
            request.site.records.add(record)
        if read:
            with world.work() as request:
                version = request.site.records[record.id].files[0].current
                found = request.find_service(IExtractor).extract(version.blob.committed(), name)
                request.site.renditions[version.sha256] = rendition(found)
        return f"/records/{record.id}/files/f"

    return put


def astuple(received):
    return received.name, received.media_type, received.size, received.sha256, received.blob


def entries(world, subject):
    with world.work() as request:
        found = request.find_service(IAudit).entries(subject)
        return [entry for entry in found if entry.act == "file-downloaded"]


def test_the_whole_file_comes_with_its_name_and_digest(world, put):
    answer = world.browser("archivist").get(put())
    assert answer.body == CONTENT
    assert answer.content_length == len(CONTENT)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'
    assert answer.headers["Accept-Ranges"] == "bytes"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''%E5%BD%95%E5%83%8F%EF%BC%88%E4%B8%80%EF%BC%89.bin" in disposition


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-0", 0, 0),
        ("5-9", 5, 9),
        ("300000-", 300_000, 511_999),
        ("-10", 511_990, 511_999),
        ("9-999999", 9, 511_999),
    ],
)
def test_a_range_is_answered_with_exactly_that(world, put, asked, first, last):
    answer = world.browser("archivist").get(put(), headers={"Range": f"bytes={asked}"}, status=206)
    assert answer.body == CONTENT[first : last + 1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "bytes=5-2", "pages=1-2", "bytes=x", "nonsense"])
def test_several_ranges_or_nonsense_get_the_whole_file(world, put, asked):
    assert world.browser("archivist").get(put(), headers={"Range": asked}, status=200).body == CONTENT


def test_a_range_beyond_the_end_is_416(world, put):
    answer = world.browser("archivist").get(put(), headers={"Range": "bytes=512000-"}, status=416)
    assert answer.headers["Content-Range"] == "bytes */512000"


def test_a_range_of_a_file_that_has_changed_gets_the_whole(world, put):
    browser, address = world.browser("archivist"), put()
    headers = {"Range": "bytes=0-1", "If-Range": '"other"'}
    assert browser.get(address, headers=headers, status=200).body == CONTENT
    etag = browser.get(address).headers["ETag"]
    assert browser.get(address, headers={**headers, "If-Range": etag}, status=206).body == CONTENT[:2]
    browser.get(address, headers={"If-None-Match": etag}, status=304)


def test_head_tells_and_sends_nothing(world, put):
    answer = world.browser("archivist").head(put())
    assert (answer.body, answer.headers["Content-Length"]) == (b"", str(len(CONTENT)))


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.eml"])
def test_what_a_browser_could_run_is_sent_as_mere_bytes(world, put, name):
    answer = world.browser("archivist").get(put(samples.ALL[name][0], name) + "?inline=1")
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.pdf", "application/pdf"), ("a.jpg", "image/jpeg"), ("a.md", "text/plain")]
)
def test_what_is_harmless_may_be_shown(world, put, name, media_type):
    address = put(samples.ALL[name][0], name)
    answer = world.browser("archivist").get(address + "?inline=1")
    assert answer.content_type == media_type
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert world.browser("archivist").get(address).headers["Content-Disposition"].startswith("attachment")


def test_text_says_its_encoding_once_it_has_been_read(world, put):
    content = samples.ALL["gbk.txt"][0]
    answer = world.browser("archivist").get(put(content, "gbk.txt", read=True))
    assert answer.headers["Content-Type"] == "text/plain; charset=gb18030"


def test_text_preview_thumbnail_and_pages(world, put):
    browser = world.browser("archivist")
    address = put(samples.pdf(pages=2), "a.pdf", read=True)
    assert "Archive 2" in browser.get(f"{address}/text").text
    for part in ("preview", "thumbnail", "pages/2"):
        answer = browser.get(f"{address}/{part}")
        assert (answer.content_type, answer.body[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        browser.get(f"{address}/{part}", headers={"If-None-Match": answer.headers["ETag"]}, status=304)


@pytest.mark.parametrize(
    "end",
    [
        "/text",
        "/preview",
        "/pages/1",
        "/pages/x",
        "/pages/%C2%B2",
        "/other",
        "/text/x",
        "?version=2",
        "?version=x",
    ],
)
def test_what_is_not_there_is_404(world, put, end):
    world.browser("archivist").get(put() + end, status=404)


def test_a_page_that_a_pdf_has_not_is_404(world, put):
    address = put(samples.pdf(), "a.pdf")
    for number in ("0", "2", "99999999999999999999"):
        world.browser("archivist").get(f"{address}/pages/{number}", status=404)


def test_a_file_that_may_not_be_known_of_looks_like_none(world, put):
    hidden = put(grade=Classification.SECRET, read=True)
    for end in ("", "/text", "/preview", "/thumbnail", "/pages/1"):
        world.browser("staff").get(hidden + end, status=404)
        world.browser("admin").get(hidden + end, status=404)


def test_a_missing_blob_is_told_and_is_no_server_error(world, put):
    address = put()
    with world.work() as request:
        path = Path(request.site.records["r0"].files[0].current.blob.committed())
    path.unlink()
    world.db.cacheMinimize()
    answer = world.browser("archivist").get(address, expect_errors=True)
    assert 400 <= answer.status_int < 500


def test_use_of_classified_content_leaves_an_entry(world, put):
    address = put(samples.pdf(), "a.pdf", Classification.CONFIDENTIAL, read=True)
    browser = world.browser("archivist")
    answer = browser.get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    browser.get(f"{address}/text")
    browser.get(f"{address}/preview")
    found = entries(world, "r0")
    assert [entry.after["part"] for entry in found] == ["file", "text", "preview"]
    assert "a.pdf" not in str(found)


def test_ranged_reads_leave_one_entry_a_person_and_hour(world, put):
    address = put(grade=Classification.CONFIDENTIAL)
    browser = world.browser("archivist")
    for first in range(0, 50, 10):
        browser.get(address, headers={"Range": f"bytes={first}-{first + 9}"}, status=206)
    assert len(entries(world, "r0")) == 1
    world.browser("archivist2").get(address, headers={"Range": "bytes=0-9"}, status=206)
    assert len(entries(world, "r0")) == 2
    world.clock.forward(minutes=61)
    world.browser("archivist").get(address, headers={"Range": "bytes=0-9"}, status=206)
    assert len(entries(world, "r0")) == 3
    with world.work() as request:
        assert len(request.site.use_marks) == 1


@pytest.mark.parametrize(
    "grade, query", [(Classification.INTERNAL, "?inline=1"), (Classification.PUBLIC, "")]
)
def test_reading_what_is_not_classified_writes_nothing(world, put, grade, query):
    address = put(b"text", "a.txt", grade=grade) + query
    browser = world.browser("archivist")
    browser.get(address)
    before = world.db.lastTransaction()
    browser.get(address)
    browser.get(address, headers={"Range": "bytes=0-2"}, status=206)
    assert world.db.lastTransaction() == before


def test_taking_along_what_is_not_public_is_counted_and_ranges_once(world, put):
    address, browser = put(grade=Classification.INTERNAL), world.browser("archivist")
    for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=1-9"}):
        browser.get(address, headers=headers)
    with world.work("system") as request:
        assert len(request.site.alerts.marks) == 2


def test_a_rendition_without_text_has_none(world, put):
    address = put(b"x", "a.txt")
    with world.work() as request:
        sha256 = request.site.records["r0"].files[0].current.sha256
        request.site.renditions[sha256] = Rendition("empty", "text/plain", b"", {})
    world.browser("archivist").get(f"{address}/text", status=404)


def test_the_worker_completes_the_report_once_the_files_are_read(world):
    with world.work("archivist") as request:
        received = request.find_service(IStorage).receive(io.BytesIO(samples.pdf()[:200]), "a.pdf", 10**6)
        record = request.find_service(ICapture).capture({"type": "document", "title": "残页"}, [received])
        report = request.find_service(IFourPropertyCheck).run(record, "manual")
        assert "opens" not in [task.name for task in report.tasks]
    world.index()
    with world.work("archivist") as request:
        [report] = request.find_service(IFourPropertyCheck).reports(request.site.records[record.id])
        assert [task.name for task in report.tasks if task.kind == "usability"] == ["opens"]


def test_an_encoding_that_is_none_stays_out_of_the_headers(world, put):
    address = put(b"x", "a.txt")
    with world.work() as request:
        sha256 = request.site.records["r0"].files[0].current.sha256
        encoding = {"encoding": "utf-8\r\nSet-Cookie: a=b"}
        request.site.renditions[sha256] = Rendition("read", "text/plain", b"", encoding)
    assert world.browser("archivist").get(address).headers["Content-Type"] == "text/plain; charset=utf-8"
