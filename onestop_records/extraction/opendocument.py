"""ODF: text documents, spreadsheets and presentations."""

from onestop_records.extraction import messages
from onestop_records.extraction.archive import package
from onestop_records.extraction.reading import Failed, Reading
from onestop_records.extraction.xmltext import Texts, feed_xml

WITHIN = frozenset(("p", "h"))
INSTEAD = {"tab": "\t", "line-break": "\n", "s": " "}
# Tracked deletions are no part of the text.
SKIPPED = frozenset(("deletion",))


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        manifest = "META-INF/manifest.xml"
        if manifest in parts and b"encryption-data" in parts.read(manifest):
            raise Failed("encrypted", messages.ENCRYPTED)
        feed_xml(parts.chunks("content.xml"), Texts(reading.add, WITHIN, WITHIN, INSTEAD, SKIPPED))
