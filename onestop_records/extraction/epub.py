"""EPUB: the chapters in reading order."""

import posixpath
from typing import Any
from urllib.parse import unquote

from onestop_records.extraction import messages
from onestop_records.extraction.archive import Package, package
from onestop_records.extraction.charset import decode
from onestop_records.extraction.reading import Failed, Reading
from onestop_records.extraction.xmltext import Texts, feed_html, feed_xml


class Outline(Texts):
    """Collects, by local name, the attributes of the elements it meets."""

    def __init__(self) -> None:
        super().__init__(lambda text: None, None, frozenset())
        self.found: dict[str, list[dict[str, str]]] = {"rootfile": [], "item": [], "itemref": []}

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2]
        if name in self.found:
            self.found[name].append(dict(attributes))


def read(reading: Reading) -> None:
    with package(reading.path) as parts:
        if "META-INF/encryption.xml" in parts and b"xmlenc#aes" in parts.read("META-INF/encryption.xml"):
            raise Failed("encrypted", messages.ENCRYPTED)
        for name in _chapters(parts):
            if name in parts:
                feed_html(decode(parts.read(name)), reading.add)


def _chapters(parts: Package) -> list[str]:
    container, book = Outline(), Outline()
    feed_xml(parts.chunks("META-INF/container.xml"), container)
    roots = [root["full-path"] for root in container.found["rootfile"] if "full-path" in root]
    if not roots:
        raise Failed("damaged", messages.DAMAGED)
    feed_xml(parts.chunks(roots[0]), book)
    folder = posixpath.dirname(roots[0])
    places = {item.get("id"): item.get("href", "") for item in book.found["item"]}
    order = [places.get(item.get("idref"), "") for item in book.found["itemref"]]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in order if href]
