"""Bad and hostile files cost one failed extraction, never a dead or stuck parent (records, *Content*)."""

import os
import random
import signal
import struct
import subprocess
import sys
import zlib

import pytest
from zope.interface.verify import verifyObject

from onestop_records.errors import Damaged, Missing
from onestop_records.extraction import archive
from onestop_records.extraction.extractor import Extractor
from onestop_records.extraction.reading import Failed
from onestop_records.extraction.sandbox import Broken, Overrun, Sandbox
from onestop_records.interfaces import IExtractor
from onestop_records.settings import Settings
from tests.unit.extraction import samples
from tests.unit.extraction.samples import PHRASE

STATUSES = {"read", "empty", "unreadable", "encrypted", "damaged", "too-long", "too-large"}


@pytest.fixture
def small(tmp_path):
    """An extractor with tight limits."""

    def small(**limits):
        made.append(Extractor(Settings(instance=tmp_path, secret="x", **limits)))
        return made[-1]

    made = []
    yield small
    for extractor in made:
        extractor.sandbox.close()


def test_it_keeps_its_contract(extractor):
    assert verifyObject(IExtractor, extractor)


@pytest.mark.parametrize("name", samples.ALL)
def test_truncated_and_flipped_files_fail_alone(extract, name):
    content, _ = samples.ALL[name]
    chance = random.Random(name)
    for _round in range(6):
        broken = bytearray(content[: chance.randrange(1, len(content))] if _round % 2 else content)
        for _flip in range(chance.randrange(1, 20)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        assert extract(bytes(broken), name).status in STATUSES
    assert PHRASE in extract(PHRASE.encode(), "a.txt").text


def test_one_child_reads_many_files(extract, extractor):
    extract(b"one", "a.txt")
    child = extractor.sandbox._child.pid
    extract(samples.docx())
    extract(samples.docx()[:200])
    assert extractor.sandbox._child.pid == child


def test_a_killed_child_is_started_again(extract, extractor):
    extract(b"one", "a.txt")
    os.kill(extractor.sandbox._child.pid, signal.SIGKILL)
    extractor.sandbox._child.wait()
    assert extract(b"two", "a.txt").text == "two"


def test_text_ends_at_the_limit(extract, small):
    found = extract("档案".encode() * 1000, "a.txt", by=small(extraction_characters=100))
    assert (len(found.text), found.status, found.technical["truncated"]) == (100, "read", True)


def test_a_zip_bomb_is_not_unpacked(extract):
    bomb = samples.docx("<w:p>" + "<w:r><w:t>" + "x" * 5_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 20_000
    assert extract(bomb).status in ("read", "damaged")


def test_members_are_unpacked_up_to_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 1000)
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 1500)
    path = tmp_path / "a.zip"
    path.write_bytes(samples.zipped({"fits": b"x" * 1000, "explodes": b"x" * 1001, "second": b"x" * 600}))
    with archive.package(path) as parts, pytest.raises(Failed, match="far more"):
        parts.read("explodes")
    with archive.package(path) as parts:
        assert len(parts.read("fits")) == 1000
        with pytest.raises(Failed, match="far more"):
            parts.read("second")


def test_a_billion_laughs_are_not_laughed(extract):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><x><t>&l9;</t></x>'
    content = samples.zipped({"[Content_Types].xml": "<x/>", "word/document.xml": document})
    found = extract(content)
    assert (found.status, found.text) == ("unreadable", "")
    assert extract(f"<?xml version='1.0'?>{document}".encode()).status == "unreadable"


def test_deep_xml_fails_alone(extract):
    deep = "<a>" * 200_000 + "</a>" * 200_000
    content = samples.zipped({"[Content_Types].xml": "<x/>", "word/document.xml": deep})
    assert extract(content).status in STATUSES - {"read"}
    assert extract(("<html><body>" + "<div>" * 100_000 + PHRASE).encode()).status in STATUSES


def test_an_image_of_too_many_pixels_is_told_and_not_unpacked(extract):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    found = extract(png)
    assert (found.status, found.technical["width"]) == ("too-large", 60_000)


def test_memory_is_limited(extract, small):
    limited = small(extraction_memory=120 * 1024 * 1024)
    wide = samples.image("PNG", (6000, 6000))
    assert extract(wide, by=limited).status in ("too-large", "damaged", "unreadable")
    assert extract(b"small", "a.txt", by=limited).text == "small"


def endless_pdf():
    """A page that paints ever more: ten forms, each drawing the next one ten times."""
    streams = ["/F1 Do " * 40] + [f"/F{n + 1} Do " * 40 for n in range(1, 8)] + ["0 0 99 99 re f"]
    names = " ".join(f"/F{n} {n + 4} 0 R" for n in range(1, 9))
    resources = f"/Resources << /XObject << {names} >> >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R {resources} >>")
    for number, stream in enumerate(streams):
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 99 99] {resources}" if number else ""
        objects.append(f"<< {form} /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>"
    return made + f"{end}\nstartxref\n{len(made)}\n%%EOF\n".encode()


def test_a_file_that_never_ends_is_stopped(extract, small):
    hurried = small(extraction_seconds=1)
    assert extract(b"first", "a.txt", by=hurried).text == "first"
    found = extract(endless_pdf(), by=hurried)
    assert found.status in ("too-long", "unreadable")
    assert extract(b"next", "a.txt", by=hurried).text == "next"


@pytest.mark.parametrize("answer", ["print('hello'*9)", "pass", "os.write(1, b'\\xff' * 100)"])
def test_garbage_from_a_child_is_no_answer(monkeypatch, answer):
    sandbox = Sandbox(0, 5, 1000)
    command = f"import os, sys; sys.stdin.readline(); {answer}"
    monkeypatch.setattr(Sandbox, "command", property(lambda self: ["python3", "-c", command]))
    with pytest.raises(Broken):
        sandbox.ask({})
    assert sandbox._child is None


def test_a_child_that_says_nothing_is_not_waited_for(monkeypatch):
    sandbox = Sandbox(0, 0.2, 1000)
    sandbox.starting = 0
    command = ["python3", "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(Sandbox, "command", property(lambda self: command))
    with pytest.raises(Overrun):
        sandbox.ask({})
    assert sandbox._child is None


def test_pages_that_are_not_there(extractor, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.pdf())
    for number in (0, 2, 10**9):
        with pytest.raises(Missing):
            extractor.page(path, number)
    path.write_bytes(b"no pdf")
    with pytest.raises(Damaged):
        extractor.page(path, 1)


def test_the_child_writes_no_file_and_has_no_core(tmp_path):
    code = (
        "from onestop_records.extraction.limits import confine; confine(10**9)\n"
        f"open({str(tmp_path / 'x')!r}, 'wb').write(b'x' * 10)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert (tmp_path / "x").stat().st_size == 0


def test_nothing_that_a_child_says_is_taken_on_trust(small, extract, monkeypatch):
    lying = small()
    sound = {"status": "read", "text": "x" * 10, "technical": {}, "message": ""}

    def answering(values, pictures):
        monkeypatch.setattr(lying.sandbox, "ask", lambda request: ({**sound, **values}, pictures))
        return extract(b"x", "a.txt", by=lying)

    for wrong in ({"status": "fine"}, {"text": 5}, {"technical": []}, {"message": None}):
        assert answering(wrong, {}).status == "unreadable"
    jpeg = b"\xff\xd8\xff"
    found = answering({}, {"thumbnail": b"<script>", "preview": jpeg, "../x": jpeg})
    assert dict(found.pictures) == {"preview": jpeg}
    lying.characters = 3
    assert answering({}, {}).text == "xxx"


def test_the_child_has_no_network_where_the_kernel_lets_us():
    code = (
        "import ctypes, os; libc = ctypes.CDLL(None)\n"
        "may = libc.unshare(0x50000000) == 0 if os.fork() == 0 else None\n"
        "if may is not None: os._exit(0 if may else 1)\n"
        "may = os.wait()[1] == 0\n"
        "from onestop_records.extraction.limits import confine; confine(10**9)\n"
        "import socket; names = [name for _, name in socket.if_nameindex()]\n"
        "assert not may or set(names) <= {'lo', 'sit0', 'tunl0', 'ip6tnl0'}, names"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
