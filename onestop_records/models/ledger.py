"""The import ledger: what came in from where, so that nothing comes in twice.

It stands in the store and changes in the importing transaction; it is never asked of the derived catalogue.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onestop_records.models.entry import canonical, digest
from onestop_records.models.site import Site


@dataclass(frozen=True)
class Imported:
    """A record that came in, with the SHA-256 of its files in their order."""

    digests: tuple[str, ...]
    record: str


def identity(paths: Sequence[str], values: Mapping[str, str]) -> str:
    """What a row is recognised by: the paths of its files, or its values when it has none.

    As digests: the ledger outlives the records, and names of files must not.
    """
    if paths:
        return hashed_key("\n".join(paths))
    return f"values:{digest(canonical(values))}"


def hashed_key(paths: str) -> str:
    """The key for paths, a line each."""
    return f"paths:{digest(paths.encode('utf-8', 'backslashreplace'))}"


def known(site: Site, key: str) -> tuple[Imported, ...]:
    """What came in under this identity, once for each content that it had."""
    found: tuple[Imported, ...] = site.import_ledger.get(key, ())
    return found


def find(site: Site, key: str, digests: Iterable[str]) -> str | None:
    """The id of the record that came in under this identity with this content."""
    wanted = tuple(digests)
    return next((imported.record for imported in known(site, key) if imported.digests == wanted), None)


def note(site: Site, key: str, digests: Iterable[str], record_id: str) -> None:
    """Remember an import."""
    site.import_ledger[key] = (*known(site, key), Imported(tuple(digests), record_id))
