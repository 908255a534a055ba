"""A bag (BagIt, RFC 8493) inside a ZIP: payload below ``data/``, a SHA-256 of every file."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

CHUNK = 1024 * 1024
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """Writes one into an open binary file; everything lies below the folder ``name``."""

    def __init__(self, target: BinaryIO, name: str, at: datetime) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.name = name
        self.at = at
        self.payload: dict[str, str] = {}  # path → SHA-256
        self.size = 0  # bytes of the payload

    def put(self, path: str, stream: BinaryIO) -> str:
        """Add a payload file below ``data/``; return its SHA-256."""
        digest = hashlib.sha256()
        with self._member(f"data/{path}") as member:
            while chunk := stream.read(CHUNK):
                member.write(chunk)
                digest.update(chunk)
                self.size += len(chunk)
        self.payload[f"data/{path}"] = digest.hexdigest()
        return digest.hexdigest()

    def text(self, path: str, content: str) -> None:
        """Add a payload file of text."""
        self._bytes(f"data/{path}", content.encode("utf-8", "backslashreplace"))

    def json(self, path: str, values: Any) -> None:
        """Add a payload file of JSON."""
        self.text(path, json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def close(self, info: Mapping[str, str]) -> None:
        """Write manifests and tags; the target stays open."""
        pairs = {**info, "Bagging-Date": f"{self.at:%Y-%m-%d}"}
        pairs["Payload-Oxum"] = f"{self.size}.{len(self.payload)}"
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {' '.join(text.split())}\n" for name, text in pairs.items()),
            "manifest-sha256.txt": _manifest(self.payload),
        }
        sums = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in tags.items()}
        for path, text in {**tags, "tagmanifest-sha256.txt": _manifest(sums)}.items():
            with self._member(path) as member:
                member.write(text.encode())
        self.zip.close()

    def _bytes(self, path: str, content: bytes) -> None:
        with self._member(path) as member:
            member.write(content)
        self.payload[path] = hashlib.sha256(content).hexdigest()
        self.size += len(content)

    @contextmanager
    def _member(self, path: str) -> Iterator[Any]:
        info = zipfile.ZipInfo(f"{self.name}/{path}", self.at.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self.zip.open(info, "w", force_zip64=True) as member:
            yield member


def _manifest(sums: Mapping[str, str]) -> str:
    """Lines of digest and path; line ends and ``%`` in names are written as RFC 8493 says."""
    escaped = (
        (path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D"), sums[path]) for path in sums
    )
    return "".join(f"{digest}  {path}\n" for path, digest in escaped)
