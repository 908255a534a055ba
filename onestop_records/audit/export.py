"""The whole trail as a text file, to be kept, read and proved outside the system.

Each line begins with a word that says what it is::

    onestop-records-audit-trail 1
    seal SIGNATURE BODY        signature in Base64, body as it was signed
    trail "SUBJECT"            the entries that follow are this subject's
    entry TEXT                 a sealed entry as it was hashed
    unsealed TEXT              an entry that waits for its seal
    end COUNT                  how many sealed entries there are
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onestop_records.audit.findings import Report
from onestop_records.audit.keys import Anchor
from onestop_records.audit.verify import StoredTrail, verify
from onestop_records.models.entry import AuditTrail, Seal

FIRST_LINE = b"onestop-records-audit-trail 1"


class ExportError(ValueError):
    """The file is not an export of an audit trail."""


def export_lines(audit: AuditTrail) -> Iterator[bytes]:
    """The lines of an export, each with its end."""
    trail = StoredTrail(audit)
    yield FIRST_LINE + b"\n"
    for seal in trail.seals():
        yield b"seal " + b64encode(seal.signature) + b" " + seal.body + b"\n"
    count = 0
    for subject, texts in trail.trails():
        yield b"trail " + json.dumps(subject).encode() + b"\n"
        for text in texts:
            count += 1
            yield b"entry " + text + b"\n"
    for bundle in audit.waiting():
        for entry in bundle.entries():
            yield b"unsealed " + entry.text() + b"\n"
    yield b"end %d\n" % count


def verify_export(path: Path, key: Ed25519PublicKey, anchors: Sequence[Anchor] | None) -> Report:
    """Prove an export with the public key and, when at hand, anchors. Raises ExportError, OSError."""
    report = Report()
    with ExportedTrail(path, report) as source:
        return verify(source, key, anchors, report)


class ExportedTrail:
    """An export as ``verify`` reads it, line by line; lines that cannot be read are noted in ``report``.

    Raises ExportError for a file that is none. Use as a context manager.
    """

    def __init__(self, path: Path, report: Report) -> None:
        self.report = report
        self.number = 0
        self.waiting = 0
        self.file = path.open("rb")
        self.word, self.rest = b"", b""
        self._next()
        if self.word + b" " + self.rest != FIRST_LINE:
            self.file.close()
            raise ExportError(f"{path} is not an export of an audit trail")
        self._next()

    def __enter__(self) -> "ExportedTrail":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def _next(self) -> None:
        self.number += 1
        self.word, _, self.rest = self.file.readline().rstrip(b"\n").partition(b" ")

    def seals(self) -> Iterator[Seal]:
        while self.word == b"seal":
            signature, _, body = self.rest.partition(b" ")
            try:
                yield Seal(body, b64decode(signature, validate=True))
            except ValueError:
                self.report.add("export-unreadable", number=self.number)
            self._next()

    def trails(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each subject with its texts; one must be read before the next is asked for."""
        while self.word == b"trail":
            try:
                subject = str(json.loads(self.rest))
            except ValueError:
                self.report.add("export-unreadable", number=self.number)
                subject = ""
            self._next()
            yield subject, self._texts()

    def _texts(self) -> Iterator[bytes]:
        while self.word == b"entry":
            yield self.rest
            self._next()

    def unsealed(self) -> int:
        """Read to the end; say how many entries wait. Notes an export that was cut off."""
        while self.word == b"unsealed":
            self.waiting += 1
            self._next()
        if self.word != b"end":
            code = "export-unreadable" if self.word else "export-cut"
            self.report.add(code, number=self.number)
        return self.waiting
