"""Which records have which bytes: ``site.digests`` maps a SHA-256 to record ids, never derived."""

from collections.abc import Iterator

from BTrees.OOBTree import OOTreeSet

from onestop_records.models.component import Component
from onestop_records.models.record import Record
from onestop_records.models.site import Site


def digests(component: Component) -> Iterator[str]:
    """The digests of all versions of a file."""
    return (version.sha256 for version in component.versions)


def note_digests(site: Site, record: Record) -> None:
    """Remember what bytes the record has."""
    for digest in {found for component in record.files for found in digests(component)}:
        held = site.digests.get(digest)
        if held is None:
            held = site.digests[digest] = OOTreeSet()
        held.add(record.id)


def forget_digests(site: Site, record: Record, component: Component) -> None:
    """Forget those of a file taken out, unless another file of the record has them too."""
    still = {found for held in record.files for found in digests(held)}
    for digest in set(digests(component)) - still:
        holders = site.digests.get(digest)
        if holders is not None and record.id in holders:
            holders.remove(record.id)
            if not holders:
                del site.digests[digest]


def same_bytes(site: Site, record: Record) -> dict[str, tuple[str, ...]]:
    """Ids of other filed records with the same bytes, by the id of this record's file."""
    found = {}
    for component in record.files:
        others = set()
        for record_id in site.digests.get(component.current.sha256, ()):
            other = site.records.get(record_id)
            if record_id != record.id and other is not None and other.filed:
                others.add(record_id)
        if others:
            found[component.id] = tuple(sorted(others))
    return found
