"""PPT (PowerPoint 97 and later): the text atoms of the document stream (MS-PPT 2.9)."""

import struct

import olefile

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed, Reading

CONTAINER = 0xF
CHARACTERS, BYTES = 4000, 4008
ENCRYPTED_TOKEN = b"\xdf\xc4\xd1\xf3"
STREAM_LIMIT = 256 * 1024 * 1024


def read(reading: Reading) -> None:
    with olefile.OleFileIO(reading.path) as container:
        if container.exists("Current User"):
            user = container.openstream("Current User").read(16)
            if user[12:16] == ENCRYPTED_TOKEN:
                raise Failed("encrypted", messages.ENCRYPTED)
        if not container.exists("PowerPoint Document"):  # PowerPoint 95 and before
            raise Failed("unreadable", messages.NOT_SUPPORTED)
        stream = container.openstream("PowerPoint Document").read(STREAM_LIMIT)
    at = 0
    while at + 8 <= len(stream):
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        at += 8
        if version & 0xF == CONTAINER:
            continue  # its atoms follow
        if kind in (CHARACTERS, BYTES):
            encoding = "utf-16-le" if kind == CHARACTERS else "latin-1"
            reading.add(stream[at : at + length].decode(encoding, "replace").replace("\x0b", "\n") + "\n")
        at += length
