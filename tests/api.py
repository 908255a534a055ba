"""A caller of the API who holds every request and answer against the OpenAPI description."""

import json
import re
from typing import Any
from urllib.parse import quote

from openapi_schema_validator import OAS31Validator
from webtest import TestApp, TestResponse

PREFIX = "/api/v1"
READABLE = re.compile(r"^application/(problem\+)?json")


class Caller:
    """Speaks with a token of ``username``; ``check=False`` sends what the description forbids."""

    def __init__(self, app: TestApp, token: str | None) -> None:
        self.app = app
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.description = app.get(f"{PREFIX}/openapi.json").json

    def get(self, path: str, status: Any = 200, **headers: str) -> TestResponse:
        return self._call("GET", path, status, headers)

    def post(
        self, path: str, values: Any = None, status: Any = None, check: bool = True, **headers: str
    ) -> Any:
        return self._call("POST", path, status, headers, values=values, check=check)

    def patch(self, path: str, values: Any, status: Any = 200, check: bool = True, **headers: str) -> Any:
        return self._call("PATCH", path, status, headers, values=values, check=check)

    def put(self, path: str, values: Any, status: Any = 200, check: bool = True) -> TestResponse:
        return self._call("PUT", path, status, {}, values=values, check=check)

    def delete(self, path: str, status: Any = 200, **headers: str) -> TestResponse:
        return self._call("DELETE", path, status, headers)

    def send(self, path: str, data: bytes, name: str = "upload", status: Any = 201) -> TestResponse:
        """Raw bytes to ``uploads``."""
        headers = {"Content-Type": "application/octet-stream", "X-File-Name": name}
        return self._call("POST", path, status, headers, body=data)

    def multipart(
        self,
        path: str,
        metadata: Any = None,
        files: tuple[tuple[str, bytes], ...] = (),
        method: str = "POST",
        status: Any = None,
        check: bool = True,
        headers: dict[str, str] | None = None,
        **fields: str,
    ) -> TestResponse:
        parts = list(fields.items())
        if metadata is not None:
            parts.append(("metadata", json.dumps(metadata, ensure_ascii=False)))
            if check:
                self._check_request("/records", "post", "NewRecord", metadata)
        content_type, body = self.app.encode_multipart(parts, [("file", name, data) for name, data in files])
        return self._call(method, path, status, {**(headers or {}), "Content-Type": content_type}, body=body)

    def _check_request(self, path: str, method: str, name: str, values: Any) -> None:
        self._validator({"$ref": f"#/components/schemas/{name}"}).validate(values)

    def _validator(self, schema: dict[str, Any]) -> OAS31Validator:
        return OAS31Validator({**schema, "components": self.description["components"]})

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        plain = path.split("?")[0]
        for template, operations in self.description["paths"].items():
            pattern = re.sub(r"{\w+}", "[^/]+", template)
            if re.fullmatch(pattern, plain) and method.lower() in operations:
                return template, operations[method.lower()]
        raise AssertionError(f"{method} {path} is not described")

    def _call(
        self,
        method: str,
        path: str,
        status: Any,
        headers: dict[str, str],
        values: Any = None,
        body: bytes | None = None,
        check: bool = True,
    ) -> TestResponse:
        __, operation = self._operation(method, path)
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if values is not None:
            body = json.dumps(values, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
            if check:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                self._validator(schema).validate(values)
        response = self.app.request(
            PREFIX + quote(path, safe="/?=&%:,"),
            method=method,
            headers=sent,
            body=body or b"",
            expect_errors=True,
        )
        wanted = status or int(next(code for code in operation["responses"] if code.startswith("2")))
        assert wanted == "*" or response.status_int == wanted, response.text[:2000]
        self._check_answer(operation, response)
        return response

    def _check_answer(self, operation: dict[str, Any], response: TestResponse) -> None:
        if response.status_int in (204, 304):
            return
        described = operation["responses"].get(str(response.status_int))
        if described is None and response.status_int in (206, 416):
            return
        assert described, f"{response.status} is not described"
        for media_type, content in described["content"].items():
            if READABLE.match(media_type) and response.content_type == media_type:
                self._validator(content["schema"]).validate(response.json)
                return
        assert not READABLE.match(response.content_type), response.content_type
