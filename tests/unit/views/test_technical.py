"""Technical data in words: every key that a reader can produce has one."""

import ast
import inspect
from pathlib import Path

import onestop_records.extraction
from onestop_records.extraction import image, mail
from views.technical import EXIF, NAMES, clock, described, exif, recording

FOLDER = Path(onestop_records.extraction.__file__).parent


def keys_of_readers():
    """Keys of the mappings given to ``describe``, written out or listed beside."""
    for path in FOLDER.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "describe":
                for held in ast.walk(call):
                    if isinstance(held, ast.Dict):
                        yield from (key.value for key in held.keys if isinstance(key, ast.Constant))
    yield from (name.lower() for name in mail.HEADERS)
    yield from ("title", "author", "program", "created", "truncated")  # of PDF, and of a cut text


def test_every_key_of_a_reader_has_a_word():
    keys = set(keys_of_readers()) - {"exif"}
    assert {"duration", "video_codec", "sheets", "unpacked"} <= keys
    assert keys <= NAMES.keys()


def test_every_tag_of_exif_has_a_word():
    assert {*image.WANTED.values(), "gps"} == EXIF.keys()
    assert "gps" in inspect.getsource(image)


def test_exif_is_written_as_a_photographer_writes_it():
    held = {"taken": "2024:05:01 09:30:00", "gps": [30.25, -120.5], "exposure": 0.004, "aperture": 2.8}
    values = [value for name, value in exif({"exif": held})]
    assert values == ["2024-05-01 09:30:00", "30.25000° N, 120.50000° W", "1/250 s", "f/2.8"]


def test_odd_exif_stays_as_it_is():
    assert exif({"exif": {"exposure": 0, "gps": "?", "aperture": "x"}})


def test_a_recording_is_described_from_its_file():
    technical = {"duration": 62.4, "video_codec": "VP8", "audio_codec": "Opus", "width": 320, "height": 240}
    assert recording(technical) == {"duration": "1:02", "codec": "VP8 / Opus", "resolution": "320 × 240"}
    assert recording({}) == {}
    assert clock(3723) == "1:02:03"


def test_units_are_named():
    assert described({"width": 10, "duration": 2.0})[0][1] == "10 px"
