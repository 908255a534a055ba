"""DOC (Word 97 and later): the text by its piece table (MS-DOC 2.4.1)."""

import re
import struct
from collections.abc import Iterator

import olefile

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed, Reading

ENCRYPTED, TABLE_ONE = 0x0100, 0x0200
COMPRESSED = 0x40000000
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14?")
STREAM_LIMIT = 256 * 1024 * 1024


def read(reading: Reading) -> None:
    with olefile.OleFileIO(reading.path) as container:
        main = container.openstream("WordDocument").read(STREAM_LIMIT)
        magic, flags = struct.unpack_from("<H8xH", main)
        if magic != 0xA5EC:
            raise Failed("unreadable", messages.NOT_SUPPORTED)
        if flags & ENCRYPTED:
            raise Failed("encrypted", messages.ENCRYPTED)
        table = container.openstream("1Table" if flags & TABLE_ONE else "0Table").read(STREAM_LIMIT)
    start, length = struct.unpack_from("<II", main, 0x01A2)
    text = "".join(_pieces(main, table[start : start + length]))
    text = FIELD_CODE.sub("", text).replace("\x07", "\t").replace("\x0b", "\n")
    reading.add(text)


def _pieces(main: bytes, pieces: bytes) -> Iterator[str]:
    at = 0
    while pieces[at : at + 1] == b"\x01":  # formatting comes before the table
        at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
    if pieces[at : at + 1] != b"\x02":
        raise Failed("damaged", messages.DAMAGED)
    count = (struct.unpack_from("<I", pieces, at + 1)[0] - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", pieces, at + 5)
    descriptors = at + 5 + 4 * (count + 1)
    for number in range(count):
        offset = struct.unpack_from("<I", pieces, descriptors + 8 * number + 2)[0]
        length = positions[number + 1] - positions[number]
        if offset & COMPRESSED:
            begin = (offset & ~COMPRESSED) // 2
            yield main[begin : begin + length].decode("cp1252", "replace")
        else:
            yield main[offset : offset + 2 * length].decode("utf-16-le", "replace")
