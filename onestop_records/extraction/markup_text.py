"""XML and SVG: all character data."""

from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import Texts, feed_xml


def read(reading: Reading) -> None:
    with reading.path.open("rb") as file:
        feed_xml(iter(lambda: file.read(64 * 1024), b""), Texts(reading.add, None, frozenset()))
