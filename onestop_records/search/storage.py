"""Whoosh's file storage, made durable: a new table of contents never names what is not yet on the disk."""

import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage


class DurableStorage(FileStorage):
    """Whoosh commits by renaming its table of contents; before that, all that was written is flushed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._written: list[str] = []

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        self._written.append(name)
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for name in (*self._written, "."):
            _flush(Path(self.folder) / name)
        self._written.clear()
        super().rename_file(oldname, newname, safe)
        _flush(Path(self.folder))


def _flush(path: Path) -> None:
    if not path.exists():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
