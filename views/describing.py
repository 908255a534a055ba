"""A description as a page shows it: groups of titles and readable values."""

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from pyramid.request import Request

from onestop_records.i18n import _
from onestop_records.interfaces import IDescriptions
from onestop_records.models.record import Record
from onestop_records.models.rendition import Rendition
from onestop_records.permissions import Permission
from views.facet import word
from views.form import GROUPS
from views.technical import exif, of_files

Shown = tuple[Any, list[tuple[Any, Any]]]


def groups(request: Request, record: Record) -> list[Shown]:
    """Pairs (heading, [(title of the field, value)]) of everything that has a value, but the title."""
    descriptions = request.find_service(IDescriptions)
    schema, values = descriptions.schema(record.type), descriptions.values(record)
    opened = request.has_permission(Permission.READ, record)
    read = [rendition.technical for rendition in renditions(request, record)] if opened else []
    told = {name: value for name, value in of_files(iter(read)).items() if name not in values}
    values = {**values, **told}
    found: list[Shown] = []

    def say(node: Any, value: Any) -> Any:
        return word(request, node.name, value) if node.name in CODED else readable(node, value)

    for code, heading in GROUPS.items():
        nodes = [node for node in schema if getattr(node, "group", "more") == code and node.name in values]
        pairs = [
            (node.title, from_file(told[node.name]) if node.name in told else say(node, values[node.name]))
            for node in nodes
            if node.name not in HEADED
        ]
        if pairs:
            found.append((heading, pairs))
    camera = next((pairs for technical in read if (pairs := exif(technical))), [])
    return [*found, (_("Written by the camera (EXIF)"), camera)] if camera else found


def renditions(request: Request, record: Record) -> list[Rendition]:
    """What was read from the present versions of the files, as far as they have been read."""
    held = (request.site.renditions.get(component.current.sha256) for component in record.files)
    return [rendition for rendition in held if rendition is not None]


def from_file(value: str) -> Any:
    """A value that nobody has entered."""
    return _("${value} (read from the file)", mapping={"value": value})


CODED = frozenset(
    {"matter", "enterprise", "case_kind", "case_state", "satisfaction"}
)  # said by the catalogue
HEADED = frozenset({"title", "volume", "related"})  # shown at their own places


def readable(node: Any, value: Any) -> Any:
    """A value in words: the label of a code, names for ids, lists and places joined."""
    if isinstance(value, Mapping):
        return "\u3000".join(str(text) for text in _parts(node, value))
    labels = _labels(node)
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(str(labels.get(part, part)) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return labels.get(value, value)


def _labels(node: Any) -> dict[Any, Any]:
    return dict(getattr(node.widget, "values", ()) or ())


def _parts(node: colander.SchemaNode, value: Mapping[str, Any]) -> Iterator[Any]:
    for child in node.children:
        if value.get(child.name):
            yield value[child.name]
