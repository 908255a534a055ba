"""The passage of a record that shows why it was found."""

from collections.abc import Iterator

from onestop_records.models.record import Record
from onestop_records.models.site import Site
from onestop_records.search.query import Query
from onestop_records.search.snippet import FARTHEST, snippet

Pieces = tuple[tuple[str, bool], ...]


def snippet_of(site: Site, record: Record, query: Query, content: bool = True) -> Pieces:
    """The first passage with a match, else the beginning of the first text there is.

    Without ``content`` the description alone is looked at: not everybody who may know of it may read it.
    """
    beginning: Pieces = ()
    for text in _texts(site, record, content):
        pieces = snippet(query, text)
        if query.empty or any(match for _, match in pieces):
            return pieces
        beginning = beginning or pieces
    return beginning


def marked_title(record: Record, query: Query) -> Pieces:
    """The whole title with its matches marked."""
    return snippet(query, record.title, 4 * len(record.title) + 4)


def _texts(site: Site, record: Record, content: bool) -> Iterator[str]:
    for name in ("abstract", "remarks"):
        if record.description.get(name):
            yield record.description[name]
    for component in record.files if content else ():
        rendition = site.renditions.get(component.current.sha256)
        if rendition is not None and rendition.text:
            yield rendition.beginning(FARTHEST)
