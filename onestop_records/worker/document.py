"""What the full-text engine gets of a record."""

from collections.abc import Iterable, Iterator
from typing import Any

from onestop_records.models.record import Record
from onestop_records.models.site import Site

# Field of the engine → names of the description that it holds; every other name goes into ``other``.
DESCRIBED = {
    "document_number": ("document_number",),
    "persons": ("persons", "photographer", "recorder", "complained_person", "applicant"),
    "place": ("places", "location"),
    "keywords": ("keywords",),
    "abstract": ("abstract",),
    "remarks": ("remarks",),
}
CODED = ("origin", "scope", "channel", "classification_term", "related", "language", "time", "duration")
NAMED = frozenset(name for names in DESCRIBED.values() for name in names) | set(CODED)


def document(site: Site, record: Record) -> dict[str, str]:
    """Field of ``search.fields`` → text; empty ones are left out."""
    described = record.description
    found = {field: _joined(described.get(name) for name in names) for field, names in DESCRIBED.items()}
    found["title"] = record.title
    found["creator"] = record.creator
    found["reference_code"] = record.reference_code or ""
    found["content"] = "\n\n".join(file_texts(site, record))
    names = [component.current.name for component in record.files]
    rest = (value for name, value in described.items() if name not in NAMED)
    found["other"] = _joined((*rest, *names))
    return {field: text for field, text in found.items() if text}


def file_texts(site: Site, record: Record) -> Iterator[str]:
    """Texts of the present versions of the files, as far as they have been read."""
    for component in record.files:
        rendition = site.renditions.get(component.current.sha256)
        if rendition is not None and rendition.text:
            yield rendition.plain_text


def _joined(values: Iterable[Any]) -> str:
    return "\n\n".join(_texts(values))


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())
