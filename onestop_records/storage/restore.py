"""Bringing the files of a backup into an empty place. A marker keeps everybody out until all is done."""

import json
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onestop_records.settings import restoring_marker
from onestop_records.storage.backup import SETTINGS
from onestop_records.storage.vault import Kept, Manifest, Vault, flush, write

Progress = Callable[[int, int], None]
LEFT_OUT = re.compile(r"(?m)^(secret\s*=)\s*$")


class NotEmpty(Exception):
    """There is something in the place already."""


class Restore:
    """One restore of ``manifest`` into ``folder``; it may be begun again after it was killed."""

    def __init__(self, vault: Vault, manifest: Manifest, folder: Path, progress: Progress) -> None:
        self.vault = vault
        self.manifest = manifest
        self.folder = folder
        self.progress = progress
        self.marker = restoring_marker(folder)

    def claim(self) -> None:
        """Take the place; raises NotEmpty unless it is empty or this very restore began there."""
        if self.marker.exists():
            if self._marked()["backup"] != self.manifest.id:
                raise NotEmpty(f"another backup is half restored in {self.folder}")
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            raise NotEmpty(f"{self.folder} is not empty: a restore needs a place of its own")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._mark(files=False)

    def files(self) -> None:
        """Write every file that is not there yet, proving each part; raises VaultDamaged.

        Nothing once they all were: by then the store lives.
        """
        if self._marked()["files"]:
            return
        done = 0
        for kept in self.manifest.files:
            path = self.folder / kept.path
            if not path.exists():
                self._write(path, kept)
            done += kept.size
            self.progress(done, self.manifest.size)
        for name in ("keys", "tmp", "blobs"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        self._secret()
        for draft in self.folder.rglob("*.draft"):
            draft.unlink()  # of one that was killed
        self._mark(files=True)

    def done(self) -> None:
        """Let people in."""
        self.marker.unlink()
        flush(self.folder)

    def _marked(self) -> dict[str, Any]:
        marked: dict[str, Any] = json.loads(self.marker.read_text("utf-8"))
        return marked

    def _mark(self, files: bool) -> None:
        write(self.marker, json.dumps({"backup": self.manifest.id, "files": files}).encode())

    def _write(self, path: Path, kept: Kept) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, kept.mode), "wb") as file:
            for part in kept.parts:
                file.write(self.vault.get(part))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        flush(path.parent)

    def _secret(self) -> None:
        """A backup without keys has no secret: the new place gets one of its own."""
        path = self.folder / SETTINGS
        text = path.read_text("utf-8")
        if LEFT_OUT.search(text):
            write(path, LEFT_OUT.sub(rf"\1 {secrets.token_urlsafe(48)}", text).encode())
