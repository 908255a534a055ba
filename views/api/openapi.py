"""The description of the API, OpenAPI 3.1, made from the declared calls and the schemas."""

import re
from typing import Any

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from schemas.answer import ProblemAnswer
from views.api.call import PREFIX, Call, api_call
from views.api.jsonschema import json_schema

PROBLEMS = ("400", "401", "403", "404", "409", "410", "412", "413", "415", "422", "428", "429", "503")


def record_schema(registry: Registry, creating: bool) -> dict[str, Any]:
    """The fields of all types together; which of them a type has is checked when it is written."""
    properties: dict[str, Any] = {}
    for record_type in registry.record_types.values():
        properties.update(json_schema(record_type.schema())["properties"])
    if not creating:
        return {"type": "object", "properties": properties, "additionalProperties": False}
    properties["type"] = {"type": "string", "enum": list(registry.record_types)}
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": ["type", "title"]}


def _request_body(call: Call, registry: Registry) -> dict[str, Any] | None:
    if call.reads == "application/octet-stream":
        return {"required": True, "content": {call.reads: {"schema": {"type": "string", "format": "binary"}}}}
    if call.reads == "multipart/form-data":
        metadata = {} if call.body is None else {"metadata": {"$ref": "#/components/schemas/NewRecord"}}
        binary = {"type": "string", "format": "binary"}
        parts: dict[str, Any] = {
            **metadata,
            "file": {"type": "array", "items": binary},
            "upload": {"type": "array", "items": {"type": "string"}},
            "reason": {"type": "string"},
        }
        schema: dict[str, Any] = {"type": "object", "properties": parts, "additionalProperties": False}
        return {"required": True, "content": {call.reads: {"schema": {**schema, "required": list(metadata)}}}}
    if call.method == "PATCH" and call.body is None:
        return {
            "required": True,
            "content": {call.reads: {"schema": {"$ref": "#/components/schemas/Changes"}}},
        }
    node = call.body() if call.body is not None else None
    if node is None or not node.children:
        return None
    required = any(child.required for child in node)
    return {"required": required, "content": {call.reads: {"schema": json_schema(node)}}}


def _parameters(call: Call) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", call.path)
    ]
    if call.query is not None:
        found += [
            {"name": node.name, "in": "query", "required": node.required, "schema": json_schema(node)}
            for node in call.query()
        ]
    found += [
        {"name": name, "in": "header", "required": call.method == "PATCH", "schema": {"type": "string"}}
        for name in call.headers
    ]
    if call.repeatable:
        found.append(
            {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255}}
        )
    return found


def _operation(call: Call, registry: Registry) -> dict[str, Any]:
    if call.answer is not None:
        content: dict[str, Any] = {
            call.answers: {"schema": {}},  # where there is another form than JSON
            "application/json": {"schema": json_schema(call.answer())},
        }
    else:
        content = {} if call.status == 204 else {call.answers: {"schema": {}}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation: dict[str, Any] = {
        "summary": call.summary,
        "operationId": call.view.__name__,
        "parameters": _parameters(call),
        "responses": {
            str(call.status): {"description": call.summary, "content": content},
            **{status: {"description": "A problem", "content": problem} for status in PROBLEMS},
        },
    }
    body = _request_body(call, registry)
    if body:
        operation["requestBody"] = body
    if call.permission == NO_PERMISSION_REQUIRED:
        operation["security"] = []
    return operation


def describe(registry: Registry) -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, Any] = {}
    for call in registry.api_calls:
        path = call.path.removeprefix(PREFIX)
        paths.setdefault(path, {})[call.method.lower()] = _operation(call, registry)
    return {
        "openapi": "3.1.0",
        "info": {"title": "onestop-records", "version": "1"},
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": json_schema(ProblemAnswer()),
                "NewRecord": record_schema(registry, creating=True),
                "Changes": record_schema(registry, creating=False),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


@api_call("/openapi.json", "GET", "The description of this API", NO_PERMISSION_REQUIRED)
def openapi(context: object, request: Request) -> dict[str, Any]:
    """Made once per process."""
    registry = request.registry
    if not hasattr(registry, "api_description"):
        registry.api_description = describe(registry)
    return registry.api_description
