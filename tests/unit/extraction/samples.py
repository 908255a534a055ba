"""Small files of every format, made here. ``PHRASE`` stands in each that holds text."""

import io
import struct
import wave
import zipfile
from email.message import EmailMessage

import openpyxl
from PIL import Image

PHRASE = "档案管理办法第一条"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def zipped(members, stored=()):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return target.getvalue()


def docx(body=None):
    body = body or f"<w:p><w:r><w:t>档案管理</w:t></w:r><w:r><w:t>{PHRASE[4:]}</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def xlsx():
    book = openpyxl.Workbook()
    book.active.append([PHRASE, 42])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def pptx():
    def slide(text):
        return f'<a:x xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:x>'

    slides = {f"ppt/slides/slide{n}.xml": slide(f"{PHRASE} {n}") for n in (1, 2, 10)}
    return zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>", **slides})


def odt(manifest="<x/>"):
    content = f'<x xmlns:text="{TEXT}"><text:h>题</text:h><text:p>{PHRASE}<text:tab/>完</text:p></x>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        },
        stored=("mimetype",),
    )


def epub():
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="O/b.opf"/></c>',
            "O/b.opf": '<p><item id="b" href="2.xhtml"/><item id="a" href="1.xhtml"/>'
            '<itemref idref="a"/><itemref idref="b"/></p>',
            "O/1.xhtml": f"<!DOCTYPE html><html><body><p>{PHRASE}</p></body></html>",
            "O/2.xhtml": "<html><body><p>&nbsp;第二章</p></body></html>",
        },
        stored=("mimetype",),
    )


def ofd():
    def page(text):
        return (
            '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextObject>'
            f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject></ofd:Page>"
        )

    pages = {f"Doc_0/Pages/Page_{n}/Content.xml": page(f"{PHRASE} {n}") for n in (0, 2, 10)}
    return zipped({"OFD.xml": "<OFD/>", **pages})


def rtf():
    escaped = "".join(f"\\'{byte:02x}" for byte in PHRASE.encode("gbk"))
    return ("{\\rtf1\\ansi\\ansicpg936 " + escaped + "\\par}").encode("ascii")


def html():
    return (
        "<!DOCTYPE html><html><head><meta charset=gb2312><title>题</title><script>no()</script></head>"
        f"<body><p>{PHRASE}</p></body></html>"
    ).encode("gbk")


def eml():
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "关于归档", "a@example.com", "b@example.com"
    message.set_content(PHRASE)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="附件.pdf")
    return message.as_bytes()


def pdf(text="Archive", pages=1):
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for number in range(1, pages + 1):
        stream = f"BT /F 24 Tf 50 100 Td ({text} {number}) Tj ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return made + f"{tail}startxref\n{len(made)}\n%%EOF\n".encode()


def image(kind, size=(400, 300), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, kind, **options)
    return target.getvalue()


def photo():
    exif = Image.Exif()
    exif[0x0110] = "相机".encode("gbk")
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8769)[0x9003] = "2021:03:05 10:20:30"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "W", 4: (120.0, 30.0, 0.0)})
    return image("JPEG", exif=exif)


def wav():
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 8000)
    return target.getvalue()


def mp4_head():
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + b"\0" * 64


def compound(streams):
    """An OLE compound file: a table of sectors, one sector of directory, then the streams."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table, body, rows = [0xFFFFFFFD, end], b"", []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        rows.append((name, 2, len(table), len(content)))
        count = len(content) // 512
        table += [*range(len(table) + 1, len(table) + count), end]
        body += content
    directory = b""
    for number, (name, kind, start, size) in enumerate([("Root Entry", 5, end, 0), *rows]):
        text = name.encode("utf-16-le")
        right = number + 1 if 0 < number < len(rows) else free
        directory += text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
        directory += struct.pack("<III", free, right, free if number else 1) + b"\0" * 36
        directory += struct.pack("<IQ", start, size)
    header = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    return header + sectors + directory.ljust(512, b"\0") + body


def doc(flags=0x0200):
    text = f"{PHRASE}\x13 HYPERLINK \x14链接\x15\r"
    pieces = b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, 1024, 0)
    main = bytearray(1024)
    struct.pack_into("<H8xH", main, 0, 0xA5EC, flags)
    struct.pack_into("<II", main, 0x01A2, 0, len(pieces))
    return compound({"WordDocument": bytes(main) + text.encode("utf-16-le"), "1Table": pieces})


def ppt(user=b""):
    text = PHRASE.encode("utf-16-le")
    atom = struct.pack("<HHI", 0, 4000, len(text)) + text
    stream = struct.pack("<HHI", 0xF, 1000, len(atom)) + atom
    return compound({"PowerPoint Document": stream, "Current User": user})


OFFICE = "application/vnd.openxmlformats-officedocument."
# name: (content, media type); the text of all of these holds PHRASE
WITH_TEXT = {
    "a.docx": (docx(), OFFICE + "wordprocessingml.document"),
    "a.xlsx": (xlsx(), OFFICE + "spreadsheetml.sheet"),
    "a.pptx": (pptx(), OFFICE + "presentationml.presentation"),
    "a.doc": (doc(), "application/msword"),
    "a.ppt": (ppt(), "application/vnd.ms-powerpoint"),
    "a.odt": (odt(), "application/vnd.oasis.opendocument.text"),
    "a.epub": (epub(), "application/epub+zip"),
    "a.ofd": (ofd(), "application/ofd"),
    "a.rtf": (rtf(), "application/rtf"),
    "a.html": (html(), "text/html"),
    "a.eml": (eml(), "message/rfc822"),
    "a.txt": (PHRASE.encode(), "text/plain"),
    "gbk.txt": (f"{PHRASE}，为了规范和加强管理，制定本办法。".encode("gb18030"), "text/plain"),
    "utf16.txt": (PHRASE.encode("utf-16"), "text/plain"),
    "bom.csv": (f"题名,日期\n{PHRASE},2021\n".encode("utf-8-sig"), "text/csv"),
    "a.md": (f"# {PHRASE}\n".encode(), "text/markdown"),
    "a.xml": (f"<?xml version='1.0'?><a>{PHRASE}</a>".encode(), "application/xml"),
    "a.svg": (
        f"<svg xmlns='http://www.w3.org/2000/svg'><text>{PHRASE}</text></svg>".encode(),
        "image/svg+xml",
    ),
    "a.zip": (zipped({f"{PHRASE}.txt": "x"}), "application/zip"),
}
WITHOUT_TEXT = {
    "a.jpg": (photo(), "image/jpeg"),
    "a.png": (image("PNG"), "image/png"),
    "a.tif": (image("TIFF"), "image/tiff"),
    "a.webp": (image("WEBP"), "image/webp"),
    "a.jp2": (image("JPEG2000"), "image/jp2"),
    "a.gif": (image("GIF"), "image/gif"),
    "a.wav": (wav(), "audio/wav"),
}
ALL = {**WITH_TEXT, **WITHOUT_TEXT, "a.pdf": (pdf(), "application/pdf")}
