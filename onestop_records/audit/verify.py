"""Proving the trail, from the store or from an export, with the public key and the anchors alone.

The seals are read in order; together they give the table of heads: how long every trail is and which hash it
ends with. Then every trail is hashed through and compared with the table. Memory: one line a trail.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onestop_records.audit.findings import Report
from onestop_records.audit.heads import read_seals
from onestop_records.audit.keys import Anchor, Anchors, Keys
from onestop_records.audit.log import sealed, unsealed
from onestop_records.models.entry import START, AuditTrail, Entry, Seal, TrailPage, digest
from onestop_records.models.site import Site

AHEAD = 500  # pages asked for at a time


class Source(Protocol):
    """Where seals and trails are read from, each once and in this order."""

    def seals(self) -> Iterable[Seal]: ...

    def trails(self) -> Iterable[tuple[str, Iterable[bytes]]]: ...

    def unsealed(self) -> int: ...


class StoredTrail:
    """The trail in the store."""

    def __init__(self, audit: AuditTrail) -> None:
        self.audit = audit

    def seals(self) -> Iterator[Seal]:
        for seal in self.audit.seals.values():
            yield seal
            seal._p_deactivate()

    def trails(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each subject with its texts; one must be read before the next is asked for."""
        for subject, group in groupby(self._pages(), key=lambda item: item[0][0]):
            yield subject, (text for _, page in group for text in page.texts)

    def _pages(self) -> Iterator[tuple[tuple[str, int], TrailPage]]:
        """All pages by subject and number, asked of the store many at a time and let go of again."""
        items = iter(self.audit.pages.items())
        while step := list(islice(items, AHEAD)):
            self.audit._p_jar.prefetch([page for _, page in step])
            for key, page in step:
                yield key, page
                page._p_deactivate()

    def unsealed(self) -> int:
        return sum(len(bundle.texts) for bundle in self.audit.waiting())


def verify(
    source: Source,
    key: Ed25519PublicKey | None,
    anchors: Sequence[Anchor] | None,
    report: Report | None = None,
) -> Report:
    """Prove a trail. ``anchors`` of None: none at hand, so removed last seals cannot be noticed.

    A ``report`` that is given is filled and returned.
    """
    report = report or Report()
    if key is None:
        report.add("key-missing")
    heads = read_seals(source.seals(), key, anchors, report)
    for subject, texts in source.trails():
        report.trails += 1
        _check_trail(subject, texts, heads.pop(subject, None), report)
    for subject in sorted(heads):
        report.add("trail-missing", subject)
    report.unsealed = source.unsealed()
    return report


def verify_store(site: Site, keys_folder: Path) -> Report:
    """Prove the trail in the store with the key and the anchors of the instance."""
    keys = Keys(keys_folder)
    anchors = Anchors(keys_folder).read()
    if not (site.audit.seals or site.audit.pages or anchors):  # nothing sealed yet, so perhaps no key yet
        return Report(unsealed=StoredTrail(site.audit).unsealed())
    key = keys.public() if keys.public_path.exists() else None
    report = verify(StoredTrail(site.audit), key, anchors)
    for restored in Anchors(keys_folder).restores():
        report.restores.append(str(restored))
        entries = (*sealed(site.audit, restored.backup), *unsealed(site.audit, restored.backup))
        if not any(entry.act == "instance-restored" for entry in entries):
            report.add("restore-unrecorded", restored.backup)
    missing = report.seals - len({anchor.number for anchor in anchors})
    if missing > 1:  # the newest may wait for its anchor when a crash came between
        report.add("anchors-missing", count=missing)
    return report


def _check_trail(subject: str, texts: Iterable[bytes], head: tuple[int, str] | None, report: Report) -> None:
    """Follow the chain; the first break is reported, for behind it nothing is proved."""
    sealed_length, sealed_hash = head or (0, "")
    position, previous, sound = 0, START, True
    for text in texts:
        position += 1
        report.entries += 1
        if sound:
            fault = _fault(text, subject, position, previous)
            if fault:
                report.add(fault, subject, position)
                sound = False
        previous = digest(text)
    if head is None:
        report.add("trail-unknown", subject)
    elif position < sealed_length:
        report.add("trail-cut", subject, position)
    elif position > sealed_length:
        report.add("trail-longer", subject, position)
    elif previous != sealed_hash and sound:
        report.add("trail-head", subject, position)


def _fault(text: bytes, subject: str, position: int, previous: str) -> str:
    try:
        entry = Entry.read(text)
    except (ValueError, TypeError):
        return "entry-unreadable"
    if entry.subject != subject:
        return "entry-foreign"
    if entry.position != position:
        return "entry-misplaced"
    return "" if entry.previous == previous else "entry-changed"
