"""DOCX: main text, then headers, footers, notes and comments."""

import re

from onestop_records.extraction.archive import package
from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import Texts, feed_xml

OTHER_PARTS = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes|comments)\.xml\Z")
WITHIN = frozenset(("t",))
BREAKS = frozenset(("p",))
INSTEAD = {"tab": "\t", "br": "\n", "cr": "\n"}


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        others = sorted(name for name in parts.names if OTHER_PARTS.match(name))
        for name in ("word/document.xml", *others):
            feed_xml(parts.chunks(name), Texts(reading.add, WITHIN, BREAKS, INSTEAD))
