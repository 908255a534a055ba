"""The visible mark: on every page and picture, with or without Chinese fonts; nothing is delivered bare."""

import io

import pytest
from PIL import Image, ImageSequence
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from onestop_records.errors import Unmarkable
from onestop_records.extraction import marking

WORDS = ("李科员", "staff", "2026-11-23 12:00")


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    for number in range(3):
        canvas.drawString(50, 500, f"page {number}")
        canvas.showPage()
    canvas.save()
    return path


def changed(path, act):
    writer = PdfWriter(clone_from=path)
    act(writer)
    writer.write(path)
    return path


def picture(tmp_path, name="a.png", kind="PNG", size=(300, 200), **more):
    path = tmp_path / name
    Image.new("RGB", size, "white").save(path, kind, **more)
    return path


def test_every_page_of_a_pdf_bears_who_and_when(pdf):
    content, media_type = marking.mark(pdf, "application/pdf", WORDS)
    assert media_type == "application/pdf"
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 3
    for number, page in enumerate(pages):
        text = page.extract_text()
        assert f"page {number}" in text
        assert "staff" in text
        assert "2026-11-23 12:00" in text


def test_a_page_that_is_turned_or_lies_elsewhere_is_marked_within_its_bounds(pdf):
    def turn(writer):
        writer.pages[0].rotate(90)
        writer.pages[1].mediabox = RectangleObject((1000, 1000, 1400, 1600))

    content, _ = marking.mark(changed(pdf, turn), "application/pdf", WORDS)
    for page in PdfDocument(content):
        grey = page.render(scale=1).to_pil().convert("L")
        dark = sum(1 for value in grey.getdata() if value < 240)
        assert dark > grey.width * grey.height * 0.01


def test_files_within_a_pdf_stay_behind(pdf):
    def attach(writer):
        writer.add_attachment("secret.txt", b"bare")
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    content, _ = marking.mark(changed(pdf, attach), "application/pdf", WORDS)
    reader = PdfReader(io.BytesIO(content))
    assert list(reader.attachments) == []
    assert not reader.pages[0].get("/Annots")
    assert b"bare" not in content


def test_a_pdf_that_may_be_opened_and_not_changed_becomes_pictures(pdf):
    content, _ = marking.mark(changed(pdf, lambda w: w.encrypt("", "owner")), "application/pdf", WORDS)
    reader = PdfReader(io.BytesIO(content))
    assert not reader.is_encrypted
    assert len(reader.pages) == 3
    assert all(page.images for page in reader.pages)
    assert "page" not in reader.pages[0].extract_text()


@pytest.mark.parametrize("content", [b"%PDF-1.4 nonsense", b"", b"not a pdf"])
def test_what_is_no_pdf_is_not_delivered(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(Exception):  # noqa: B017 whatever the libraries say of it
        marking.mark(path, "application/pdf", WORDS)


def test_a_pdf_behind_a_password_is_not_delivered(pdf):
    with pytest.raises(Exception):  # noqa: B017
        marking.mark(changed(pdf, lambda w: w.encrypt("user", "owner")), "application/pdf", WORDS)


@pytest.mark.parametrize(
    "kind, media_type", [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/png")]
)
def test_a_picture_is_marked_all_over(tmp_path, kind, media_type):
    content, found = marking.mark(picture(tmp_path, f"a.{kind}", kind), media_type, WORDS)
    assert found == media_type
    image = Image.open(io.BytesIO(content)).convert("L")
    assert image.size == (300, 200)
    for box in ((0, 0, 150, 100), (150, 0, 300, 100), (0, 100, 150, 200), (150, 100, 300, 200)):
        assert min(image.crop(box).getdata()) < 220


def test_every_frame_of_a_tiff_is_marked(tmp_path):
    more = {"save_all": True, "append_images": [Image.new("RGB", (300, 200), "white")]}
    content, _ = marking.mark(picture(tmp_path, "a.tif", "TIFF", **more), "image/tiff", WORDS)
    frames = [frame.convert("L") for frame in ImageSequence.Iterator(Image.open(io.BytesIO(content)))]
    assert len(frames) == 2
    assert all(min(frame.getdata()) < 220 for frame in frames)


def test_without_chinese_fonts_who_and_when_are_still_legible(monkeypatch):
    monkeypatch.setattr(marking, "FONTS", ())
    text, font = marking._lettering(WORDS, 20)
    assert text == "staff  2026-11-23 12:00"
    assert font.getlength(text) > 100


@pytest.mark.parametrize("size", [(1, 1), (8, 3000), (3000, 8)])
def test_odd_sizes_are_marked_too(tmp_path, size):
    content, _ = marking.mark(picture(tmp_path, size=size), "image/png", WORDS)
    assert Image.open(io.BytesIO(content)).size == size


def test_the_way_through_the_sandbox(extractor, pdf, tmp_path):
    content, media_type = extractor.marked(pdf, "application/pdf", WORDS)
    assert (media_type, content[:5]) == ("application/pdf", b"%PDF-")
    plain, marked = extractor.page(pdf, 1), extractor.page(pdf, 1, WORDS)
    assert plain != marked
    broken = tmp_path / "b.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing")
    with pytest.raises(Unmarkable):
        extractor.marked(broken, "image/jpeg", WORDS)
