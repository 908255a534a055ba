"""HTML: the visible text."""

import re

from onestop_records.extraction.charset import MARKS, decode
from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import feed_html

LIMIT = 64 * 1024 * 1024
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


def read(reading: Reading) -> None:
    with reading.path.open("rb") as file:
        data = file.read(LIMIT)
    feed_html(text_of(data), reading.add)


def text_of(data: bytes) -> str:
    """The source as text: by byte order mark, by what it declares if that is true, or by its looks."""
    declared = DECLARED.search(data[:4096])
    if declared and not data.startswith(tuple(mark for mark, _ in MARKS)):
        name = declared[1].decode().lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)
