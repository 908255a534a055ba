"""What a file is, told by its content. The name only chooses among kinds of plain text."""

from pathlib import Path, PurePath

from onestop_records.extraction.charset import looks_like_text
from onestop_records.extraction.containers import compound_type, iso_media_type, matroska_type, zip_type
from onestop_records.extraction.markup import text_type

UNKNOWN = "application/octet-stream"
HEAD = 64 * 1024

SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
)
RIFF = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}


def recognise(path: str | Path, name: str) -> str:
    """Return the media type, ``application/octet-stream`` when unknown. Reads a bounded part of the file."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return zip_type(file)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return compound_type(file, head)
    found = _by_signature(head)
    if found:
        return found
    if looks_like_text(head):
        return text_type(head, PurePath(name).suffix.lower())
    return UNKNOWN


def _by_signature(head: bytes) -> str | None:
    if head.startswith(b"RIFF") and head[8:12] in RIFF:
        return RIFF[head[8:12]]
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return iso_media_type(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return matroska_type(head)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if _mpeg_audio(head):
        return "audio/mpeg"
    for signature, media_type in SIGNATURES:
        if head.startswith(signature) and not (signature == b"MZ" and looks_like_text(head)):
            return media_type
    return None


def _mpeg_audio(head: bytes) -> bool:
    """An MPEG audio frame: eleven bits of synchronisation, then a layer, bit rate and sampling that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer == 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3
