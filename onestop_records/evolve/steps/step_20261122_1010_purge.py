"""A place for purges; the import ledger forgets names of files, which outlived the files."""

from typing import Any

from BTrees.OOBTree import OOBTree

from onestop_records.models.ledger import hashed_key


def evolve(request: Any) -> None:
    """Make the place; put digests in the place of paths."""
    site = request.site
    if not hasattr(site, "purges"):
        site.purges = OOBTree()
    for key in [key for key in site.import_ledger if not key.startswith(("paths:", "values:"))]:
        site.import_ledger[hashed_key(key)] = site.import_ledger.pop(key)
