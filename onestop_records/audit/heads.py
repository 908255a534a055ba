"""Reading all seals in order: are they whole, and what do they say of every trail's length and head?"""

from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onestop_records.audit.findings import Report
from onestop_records.audit.keys import Anchor, fingerprint, signed_by
from onestop_records.models.entry import START, Seal

Heads = dict[str, tuple[int, str]]  # subject → position and hash of the last entry


def read_seals(
    seals: Iterable[Seal], key: Ed25519PublicKey | None, anchors: Sequence[Anchor] | None, report: Report
) -> Heads:
    """Return the table of heads; note every fault of a seal in ``report``."""
    reading = _Reading(key, anchors or (), report)
    for seal in seals:
        reading.read(seal)
    if anchors is not None:
        reading.compare_ends()
    return reading.heads


class _Reading:
    def __init__(self, key: Ed25519PublicKey | None, anchors: Sequence[Anchor], report: Report) -> None:
        self.key = key
        self.fingerprint = fingerprint(key) if key else ""
        self.report = report
        self.heads: Heads = {}
        self.number = 0  # of the seal last read
        self.previous = START
        self.entries = 0
        self.anchors: dict[int, set[str]] = {}
        for anchor in anchors:
            self.anchors.setdefault(anchor.number, set()).add(anchor.digest)

    def read(self, seal: Seal) -> None:
        """Check one seal against those before it, and take its heads over."""
        self.report.seals += 1
        try:
            values = seal.values()
            number = int(values["number"])
            self._check_place(number)
            self._check_words(number, seal, values)
            self._take_heads(number, values)
        except (ValueError, TypeError, KeyError):
            self.number += 1
            self.report.add("seal-unreadable", number=self.number)
        self.previous = seal.digest
        self.report.last = f"{self.number}:{seal.digest}"

    def _check_place(self, number: int) -> None:
        if number > self.number + 1:
            self.report.add("seal-missing", number=self.number + 1)
        elif number <= self.number:
            self.report.add("seal-order", number=number)
        self.number = number

    def _check_words(self, number: int, seal: Seal, values: dict[str, Any]) -> None:
        if self.key and (
            values["key"] != self.fingerprint or not signed_by(self.key, seal.body, seal.signature)
        ):
            self.report.add("seal-signature", number=number)
        if values["previous"] != self.previous:
            self.report.add("seal-order", number=number)
        anchored = self.anchors.pop(number, None)
        if anchored is not None and anchored != {seal.digest}:
            self.report.add("anchor-differs", number=number)

    def _take_heads(self, number: int, values: dict[str, Any]) -> None:
        fits = True
        for subject, first, last, head in values["changed"]:
            fits = fits and self.heads.get(subject, (0, ""))[0] + 1 == first
            self.heads[subject] = (last, head)
            self.entries += last - first + 1
        if not fits or values["entries"] != self.entries or values["trails"] != len(self.heads):
            self.report.add("seal-sums", number=number)

    def compare_ends(self) -> None:
        """Every anchored seal must be there."""
        beyond = [number for number in self.anchors if number > self.number]
        if beyond:
            self.report.add("seals-removed", number=self.number, anchored=max(beyond))
