"""Making what was removed really gone: a later sheaf only masks what an earlier one still holds."""

from pathlib import Path
from typing import Any

from pyroaring import BitMap

from onestop_records.search.binding import bind
from onestop_records.search.gathering import Gathering
from onestop_records.search.shelf import NAME, Live


def held(live: Live) -> BitMap:
    """Every number that any sheaf holds, masked or not."""
    return BitMap.union(BitMap(), *(sheaf.numbers for sheaf, _ in live))


def unclean(live: Live, kept: BitMap) -> int | None:
    """The place of the first sheaf that holds a number outside of ``kept``."""
    places = (place for place, (sheaf, _) in enumerate(live) if sheaf.numbers - kept)
    return next(places, None)


def rewrite(writer: Any, live: Live, place: int, kept: BitMap) -> None:
    """Write the sheaf at ``place`` anew with its living numbers of ``kept`` alone, and commit.

    The new sheaf comes last, so it must mask nothing that a younger one holds.
    """
    sheaf, numbers = live[place]
    stays = numbers & kept
    others = BitMap.union(stays, *(living for i, (_, living) in enumerate(live) if i != place))
    before = held(live[:place])
    bind(writer, [(sheaf, stays)], Gathering(), ((sheaf.removed | sheaf.numbers) & before) - others)
    old = sheaf.segment.segment_id()
    writer.commit(mergetype=lambda _, segments: [s for s in segments if s.segment_id() != old])


def strays(folder: Path, live: Live) -> list[Path]:
    """Files of the index that the present table of contents does not name, left by a crash."""
    if not folder.exists():
        return []
    contents = sorted(folder.glob(f"_{NAME}_*.toc"), key=lambda path: int(path.stem.rpartition("_")[2]))
    known = tuple(sheaf.segment.segment_id() for sheaf, _ in live)
    return [
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.endswith("LOCK")
        and path not in contents[-1:]
        and not path.name.startswith(known)
    ]
