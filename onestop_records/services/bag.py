"""Records out of an information package (``storage.package``): a bag is a source whose bytes are proved."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from onestop_records.errors import Violation
from onestop_records.i18n import _
from onestop_records.services.source import Source, SourceUnusable

DECLARATION = "bagit.txt"
MANIFEST = "manifest-sha256.txt"
FORMAT = "onestop-records-package 1"
CHUNK = 1024 * 1024
LARGEST = 64 * 1024 * 1024  # bytes of one description


class BagSource:
    """The payload of a bag; names are relative to ``data/``."""

    def __init__(self, inner: Source, root: str) -> None:
        self.inner = inner
        self.root = root
        self.sums = dict(_sums(inner, root))

    def names(self) -> list[str]:
        return sorted(name.removeprefix("data/") for name in self.sums)

    def problems(self, name: str) -> list[Violation]:
        found = self.inner.problems(f"{self.root}data/{name}")
        if not found and not self._proved(name):
            message = _("${name} is not what the package's manifest says", mapping={"name": name})
            found = [Violation("path", message)]
        return found

    def open(self, name: str) -> BinaryIO:
        return self.inner.open(f"{self.root}data/{name}")

    def _proved(self, name: str) -> bool:
        digest = hashlib.sha256()
        with self.open(name) as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        return self.sums.get(f"data/{name}") == digest.hexdigest()

    def json(self, name: str) -> Any:
        """A payload file of JSON, proved. Raises SourceUnusable."""
        with self.open(name) as stream:
            content = stream.read(LARGEST)
        if self.sums.get(f"data/{name}") != hashlib.sha256(content).hexdigest():
            raise SourceUnusable(f"{name} is not what the package's manifest says")
        try:
            return json.loads(content)
        except ValueError as error:
            raise SourceUnusable(f"{name} of the package cannot be read") from error

    def records(self) -> Iterator[Mapping[str, Any]]:
        """The records in their order, as ``record.json`` has them. Raises SourceUnusable."""
        package = self.json("package.json")
        if package.get("format") != FORMAT:
            raise SourceUnusable("the package is of another make")
        for record_id in package["records"]:
            yield self.json(f"records/{record_id}/record.json")


def bag_in(source: Source) -> BagSource | None:
    """The package in a folder or ZIP, None when there is none. Raises SourceUnusable for a broken one."""
    roots = [name.removesuffix(DECLARATION) for name in source.names() if _declares(name)]
    return BagSource(source, roots[0]) if len(roots) == 1 else None


def _declares(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[-1:] == (DECLARATION,) and len(parts) <= 2


def _sums(source: Source, root: str) -> Iterator[tuple[str, str]]:
    if source.problems(f"{root}{MANIFEST}"):
        raise SourceUnusable("the package has no manifest of SHA-256")
    with source.open(f"{root}{MANIFEST}") as stream:
        lines = stream.read().decode("utf-8", "replace").splitlines()
    for line in lines:
        digest, __, path = line.partition("  ")
        yield path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"), digest
