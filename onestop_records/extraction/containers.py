"""Formats that are containers: which kind lies inside, from a bounded look at the directory."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

OPEN_PACKAGING = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/": (
        OPEN_PACKAGING + "wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
    ),
    "xl/": (OPEN_PACKAGING + "spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    "ppt/": (
        OPEN_PACKAGING + "presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    ),
}
DECLARED = ("application/vnd.oasis.opendocument.", "application/epub+zip")
DIRECTORY_LIMIT = 1024 * 1024
DIRECTORY_SECTORS = 256
FIRST_RESERVED_SECTOR = 0xFFFFFFF0
STREAMS = (
    ("EncryptedPackage", "application/x-ole-encrypted-package"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("PP40", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("Book", "application/vnd.ms-excel"),
)


def zip_type(file: BinaryIO) -> str:
    """DOCX, XLSX, PPTX, ODF, EPUB, OFD or a plain ZIP."""
    declared = _declared_type(file)
    if declared.startswith(DECLARED):
        return declared
    names = zip_names(file)
    if "OFD.xml" in names:
        return "application/ofd"
    if "[Content_Types].xml" in names:
        for folder, (plain, with_macros) in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return with_macros if f"{folder}vbaProject.bin" in names else plain
    return "application/zip"


def _declared_type(file: BinaryIO) -> str:
    """The content of a first, stored member ``mimetype``, as ODF and EPUB have it."""
    file.seek(0)
    header = file.read(30 + 8)
    if len(header) < 38 or header[30:38] != b"mimetype":
        return ""
    size, extra = struct.unpack("<I", header[22:26])[0], struct.unpack("<H", header[28:30])[0]
    file.seek(38 + extra)
    return file.read(min(size, 100) or 100).split(b"PK", 1)[0].decode("ascii", "replace").strip()


def zip_names(file: BinaryIO) -> set[str]:
    """Names in the first mebibyte of the central directory; empty when it cannot be found."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return set()
    length, start = struct.unpack("<II", tail[at + 12 : at + 20])
    if start >= size:
        return set()
    file.seek(start)
    directory = file.read(min(length, DIRECTORY_LIMIT))
    names, at = set(), 0
    while directory[at : at + 4] == b"PK\x01\x02" and len(directory) >= at + 46:
        name, extra, comment = struct.unpack("<HHH", directory[at + 28 : at + 34])
        names.add(directory[at + 46 : at + 46 + name].decode("utf-8", "replace").replace("\\", "/"))
        at += 46 + name + extra + comment
    return names


def compound_type(file: BinaryIO, head: bytes) -> str:
    """An OLE compound file: DOC, XLS, PPT, an encrypted OOXML package, or something else."""
    if len(head) < 512:
        return "application/x-ole-storage"
    directory = b"".join(_directory(file, head))
    entries = {directory[at : at + 64] for at in range(0, len(directory) - 63, 128)}
    names = {entry.decode("utf-16-le", "replace").split("\0", 1)[0] for entry in entries}
    for stream, media_type in STREAMS:
        if stream in names:
            return media_type
    return "application/x-ole-storage"


def _directory(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The sectors of the directory, along the allocation table, at most so many."""
    shift = min(struct.unpack("<H", head[30:32])[0], 12)
    tables = struct.unpack("<109I", head[76:512])
    sector = struct.unpack("<I", head[48:52])[0]
    entries = (1 << shift) // 4
    for _ in range(DIRECTORY_SECTORS):
        file.seek((sector + 1) << shift)
        yield file.read(1 << shift)
        if sector // entries >= len(tables):
            return
        file.seek(((tables[sector // entries] + 1) << shift) + 4 * (sector % entries))
        following = file.read(4)
        if len(following) < 4:
            return
        sector = struct.unpack("<I", following)[0]
        if sector >= FIRST_RESERVED_SECTOR:
            return


def iso_media_type(head: bytes) -> str:
    """MP4, MOV, M4A or HEIF by the brand; an old QuickTime file has none."""
    if head[4:8] != b"ftyp":
        return "video/quicktime"
    brand = head[8:12]
    if brand == b"qt  ":
        return "video/quicktime"
    if brand in (b"M4A ", b"M4B "):
        return "audio/mp4"
    if brand in (b"heic", b"heix", b"mif1", b"avif"):
        return "image/avif" if brand == b"avif" else "image/heic"
    if brand in (b"jp2 ", b"jpx "):
        return "image/jp2"
    return "video/mp4"


def matroska_type(head: bytes) -> str:
    """WebM or Matroska, by the document type in the EBML header."""
    at = head.find(b"\x42\x82", 0, 256)
    return "video/webm" if at >= 0 and b"webm" in head[at : at + 16] else "video/x-matroska"
