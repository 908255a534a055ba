"""Files beside the store that may still hold bytes: old copies, orphaned blobs, temporary files."""

import hashlib
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from onestop_records.settings import Settings
from onestop_records.storage.maintenance import alone

OLD = ("Data.fs.old", "Data.fs.pack", "Data.fs.tr0", "blobs.old")
CHUNK = 1024 * 1024
Key = tuple[str, str]  # oid and tid in hex


def started(settings: Settings) -> int:
    """Changes whenever the embedded store is started: the time at which it took its lock, 0 if never."""
    lock = settings.instance / "Data.fs.lock"
    return lock.stat().st_mtime_ns if lock.exists() else 0


def blob_files(settings: Settings) -> Iterator[tuple[Key, Path]]:
    """Committed blobs with the object and transaction that their paths name."""
    folder = settings.instance / "blobs"
    for path in folder.glob("0x*/**/*.blob"):
        parts = path.relative_to(folder).parts
        oid = "".join(part.removeprefix("0x").zfill(2) for part in parts[:-1])
        yield (oid, path.stem.removeprefix("0x").zfill(16)), path


def orphans(settings: Settings, known: Collection[Key], last: str) -> Iterator[Path]:
    """Blobs up to the transaction ``last`` that no object of the store has: a pack was killed."""
    for key, path in blob_files(settings):
        if key[1] <= last and key not in known:
            yield path


def temporary(settings: Settings) -> Iterator[Path]:
    """Files of uploads under way, or left by a crash."""
    for folder in (settings.temporary_folder, settings.instance / "blobs" / "tmp"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def old(settings: Settings) -> list[Path]:
    """What packing leaves when it is killed, or was told to keep."""
    paths = (settings.instance / name for name in OLD)
    return [path for path in (*paths, settings.instance / "blobs" / ".removed") if path.exists()]


def remove(path: Path) -> None:
    """A file or a whole folder."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def clear_temporary(settings: Settings) -> bool:
    """Empty both folders of temporary files, unless some command uses the store; True when done.

    Only for whoever knows that no web process runs.
    """
    with alone(settings) as free:
        if free:
            for path in temporary(settings):
                path.unlink(missing_ok=True)
        return free


def with_digest(paths: Iterator[Path], sizes: Mapping[str, int]) -> Iterator[Path]:
    """Those whose bytes have one of these digests; only files of a size among them are read."""
    wanted = set(sizes.values())
    for path in paths:
        try:
            if path.stat().st_size in wanted and _sha256(path) in sizes:
                yield path
        except FileNotFoundError:
            continue


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
