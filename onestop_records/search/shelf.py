"""The sheaves of an index as of its last commit."""

from pathlib import Path
from threading import Lock

from pyroaring import BitMap
from whoosh.index import TOC, EmptyIndexError

from onestop_records.search.sheaf import Sheaf
from onestop_records.search.storage import DurableStorage

NAME = "MAIN"  # Whoosh's name for an index that is alone in its folder
_TRIES = 20  # to open what a writer may just have replaced

Live = list[tuple[Sheaf, BitMap]]


class Shelf:
    """Follows the commits of whichever process writes; for several threads."""

    def __init__(self, storage: DurableStorage) -> None:
        self._storage = storage
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._live: Live = []

    def live(self) -> Live:
        """The sheaves, oldest first, each with the records that no later one replaces or removes.

        Empty without an index; whatever reading a damaged one raises.
        """
        with self._lock:
            for attempt in range(_TRIES):
                try:
                    stamp = self.stamp()
                    if stamp != self._stamp:
                        self._live = self._open() if stamp else []
                        self._stamp = stamp
                    break
                except (FileNotFoundError, EmptyIndexError):  # a commit came in between
                    if attempt == _TRIES - 1:
                        raise
            return self._live

    def stamp(self) -> tuple[int, int] | None:
        """Changes with every commit; None without an index."""
        folder = Path(self._storage.folder)
        contents = list(folder.glob(f"_{NAME}_*.toc"))
        if not contents:
            return None
        latest = max(contents, key=_generation)
        return _generation(latest), latest.stat().st_mtime_ns

    def _open(self) -> Live:
        contents = TOC.read(self._storage, NAME)
        opened = {sheaf.segment.segment_id(): sheaf for sheaf, _ in self._live}
        sheaves = [
            opened.get(segment.segment_id()) or Sheaf(self._storage, contents.schema, segment)
            for segment in contents.segments
        ]
        live: Live = []
        later = BitMap()
        for sheaf in reversed(sheaves):
            live.append((sheaf, sheaf.numbers - later))
            later |= sheaf.numbers | sheaf.removed
        return live[::-1]


def _generation(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])
