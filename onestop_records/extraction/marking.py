"""The visible mark of reader and time on what is delivered of classified records: PDF and pictures.

Runs in the child, for it parses what strangers made. What cannot be marked is not delivered bare: a PDF that
cannot be written anew is made of pictures of its pages, anything else raises.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont, ImageSequence
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, NameObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CHINESE = "STSong-Light"  # every PDF viewer has a font for it; nothing is embedded
LATIN = "Helvetica"
# Fonts with Chinese, by the names of their files; the system's folders are looked through for them.
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "uming.ttc",
    "simsun.ttc",
)
ANGLE = 30
GREY = 0.45
VEIL = 0.28  # how strongly the mark covers what is below
DOTS = 110  # a PDF made of pictures: dots per inch
INCH = 72.0
SAVED = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "WEBP": "WEBP",
    "GIF": "PNG",
    "BMP": "PNG",
    "TIFF": "TIFF",
}
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "TIFF": "image/tiff"}


def mark(path: Path, media_type: str, words: Sequence[str]) -> tuple[bytes, str]:
    """The marked file and its media type; ``words`` are the reader's name, then what is plain ASCII.

    Raises whatever stands against marking it.
    """
    if media_type != "application/pdf":
        return mark_image(path, words)
    try:
        return _written_anew(path, words), media_type
    except Exception:  # encrypted, damaged, or of a kind that the library cannot write
        return _pictured(path, words), media_type


def mark_image(path: Path, words: Sequence[str]) -> tuple[bytes, str]:
    """A picture with the mark across it, each frame of a TIFF; further formats become PNG."""
    with Image.open(path) as source:
        kind = SAVED.get(source.format or "", "PNG")
        several = kind == "TIFF"
        frames = [veiled(frame, words) for frame in (ImageSequence.Iterator(source) if several else [source])]
    if kind == "JPEG":
        frames = [frame.convert("RGB") for frame in frames]
    target = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if several else {}
    frames[0].save(target, kind, **more)
    return target.getvalue(), TYPES[kind]


def veiled(image: Image.Image, words: Sequence[str]) -> Image.Image:
    """The picture, turned as its EXIF says, under a pattern of the words."""
    from PIL import ImageOps

    ground = ImageOps.exif_transpose(image).convert("RGBA")
    size = max(10, min(ground.size) // 22)
    text, font = _lettering(words, size)
    tile = Image.new("RGBA", (max(1, int(font.getlength(text) * 1.25)), size * 7))
    shade = int(255 * VEIL * 1.6)
    drawing = ImageDraw.Draw(tile)
    for offset, colour in ((1, (255, 255, 255, shade)), (0, (70, 70, 70, shade))):
        drawing.text((offset, size * 3 + offset), text, font=font, fill=colour)
    side = int((ground.width**2 + ground.height**2) ** 0.5) + tile.width
    sheet = Image.new("RGBA", (side, side))
    for row, top in enumerate(range(0, side, tile.height)):
        for left in range(-(tile.width // 2) * (row % 2), side, tile.width):
            sheet.paste(tile, (left, top))
    sheet = sheet.rotate(ANGLE, resample=Image.Resampling.BILINEAR)
    left, top = (side - ground.width) // 2, (side - ground.height) // 2
    ground.alpha_composite(sheet.crop((left, top, left + ground.width, top + ground.height)))
    return ground


def _lettering(words: Sequence[str], size: int) -> tuple[str, Any]:
    """All words in a font with Chinese; without one, those that any font can write."""
    for name in FONTS:
        with suppress(OSError):
            return "  ".join(words), ImageFont.truetype(name, size)
    return "  ".join(word for word in words if word.isascii()), ImageFont.load_default(size)


def _written_anew(path: Path, words: Sequence[str]) -> bytes:
    """The pages with the mark in their content; attachments and script stay behind."""
    reader = PdfReader(path)
    if reader.is_encrypted:
        raise ValueError("encrypted")
    writer = PdfWriter()
    overlays: dict[tuple[float, float], PageObject] = {}
    for page in reader.pages:
        added = writer.add_page(page)
        added.transfer_rotation_to_content()
        _without_attachments(added)
        box = added.mediabox
        size = (float(box.width), float(box.height))
        if size not in overlays:
            overlays[size] = PdfReader(io.BytesIO(_overlay(size, words))).pages[0]
        place = Transformation().translate(float(box.left), float(box.bottom))
        added.merge_transformed_page(overlays[size], place)
    if not writer.pages:
        raise ValueError("no page")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _without_attachments(page: PageObject) -> None:
    """Annotations may carry files, which nobody marks, or cover the mark: none is kept but links."""
    found = page.get("/Annots")
    if found is not None:
        links = [each for each in found.get_object() if each.get_object().get("/Subtype") == "/Link"]
        page[NameObject("/Annots")] = ArrayObject(links)


def _overlay(size: tuple[float, float], words: Sequence[str]) -> bytes:
    """A page of that size with nothing but the mark."""
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    letters = max(8.0, min(size) / 26)
    runs = [(word, LATIN if word.isascii() else CHINESE) for word in words]
    length = sum(pdfmetrics.stringWidth(word, font, letters) + letters for word, font in runs)
    canvas.setFillGray(GREY, VEIL)
    reach = (size[0] ** 2 + size[1] ** 2) ** 0.5
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(ANGLE)
    for left, bottom in _places(reach, length + 2 * letters, letters * 7):
        for word, font in runs:
            canvas.setFont(font, letters)
            canvas.drawString(left, bottom, word)
            left += pdfmetrics.stringWidth(word, font, letters) + letters
    canvas.save()
    return target.getvalue()


def _places(reach: float, across: float, down: float) -> Iterator[tuple[float, float]]:
    """Left and bottom of each repetition, every second row moved by half."""
    row, bottom = 0, -reach / 2
    while bottom < reach / 2:
        left = -reach / 2 - (across / 2 if row % 2 else 0)
        while left < reach / 2:
            yield left, bottom
            left += across
        row, bottom = row + 1, bottom + down


def _pictured(path: Path, words: Sequence[str]) -> bytes:
    """A PDF of marked pictures of the pages; raises for one that cannot be opened without its password."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    target = io.BytesIO()
    pages = [
        veiled(page.render(scale=DOTS / INCH).to_pil(), words).convert("RGB")
        for page in (document[number] for number in range(len(document)))
    ]
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS)
    return target.getvalue()
