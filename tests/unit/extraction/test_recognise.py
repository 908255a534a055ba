import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop_records.extraction.charset import decode, encoding_of
from onestop_records.extraction.recognise import UNKNOWN, recognise
from tests.unit.extraction import samples


@pytest.fixture
def told(tmp_path):
    def told(content, name="x"):
        path = tmp_path / "content"
        path.write_bytes(content)
        return recognise(path, name)

    return told


@pytest.mark.parametrize("name", samples.ALL)
def test_every_format_is_told_by_its_content(told, name):
    content, media_type = samples.ALL[name]
    assert told(content, name) == media_type


@pytest.mark.parametrize("name", [n for n in samples.ALL if n not in ("bom.csv", "a.md")])
def test_the_name_does_not_matter(told, name):
    content, media_type = samples.ALL[name]
    assert told(content, "misleading.csv" if media_type != "text/plain" else "a.pdf") == media_type


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.mp4_head(), "video/mp4"),
        (b"\0\0\0\x14ftypqt  " + b"\0" * 40, "video/quicktime"),
        (b"\0\0\0\x08wide" + b"\0" * 40, "video/quicktime"),
        (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska", "video/x-matroska"),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm", "video/webm"),
        (b"ID3\x03\0\0\0\0\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x00" + b"\0" * 100, "audio/mpeg"),
        (b"MZ\x90\0\x03\0\0\0", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\x02\x01\x01\0", "application/x-executable"),
        (b"junk before\n%PDF-1.4\n", "application/pdf"),
        (b"PK\x03\x04 and then nothing", "application/zip"),
        (bytes(range(256)), UNKNOWN),
        (b"\0" * 512, UNKNOWN),
        (b"Mr. Zhang wrote: MZ\n", "text/plain"),
        (b"MZ is how this text begins, and it is no program.\n", "text/plain"),
    ],
)
def test_further_signatures(told, content, media_type):
    assert told(content) == media_type


def test_a_mail_needs_mail_headers_whatever_its_name(told):
    assert told("标题: x\n\n正文".encode(), "a.eml") == "text/plain"


def test_macros_are_told(told):
    content = samples.zipped(
        {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>", "word/vbaProject.bin": "x"}
    )
    assert told(content).endswith("macroEnabled.12")


@given(st.binary(max_size=600))
def test_any_bytes_are_told_without_an_error(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    assert "/" in recognise(path, "a.csv")


@given(st.binary(max_size=400))
def test_damaged_containers_are_told_without_an_error(tmp_path_factory, noise):
    path = tmp_path_factory.getbasetemp() / "container"
    for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06"):
        path.write_bytes(start + noise)
        assert "/" in recognise(path, "a")


CHINESE = "为了规范档案的管理，根据有关法律的规定，结合本单位的实际，制定本办法。"
TRADITIONAL = "為了規範檔案的管理，根據有關法律的規定，結合本單位的實際，制定本辦法。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, name) for name in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16")]
    + [(TRADITIONAL, name) for name in ("utf-8", "big5", "utf-16-le")]
    + [(CHINESE + "\n", "utf-16-le"), (CHINESE + "\n", "utf-16-be")],
)
def test_chinese_in_every_usual_encoding(text, encoding):
    if encoding == "utf-16-le" and "\n" not in text:
        text += "\n"
    assert decode(text.encode(encoding)) == text


def test_a_character_cut_at_the_end_of_the_sample_does_not_mislead():
    text = "a" + "档" * 30_000
    assert encoding_of(text.encode()) == "utf-8"


def test_western_text_in_an_old_table_is_text(told):
    assert told("Déjà vu, señor, où est la bibliothèque".encode("cp1252")) == "text/plain"
