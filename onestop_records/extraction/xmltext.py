"""Text out of XML and HTML, event by event, without a tree in memory."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from onestop_records.extraction import messages
from onestop_records.extraction.reading import Failed

HTML_SKIPPED = frozenset(("script", "style", "noscript", "template"))
HTML_BREAKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "footer",
        "form",
    )
    + ("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p")
    + ("pre", "section", "table", "td", "th", "title", "tr", "ul")
)
SPACE = re.compile(r"\s+")


class Texts:
    """A parser target: passes on what stands inside ``within`` (None: everywhere).

    Lines end after ``breaks``. Names are local ones, without namespace; ``instead`` maps an element to the
    text it stands for.
    """

    def __init__(
        self,
        add: Callable[[str], None],
        within: frozenset[str] | None,
        breaks: frozenset[str],
        instead: Mapping[str, str] | None = None,
        skipped: frozenset[str] = frozenset(),
    ) -> None:
        self.add, self.within, self.breaks = add, within, breaks
        self.instead, self.skipped = instead or {}, skipped
        self._inside = 0 if within else 1
        self._skipping = 0

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2]
        if name in self.skipped:
            self._skipping += 1
        if self.within and name in self.within:
            self._inside += 1
        if name in self.instead:
            self.add(self.instead[name])

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in self.skipped:
            self._skipping -= 1
        if self.within and name in self.within:
            self._inside -= 1
        if name in self.breaks:
            self.add("\n")

    def data(self, text: str) -> None:
        if self._inside and not self._skipping:
            self.add(text)

    def close(self) -> None:
        """The end of the document; nothing is built."""


def feed_xml(chunks: Iterable[bytes], target: Any) -> None:
    """Parse XML; raises Failed for what is not well-formed or declares a document type (entities)."""
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)
    first = True
    try:
        for chunk in chunks:
            if first and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise Failed("unreadable", messages.DECLARATIONS)
            first = False
            parser.feed(chunk)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Failed("damaged", messages.DAMAGED) from error


def feed_html(text: str, add: Callable[[str], None]) -> None:
    """Pass the visible text of an HTML page on, whatever its state."""
    target: Any = Texts(lambda piece: add(_spaced(piece)), None, HTML_BREAKS, skipped=HTML_SKIPPED)
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False)
    parser.feed(text)
    parser.close()


def _spaced(piece: str) -> str:
    """White space as a browser shows it; a line end of ours stays."""
    return piece if piece == "\n" else SPACE.sub(" ", piece)
