"""Small real files, made by code: text, DOCX, XLSX, PDF, e-mail, HTML, pictures, sound, video."""

import html
import io
import math
import struct
import wave
import zipfile
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from openpyxl import Workbook
from PIL import Image, ImageDraw

from onestop_records.demo.webm import webm

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINE = 34  # characters of a line in a PDF


def text(title: str, paragraphs: list[str]) -> bytes:
    """Plain text in UTF-8."""
    return "\n\n".join([title, *paragraphs]).encode()


def page(title: str, paragraphs: list[str]) -> bytes:
    """An HTML page."""
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    name = html.escape(title)
    return f'<!doctype html><html lang="zh"><title>{name}</title><h1>{name}</h1>{body}</html>'.encode()


def mail(title: str, paragraphs: list[str]) -> bytes:
    """An e-mail."""
    message = EmailMessage()
    message["Subject"], message["From"] = title, "service@stationery.example"
    message["To"] = "quality@member.example"
    message["Date"] = format_datetime(datetime.fromisoformat("2024-10-19T09:30:00+08:00"))
    message.set_content("\n\n".join(paragraphs))
    return message.as_bytes()


def document(title: str, paragraphs: list[str]) -> bytes:
    """A DOCX of one heading and paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{html.escape(p)}</w:t></w:r></w:p>" for p in (title, *paragraphs))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return target.getvalue()


def table(title: str, paragraphs: list[str]) -> bytes:
    """An XLSX with a numbered list."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    sheet.append([title])
    sheet.append(["序号", "内容", "数量"])
    for position, line in enumerate(paragraphs, 1):
        sheet.append([position, line, position * 12])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def pdf(title: str, paragraphs: list[str]) -> bytes:
    """A one-page PDF; Chinese by the standard character map, without an embedded font."""
    lines = [title, ""]
    for paragraph in paragraphs:
        lines += [paragraph[i : i + LINE] for i in range(0, len(paragraph), LINE)] + [""]
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -22 Td " for line in lines)
    stream = f"BT /F1 14 Tf 60 780 Td {shown}ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode("ascii")
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("ascii")


def picture(seed: int, taken: str = "", kind: str = "JPEG") -> bytes:
    """A drawing of pencils under a sky; with EXIF when ``taken`` (``2024:05:01 09:00:00``) is given."""
    image = _drawing(seed, (960, 640))
    exif = image.getexif()
    if taken:
        exif[0x9003] = exif[0x0132] = taken
        exif[0x010F], exif[0x0110] = "Demonstration", "DC-1"
        exif[0x013B] = "周文静".encode()  # as cameras of today write it
        exif.get_ifd(0x8769).update({0x829A: 1 / 125, 0x829D: 5.6, 0x8827: 200})
        exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 52.0, seed % 60), 3: "E", 4: (121.0, 33.0, 5.0)})
    target = io.BytesIO()
    image.save(target, kind, **({"exif": exif, "quality": 80} if kind == "JPEG" else {"optimize": True}))
    return target.getvalue()


def sound(seed: int) -> bytes:
    """A second of WAV: three soft tones."""
    rate = 8000
    tones = [220 * 2 ** (((seed + step) % 12) / 12) for step in (0, 4, 7)]
    samples = (
        int(6000 * sum(math.sin(2 * math.pi * tone * n / rate) for tone in tones) / 3) for n in range(rate)
    )
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return target.getvalue()


def video(seed: int) -> bytes:
    """Two seconds of WebM, which every browser plays."""
    return webm([_drawing(seed * 100 + number, (320, 240)) for number in range(10)], 200)


def _drawing(seed: int, size: tuple[int, int]) -> Image.Image:
    width, height = size
    image = Image.new("RGB", size, ((70 + 37 * seed) % 120 + 110, (40 + 53 * seed) % 90 + 150, 225))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 3 // 4, width, height), fill=(214, 190, 150))
    for number in range(7):
        left = width * (number + 1) // 9
        top = height // 4 + (seed * 31 + number * 47) % (height // 4)
        colour = ((seed * 67 + number * 90) % 200 + 30, (number * 60) % 200 + 30, (seed * 41) % 200 + 30)
        draw.rectangle((left, top, left + width // 18, height * 3 // 4), fill=colour)
        draw.polygon(
            ((left, top), (left + width // 18, top), (left + width // 36, top - height // 12)),
            fill=(238, 205, 160),
        )
    return image


FORMS: dict[str, tuple[str, Callable[[str, list[str]], bytes]]] = {
    "txt": ("txt", text),
    "html": ("html", page),
    "eml": ("eml", mail),
    "docx": ("docx", document),
    "xlsx": ("xlsx", table),
    "pdf": ("pdf", pdf),
}
