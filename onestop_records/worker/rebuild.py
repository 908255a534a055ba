"""Catalogue and full text anew from the store, while searches go on with the old ones."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from pyroaring import BitMap

from onestop_records.catalog.data import CatalogData
from onestop_records.catalog.service import Catalog
from onestop_records.errors import Damaged
from onestop_records.interfaces import ICatalog, IFullText
from onestop_records.models.site import Site
from onestop_records.worker.indexing import Indexing
from onestop_records.worker.reading import Reader

STEP = 200  # records in one commit
Progress = Callable[[int, int], None]


def rebuild(request: Any, reader: Reader, progress: Progress = lambda done, total: None) -> int:
    """Index every record under a new number; return how many. Commits as it goes.

    Intents left meanwhile wait and are passed afterwards.
    """
    site = request.site
    old: CatalogData = site.catalog if site.catalog is not None else CatalogData()
    fresh = CatalogData(old.next)
    site.catalog, old.successor = old, fresh
    fulltext = request.find_service(IFullText)
    outdated = _clean(fulltext)
    total, done = len(site.records), 0
    target = Catalog(site, fresh)
    for ids in _steps(_in_order(site, old), STEP):
        indexing = Indexing(request, reader, target)
        indexing.read(ids)
        waiting = list(ids)
        while waiting:
            passed = indexing.index(waiting)
            waiting = [record_id for record_id in waiting if record_id not in passed]
        _commit(request)
        done += len(ids)
        progress(done, total)
    site.catalog = fresh
    _commit(request)
    fulltext.update([], outdated - target.numbers())
    fulltext.scour(target.numbers())  # old numbers would hide from whoever looks for what was destroyed
    return done


def reconcile(request: Any, reader: Reader) -> int:
    """Make full text hold what the catalogue holds, when files were lost or damaged; return how many.

    Commits nothing: the catalogue stays as it is.
    """
    catalog, fulltext = request.find_service(ICatalog), request.find_service(IFullText)
    present, wanted = _clean(fulltext), catalog.numbers()
    strays, missing = present - wanted, wanted - present
    if strays:
        fulltext.update([], strays)
        fulltext.scour(wanted)
    for numbers in _steps(missing, STEP):
        waiting = [catalog.record_id(number) for number in numbers]
        while waiting:
            passed = Indexing(request, reader).index(waiting)
            waiting = [record_id for record_id in waiting if record_id not in passed]
    return len(strays) + len(missing)


def _in_order(site: Site, old: CatalogData) -> Iterator[str]:
    """Ids in the order of their old numbers, so that what sorts alike keeps its order; then the others."""
    yield from (record_id for record_id in old.ids.values() if record_id in site.records)
    yield from (record_id for record_id in site.records if record_id not in old.numbers)


def _clean(fulltext: Any) -> BitMap:
    """The numbers in the full text, which is emptied when it is damaged."""
    try:
        return BitMap(fulltext.numbers())
    except Damaged:
        fulltext.clear()
        return BitMap()


def _steps(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(list(things))
    while step := list(islice(rest, size)):
        yield step


def _commit(request: Any) -> None:
    request.tm.commit()
    request.tm.begin()
