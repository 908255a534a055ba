"""The default full-text engine: Whoosh's dictionary, postings and commits around sheaves of records."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyroaring import BitMap
from whoosh.index import FileIndex, LockError
from whoosh.util.filelock import try_for
from zope.interface import implementer

from onestop_records.errors import Damaged
from onestop_records.interfaces import IFullText
from onestop_records.search.binding import Codec, bind, schema
from onestop_records.search.completion import completions
from onestop_records.search.gathering import Gathering
from onestop_records.search.matching import matches
from onestop_records.search.merging import absorbed
from onestop_records.search.query import Query
from onestop_records.search.ranking import Hits
from onestop_records.search.scouring import held, rewrite, strays, unclean
from onestop_records.search.shelf import NAME, Live, Shelf
from onestop_records.search.storage import DurableStorage

PORTION = 8 * 1024 * 1024  # bytes of text that are gathered in memory before they are committed
PATIENCE = 30.0  # seconds to wait for another writer, as ``reindex`` beside the worker


@implementer(IFullText)
class WhooshEngine:
    """One index in one folder; one process writes, any number read. For several threads.

    A commit is Whoosh's: a new table of contents replaces the old one. Writers are kept apart by Whoosh's
    lock, which the system frees when a process dies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = DurableStorage(folder)
        self._shelf = Shelf(self._storage)

    def update(self, documents: Iterable[tuple[int, Mapping[str, str]]], removed: Iterable[int] = ()) -> None:
        """See IFullText. Very many documents are committed in portions, each of them whole or not at all."""
        new, gone = self._gathering(), BitMap(removed)
        for number, fields in documents:
            if number in new.texts or new.size >= PORTION:
                self._commit(new, BitMap())
                new = self._gathering()
            new.add(number, fields)
            gone.discard(number)
        self._commit(new, gone)

    def _gathering(self) -> Gathering:
        """What the largest sheaf has in many records is noted with what follows it."""
        with _readable():
            largest = max((sheaf for sheaf, _ in self._shelf.live()), key=lambda s: s.weight, default=None)
            return Gathering(largest.heads if largest else frozenset())

    def search(self, query: Query, within: BitMap) -> Hits:
        """See IFullText."""
        with _readable():
            asked = [(sheaf, live & within) for sheaf, live in self._shelf.live()]
            if not query.empty:
                asked = [(sheaf, matches(query.node, sheaf, part)) for sheaf, part in asked]
            return Hits(query, asked)

    def suggest(self, prefix: str, within: BitMap, limit: int = 8) -> list[str]:
        """See IFullText."""
        with _readable():
            asked = [(sheaf, live & within) for sheaf, live in self._shelf.live()]
            return completions(prefix, asked, limit)

    def numbers(self) -> BitMap:
        """See IFullText."""
        with _readable():
            return BitMap.union(BitMap(), *(live for _, live in self._shelf.live()))

    def scour(self, kept: Iterable[int]) -> None:
        """See IFullText. Each sheaf that needs it is written anew in a commit of its own."""
        wanted = BitMap(kept)
        with _readable(writing=True):
            while unclean(self._shelf.live(), wanted) is not None:
                with self._writing() as writer:
                    live = self._shelf.live()  # as it is now that nobody else writes
                    place = unclean(live, wanted)
                    if place is None:
                        writer.cancel()
                    else:
                        rewrite(writer, live, place, wanted)
            with self._locked():
                for path in strays(self._folder, self._shelf.live()):
                    path.unlink(missing_ok=True)

    def remains(self, kept: Iterable[int]) -> list[str]:
        """See IFullText."""
        if self._shelf.stamp() is None:
            return []
        with _readable(), self._locked():
            live = self._shelf.live()
            numbers = [f"number {number}" for number in held(live) - BitMap(kept)]
            return numbers + [path.name for path in strays(self._folder, live)]

    def clear(self) -> None:
        """See IFullText. Works on a damaged index too."""
        with self._locked():
            for path in self._folder.iterdir():
                if path.is_file() and not path.name.endswith("LOCK"):
                    path.unlink()
            FileIndex.create(self._storage, schema(), NAME)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Nobody writes meanwhile."""
        self._storage.create()
        lock = self._storage.lock(f"{NAME}_WRITELOCK")
        if not try_for(lock.acquire, timeout=PATIENCE):
            raise _busy()
        try:
            yield
        finally:
            lock.release()

    def _commit(self, new: Gathering, removed: BitMap) -> None:
        if not new.texts and not removed:
            return
        with _readable(writing=True), self._writing() as writer:
            live = self._shelf.live()
            kept = absorbed([sheaf.weight for sheaf, _ in live], new.size)
            _bind(writer, live, kept, new, removed)
            writer.commit(mergetype=lambda _, segments: segments[:kept])

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """A writer that the block commits; cancelled when anything goes wrong."""
        writer = self._writer()
        try:
            yield writer
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def _writer(self) -> Any:
        self._storage.create()
        if self._shelf.stamp() is None:
            FileIndex.create(self._storage, schema(), NAME)
        index = FileIndex(self._storage, indexname=NAME)
        try:
            return index.writer(timeout=PATIENCE, codec=Codec(), compound=False)
        except LockError as error:
            raise _busy() from error


def _bind(writer: Any, live: Live, kept: int, new: Gathering, removed: BitMap) -> None:
    """Bind new documents with the sheaves from ``kept`` on; older ones keep what is noted as removed."""
    added = BitMap(new.texts)
    old = [(sheaf, numbers - added - removed) for sheaf, numbers in live[kept:]]
    held = BitMap.union(added, *(numbers for _, numbers in old))
    before = BitMap.union(BitMap(), *(sheaf.numbers for sheaf, _ in live[:kept]))
    tombs = BitMap.union(removed, *(sheaf.removed for sheaf, _ in old))
    bind(writer, old, new, (tombs & before) - held)


@contextmanager
def _readable(writing: bool = False) -> Iterator[None]:
    """Whatever goes wrong inside a damaged file of the index is Damaged to the caller.

    A disk that is full or read-only is not: its OSError passes when ``writing``.
    """
    try:
        yield
    except (Damaged, TimeoutError):
        raise
    except Exception as error:
        if writing and isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
            raise
        raise Damaged(f"the full-text index is damaged ({error}): run 'reindex'") from error


def _busy() -> TimeoutError:
    return TimeoutError("another process is writing the full-text index")
