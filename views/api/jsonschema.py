"""colander schemas as JSON Schema (2020-12), for the OpenAPI description."""

from collections.abc import Callable
from typing import Any

import colander

from schemas.case import Yuan
from schemas.disposal import RowNumbers
from schemas.lookup import People
from schemas.needs import Rows
from schemas.nodes import Day, Number, Text, Words, YesNo
from schemas.person import Password
from schemas.room import Tenths
from schemas.unit import Posts

PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _words(node: colander.SchemaNode) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}}


def _text(node: colander.SchemaNode) -> dict[str, Any]:
    return {"type": "string", "maxLength": node.typ.limit}


def _number(node: colander.SchemaNode) -> dict[str, Any]:
    return {"type": "integer", "minimum": node.typ.least, "maximum": node.typ.most}


def _cells(node: colander.SchemaNode) -> dict[str, Any]:
    cells = {name: json_schema(cell) for name, cell in node.typ.cells.items()}
    return {"type": "object", "properties": cells, "additionalProperties": False}


def _mapping(node: colander.SchemaNode) -> dict[str, Any]:
    required = [child.name for child in node if child.required]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {child.name: json_schema(child) for child in node},
        "additionalProperties": node.typ.unknown == "preserve",
    }
    return {**schema, "required": required} if required else schema


KINDS: tuple[tuple[type, Callable[[colander.SchemaNode], dict[str, Any]]], ...] = (
    (People, _words),
    (Yuan, _number),
    (Rows, lambda node: {"type": "array", "items": _cells(node)}),
    (RowNumbers, lambda node: {"type": "array", "items": {"type": "integer"}}),
    (Words, _words),
    (Password, lambda node: {"type": "string"}),
    (colander.Set, lambda node: {"type": "array", "items": {"type": "string", "enum": list(node.choices)}}),
    (Posts, lambda node: {"type": "object", "additionalProperties": {"type": "string"}}),
    (Day, lambda node: {"type": "string", "pattern": PARTIAL_DATE}),
    (Text, _text),
    (Number, _number),
    (Tenths, lambda node: {"type": "number"}),
    (YesNo, lambda node: {"type": "boolean"}),
    (colander.Mapping, _mapping),
    (colander.Sequence, lambda node: {"type": "array", "items": json_schema(node.children[0])}),
    (colander.Integer, lambda node: {"type": "integer"}),
    (colander.Boolean, lambda node: {"type": "boolean"}),
    (colander.String, lambda node: {"type": "string"}),
)


def json_schema(node: colander.SchemaNode) -> dict[str, Any]:
    """The JSON Schema of a node. Raises KeyError for a type that ``KINDS`` lacks."""
    for kind, describe in KINDS:
        if isinstance(node.typ, kind):
            schema = describe(node)
            break
    else:
        raise KeyError(type(node.typ).__name__)
    if node.title and not isinstance(node.typ, colander.Mapping):
        schema["title"] = str(getattr(node.title, "default", node.title) or node.title)
    if getattr(node, "nullable", False):
        schema["type"] = [schema["type"], "null"]
    choices = None if isinstance(node.typ, colander.Set) else getattr(node, "choices", None)
    return {**schema, "enum": list(choices)} if choices else schema
