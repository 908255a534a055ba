"""OFD (GB/T 33190-2016): the text of every page, in page order."""

import re

from onestop_records.extraction.archive import package
from onestop_records.extraction.reading import Reading
from onestop_records.extraction.xmltext import Texts, feed_xml

PAGE = re.compile(r"(?:.*/)?Doc_(\d{1,4})/Pages/Page_(\d{1,6})/Content\.xml\Z", re.IGNORECASE)
ANY_CONTENT = re.compile(r".*/Content\.xml\Z", re.IGNORECASE)
SIGNATURE = re.compile(r".*/Signatures?\.xml\Z", re.IGNORECASE)
WITHIN = frozenset(("TextCode",))
BREAKS = frozenset(("TextObject",))


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        numbered = [(int(m[1]), int(m[2]), name) for name in parts.names if (m := PAGE.match(name))]
        pages = [name for _, _, name in sorted(numbered)]
        pages += sorted(name for name in parts.names if ANY_CONTENT.match(name) and name not in pages)
        signatures = sum(bool(SIGNATURE.match(name)) and "/Signs/Sign" in name for name in parts.names)
        reading.describe({"pages": len(pages), "signatures": signatures or None})
        for name in pages:
            feed_xml(parts.chunks(name), Texts(reading.add, WITHIN, BREAKS))
