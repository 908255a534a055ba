import io
import zipfile

import pytest
from PIL import Image

from tests.unit.extraction import samples
from tests.unit.extraction.samples import PHRASE, WITH_TEXT, WITHOUT_TEXT


@pytest.mark.parametrize("name", WITH_TEXT)
def test_text_is_found_in_every_format(extract, name):
    content, media_type = WITH_TEXT[name]
    found = extract(content, name)
    assert (found.status, found.media_type) == ("read", media_type)
    assert PHRASE in found.text


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_formats_without_text_are_described(extract, name):
    content, media_type = WITHOUT_TEXT[name]
    found = extract(content, name)
    assert (found.status, found.media_type, found.text) == ("empty", media_type, "")
    assert found.technical["width" if media_type.startswith("image/") else "duration"]


def test_pages_slides_and_chapters_come_in_order(extract):
    for make in (samples.pptx, samples.ofd):
        text = extract(make()).text
        assert text.index("条 2") < text.index("条 10")
    assert extract(samples.epub()).text.split() == [PHRASE, "第二章"]


def test_hidden_parts_of_a_page_are_no_text(extract):
    assert "no()" not in extract(samples.html()).text


def test_mail_tells_its_attachments(extract):
    found = extract(samples.eml())
    assert found.technical["attachments"] == ["附件.pdf"]
    assert "关于归档" in found.text


def test_a_pdf_gives_text_pages_and_a_picture(extract):
    found = extract(samples.pdf(pages=3))
    assert (found.status, found.technical["pages"]) == ("read", 3)
    assert "Archive 3" in found.text
    assert Image.open(io.BytesIO(found.pictures["preview"])).width == 1000
    assert max(Image.open(io.BytesIO(found.pictures["thumbnail"])).size) == 320


def test_a_photo_gives_exif_and_pictures_the_right_way_up(extract):
    found = extract(samples.photo())
    assert found.technical["exif"] == {
        "camera": "相机",
        "taken": "2021:03:05 10:20:30",
        "gps": [30.25, -120.5],
    }
    thumbnail = Image.open(io.BytesIO(found.pictures["thumbnail"]))
    assert thumbnail.size == (240, 320)


def test_a_recording_gives_its_duration(extract):
    found = extract(samples.wav())
    assert (found.technical["duration"], found.technical["channels"]) == (1.0, 1)


def test_names_in_a_zip_made_on_a_chinese_windows(extract):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xxxx.txt", "x")
    content = target.getvalue().replace(b"xxxx.txt", "档案.txt".encode("gbk"))
    assert "档案.txt" in extract(content).text


def test_codes_of_fields_in_a_doc_are_no_text(extract):
    text = extract(samples.doc()).text
    assert "链接" in text
    assert "HYPERLINK" not in text


def test_encrypted_office_files_are_called_so(extract):
    assert extract(samples.doc(flags=0x0300)).status == "encrypted"
    assert extract(samples.ppt(b"\0" * 12 + b"\xdf\xc4\xd1\xf3")).status == "encrypted"
    assert extract(samples.compound({"EncryptedPackage": b"x"})).status == "encrypted"


def test_encrypted_files_are_called_so(extract):
    odt = samples.odt('<manifest><encryption-data xmlns="x"/></manifest>')
    assert extract(odt).status == "encrypted"
    docx = bytearray(samples.docx())
    for at in range(len(docx) - 4):
        if docx[at : at + 4] == b"PK\x03\x04":
            docx[at + 6] |= 1
        if docx[at : at + 4] == b"PK\x01\x02":
            docx[at + 8] |= 1
    assert extract(bytes(docx)).status == "encrypted"


def test_what_has_no_reader_is_kept_and_called_unreadable(extract):
    found = extract(bytes(range(256)))
    assert (found.status, found.media_type) == ("unreadable", "application/octet-stream")
    assert found.message


def test_characters_that_no_text_has_are_left_out(extract):
    found = extract(samples.docx(f"<w:p><w:r><w:t>档{chr(0xFFFE)}案</w:t></w:r></w:p>"))
    assert "\ufffe" not in found.text


def test_a_page_of_a_pdf_is_shown_on_demand(extractor, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.pdf(pages=2))
    assert extractor.page(path, 2).startswith(b"\xff\xd8\xff")
