"""Where backups lie: parts of files by their SHA-256, and a manifest for every backup.

``objects/ab/abcd…`` are parts that never change, so a further backup copies only what is new and one that
was killed goes on where it stopped. ``backups/ID.json`` names every file with its parts; a backup exists as
soon as its manifest does. ``destroyed.jsonl`` is the newest ledger of destructions seen.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from onestop_records.models.entry import canonical, digest

PART = 16 * 1024 * 1024  # bytes


class VaultDamaged(Exception):
    """A part or manifest is missing or differs from its digest; the message names it."""


@dataclass(frozen=True)
class Kept:
    """A file of a backup: path in the instance, size, time of change (ns), mode, digests of its parts."""

    path: str
    size: int
    changed: int
    mode: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """A backup. ``about`` are plain values: program, seal, whether keys are in it."""

    id: str
    at: datetime
    expires: datetime
    about: dict[str, Any]
    files: tuple[Kept, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(kept.size for kept in self.files)

    def text(self) -> bytes:
        """Canonical JSON, with its own digest in a second line."""
        body = canonical(
            {
                "id": self.id,
                "at": self.at.isoformat(),
                "expires": self.expires.isoformat(),
                "about": self.about,
                "files": [[k.path, k.size, k.changed, k.mode, list(k.parts)] for k in self.files],
            }
        )
        return body + b"\n" + digest(body).encode() + b"\n"

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Raises VaultDamaged when it was changed."""
        body, _, rest = path.read_bytes().partition(b"\n")
        if digest(body).encode() != rest.strip():
            raise VaultDamaged(f"{path} was changed or cut off")
        values = json.loads(body)
        files = tuple(
            Kept(path, size, changed, mode, tuple(parts))
            for path, size, changed, mode, parts in values["files"]
        )
        at, expires = (datetime.fromisoformat(values[name]) for name in ("at", "expires"))
        return cls(values["id"], at, expires, values["about"], files)


class Vault:
    """A folder of backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = folder / "objects"
        self.backups = folder / "backups"
        self.ledger = folder / "destroyed.jsonl"

    def make(self) -> None:
        """Make the folders, readable by their owner alone."""
        for path in (self.folder, self.objects, self.backups):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def manifests(self) -> list[Manifest]:
        """All backups, oldest first. Raises VaultDamaged."""
        return [Manifest.read(path) for path in sorted(self.backups.glob("*.json"))]

    def has(self, part: str) -> bool:
        """True when the part is there."""
        return self._path(part).exists()

    def put(self, content: bytes) -> str:
        """Keep a part durably; return its digest."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write(path, content)
        return name

    def get(self, part: str) -> bytes:
        """A part; raises VaultDamaged."""
        try:
            content = self._path(part).read_bytes()
        except FileNotFoundError as error:
            raise VaultDamaged(f"part {part} is missing in {self.folder}") from error
        if hashlib.sha256(content).hexdigest() != part:
            raise VaultDamaged(f"part {part} in {self.folder} was changed")
        return content

    def add(self, manifest: Manifest) -> None:
        """From now on there is this backup."""
        write(self.backups / f"{manifest.id}.json", manifest.text())

    def expire(self, now: datetime) -> list[str]:
        """Remove backups whose time is over, the newest never, and parts that none has any more."""
        manifests = self.manifests()
        over = [manifest.id for manifest in manifests[:-1] if manifest.expires <= now]
        for backup_id in over:
            (self.backups / f"{backup_id}.json").unlink()
        used = {part for m in manifests if m.id not in over for kept in m.files for part in kept.parts}
        for path in self.objects.glob("*/*"):
            if path.name not in used:
                path.unlink()
        return over

    def _path(self, part: str) -> Path:
        return self.objects / part[:2] / part


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all, whatever happens."""
    draft = path.with_name(f"{path.name}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    flush(path.parent)


def flush(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def parts_of(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The first ``size`` bytes of a file in parts; raises EOFError when it is shorter."""
    while size:
        content = file.read(min(PART, size))
        if not content:
            raise EOFError(file.name)
        size -= len(content)
        yield content
