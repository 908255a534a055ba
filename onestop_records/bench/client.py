"""A client of the HTTP API on one kept connection."""

import json
import secrets
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

TIMEOUT = 60.0  # seconds


class Failed(Exception):
    """An answer other than 2xx: status and body."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status}: {body[:500].decode(errors='replace')}")
        self.status = status


class Client:
    """Calls on behalf of one person; not for several threads at once."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.token = ""
        self.token = self.call("POST", "/tokens", {"username": username, "password": password})["token"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Send JSON, return the JSON answered; raises Failed, OSError."""
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self._send(method, path, data, "application/json"))

    def capture(self, metadata: Mapping[str, Any], files: Sequence[tuple[str, bytes]] = ()) -> Any:
        """Capture a record; return it."""
        boundary = secrets.token_hex(16)
        parts = [_part(boundary, 'name="metadata"', "application/json", json.dumps(metadata).encode())]
        for name, content in files:
            disposition = f'name="file"; filename="{name}"'
            parts.append(_part(boundary, disposition, "application/octet-stream", content))
        data = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return json.loads(self._send("POST", "/records", data, f"multipart/form-data; boundary={boundary}"))

    def file(self, record_id: str, **values: Any) -> Any:
        """File a record; return it, numbered."""
        return self.call("POST", f"/records/{record_id}/transitions/file", values)

    def search(self, q: str, **filters: Any) -> Any:
        """Search; return total, items, facets."""
        return self.call("GET", "/search?" + urlencode({"q": q, **filters}))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _send(self, method: str, path: str, data: bytes | None, kind: str) -> bytes:
        headers = {"Content-Type": kind} if data is not None else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self.connection.request(method, f"/api/v1{path}", data, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if not 200 <= answer.status < 300:
            raise Failed(answer.status, body)
        return body


def _part(boundary: str, disposition: str, kind: str, content: bytes) -> bytes:
    head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {kind}\r\n\r\n"
    return head.encode() + content + b"\r\n"
