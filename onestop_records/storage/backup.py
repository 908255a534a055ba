"""A consistent copy of an instance, made while it is served.

``Data.fs`` only grows while no pack runs, and no pack runs (``maintenance``): what is taken is the file up to
the end of its last whole transaction, and the blobs of transactions up to that one. Blobs never change.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ZODB.FileStorage import FileStorage
from ZODB.utils import u64

from onestop_records.models.entry import digest
from onestop_records.settings import Settings
from onestop_records.storage import destroyed
from onestop_records.storage.backupnote import BackupNote, note
from onestop_records.storage.leftover import blob_files
from onestop_records.storage.vault import Kept, Manifest, Vault, parts_of, write

ALWAYS = ("destroyed.jsonl", "backups.jsonl", "keys/audit.pub", "keys/audit.anchors", "blobs/.layout")
PRIVATE = ("keys/audit.key",)
SETTINGS = "onestop.ini"
SECRET = re.compile(rb"(?m)^(secret\s*=).*$")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Whole:
    """How far a store goes: bytes of its file, the last transaction in hex."""

    size: int
    last: str


def whole(settings: Settings) -> Whole:
    """Where the last whole transaction ends; reads beside the server.

    Which one that is stands in the file itself: ``lastTransaction`` would name one that is being voted on, of
    which the file up to ``getSize`` knows nothing yet.
    """
    data = settings.instance / "Data.fs"
    storage = FileStorage(str(data), read_only=True)
    try:
        size = storage.getSize()
    finally:
        storage.close()
    with data.open("rb") as file:
        file.seek(size - 8)
        file.seek(size - 8 - u64(file.read(8)))  # a transaction ends with its length
        return Whole(size, file.read(8).hex())


class Backup:
    """One backup of an embedded store into a vault. The caller holds ``maintenance``."""

    def __init__(self, settings: Settings, vault: Vault, keys: bool, progress: Progress) -> None:
        self.settings = settings
        self.vault = vault
        self.keys = keys
        self.progress = progress
        self.copied = 0  # bytes that were new

    def make(self, now: datetime, about: dict[str, Any]) -> Manifest:
        """Copy what is new; return the manifest, which stands in the vault and beside the store."""
        self.vault.make()
        before = {kept.path: kept for manifest in self.vault.manifests()[-1:] for kept in manifest.files}
        files = list(self._files(whole(self.settings)))
        total, done = sum(size for _, size in files), 0
        kept = []
        for path, size in files:
            kept.append(self._keep(path, size, before.get(self._name(path))))
            done += size
            self.progress(done, total)
        expires = now + timedelta(days=self.settings.backup_days)
        backup_id = f"{now:%Y%m%dT%H%M%SZ}"
        manifest = Manifest(backup_id, now, expires, {**about, "keys": self.keys}, tuple(kept))
        self.vault.add(manifest)
        note(self.settings, BackupNote(backup_id, now, str(self.vault.folder), expires))
        self._carry_ledger()
        self.vault.expire(now)
        return manifest

    def _files(self, store: Whole) -> Iterator[tuple[Path, int]]:
        folder = self.settings.instance
        yield folder / "Data.fs", store.size
        for (_, tid), path in blob_files(self.settings):
            if tid <= store.last:
                yield path, path.stat().st_size
        for name in (*ALWAYS, *(PRIVATE if self.keys else ()), SETTINGS):
            if (folder / name).exists():
                yield folder / name, (folder / name).stat().st_size

    def _name(self, path: Path) -> str:
        return path.relative_to(self.settings.instance).as_posix()

    def _keep(self, path: Path, size: int, before: Kept | None) -> Kept:
        found, name = path.stat(), self._name(path)
        same = before is not None and (before.size, before.changed) == (size, found.st_mtime_ns)
        if before is not None and same and name.endswith(".blob") and all(map(self.vault.has, before.parts)):
            return before
        if name == SETTINGS and not self.keys:
            content = SECRET.sub(rb"\1", path.read_bytes())
            return Kept(name, len(content), found.st_mtime_ns, found.st_mode & 0o777, (self._put(content),))
        with path.open("rb") as file:
            parts = tuple(self._put(content) for content in parts_of(file, size))
        return Kept(name, size, found.st_mtime_ns, found.st_mode & 0o777, parts)

    def _put(self, content: bytes) -> str:
        if not self.vault.has(digest(content)):
            self.copied += len(content)
        return self.vault.put(content)

    def _carry_ledger(self) -> None:
        """The newest ledger lies beside all backups: an older one is restored with it too."""
        ledger = self.settings.instance / destroyed.FILE
        if ledger.exists():
            write(self.vault.ledger, ledger.read_bytes())
