"""PPTX: slides in order, each with its notes."""

import re

from onestop_records.extraction.archive import package
from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import Texts, feed_xml

SLIDE = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)(\d{1,6})\.xml\Z")
WITHIN = frozenset(("t",))
BREAKS = frozenset(("p",))
INSTEAD = {"br": "\n"}


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        slides = [(int(match[1]), name) for name in parts.names if (match := SLIDE.match(name))]
        reading.describe({"pages": sum("/slides/" in name for _, name in slides)})
        for _, name in sorted(slides):
            feed_xml(parts.chunks(name), Texts(reading.add, WITHIN, BREAKS, INSTEAD))
