"""The key that signs seals and the anchors of the last ones; both lie outside the store."""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onestop_records.models.entry import START, Seal

ANCHOR = re.compile(r"(\d+)[ :]([0-9a-f]{64})\s*\Z")
RESTORED = re.compile(r"restored (\d+):([0-9a-f]{64}) from (\S+) at (\S+)\s*\Z")


class KeyUnusable(Exception):
    """The key is missing, cannot be read, or is not the one that signed so far; the message says which."""


def fingerprint(key: Ed25519PublicKey) -> str:
    """The first 32 hex digits of the SHA-256 of the raw public key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:32]


def signed_by(key: Ed25519PublicKey, body: bytes, signature: bytes) -> bool:
    """True when the signature is this key's over this body."""
    try:
        key.verify(signature, body)
    except InvalidSignature:
        return False
    return True


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file. Raises KeyUnusable when there is none."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"no public key in {path}: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(f"the key in {path} is not an Ed25519 key")
    return key


class Keys:
    """The pair in ``folder``: ``audit.key`` (mode 0600) and ``audit.pub``, both PEM."""

    def __init__(self, folder: Path) -> None:
        self.private_path = folder / "audit.key"
        self.public_path = folder / "audit.pub"

    def exist(self) -> bool:
        """True when the private key is there."""
        return self.private_path.exists()

    def create(self) -> Ed25519PrivateKey:
        """Make the pair; never over an existing one (raises FileExistsError)."""
        key = Ed25519PrivateKey.generate()
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.private_path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.private_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(private)
            os.fsync(file.fileno())
        self.public_path.write_bytes(public)
        return key

    def private(self) -> Ed25519PrivateKey:
        """The signing key. Raises KeyUnusable when it cannot be read."""
        try:
            key = serialization.load_pem_private_key(self.private_path.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise KeyUnusable(f"no signing key in {self.private_path}: {error}") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusable(f"the key in {self.private_path} is not an Ed25519 key")
        return key

    def public(self) -> Ed25519PublicKey:
        """The key that proves seals. Raises KeyUnusable when it cannot be read."""
        return read_public_key(self.public_path)


@dataclass(frozen=True)
class Anchor:
    """Number and digest of a seal, as noted outside the store or printed on paper."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """The anchor of ``number:digest``; raises ValueError."""
        match = ANCHOR.match(text.strip())
        if not match:
            raise ValueError(text)
        return cls(int(match[1]), match[2])


START_ANCHOR = Anchor(0, START)  # nothing was ever sealed


def anchor_of(seal: Seal) -> Anchor:
    """What to note of a seal."""
    return Anchor(int(seal.values()["number"]), seal.digest)


@dataclass(frozen=True)
class RestoredTrail:
    """The trail was set back to the seal ``anchor`` by restoring ``backup``; anchors up to ``given_up`` had
    been noted before and name seals that are gone."""

    anchor: Anchor
    backup: str
    at: str
    given_up: int

    def __str__(self) -> str:
        lost = f"; seals up to {self.given_up} were given up" if self.given_up > self.anchor.number else ""
        return f"restored from backup {self.backup} at {self.at}: back to seal {self.anchor.number}{lost}"


class Anchors:
    """The file ``audit.anchors`` in ``folder``: one line for every seal, only ever appended to.

    A line ``restored NUMBER:DIGEST from BACKUP at TIME`` says that the archive was restored to that seal:
    anchors of later ones before it no longer count, and are told to everybody who proves the trail.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "audit.anchors"

    def read(self) -> list[Anchor]:
        """All that count, in order; a line cut off by a crash is passed over. Empty without a file."""
        return self._read()[0]

    def restores(self) -> list[RestoredTrail]:
        """Every restore that the file tells of."""
        return self._read()[1]

    def _read(self) -> tuple[list[Anchor], list[RestoredTrail]]:
        found: list[Anchor] = []
        restores: list[RestoredTrail] = []
        lines = self.path.read_text("ascii", "replace").splitlines() if self.path.exists() else ()
        for line in lines:
            if match := ANCHOR.match(line):
                found.append(Anchor(int(match[1]), match[2]))
            elif match := RESTORED.match(line):
                to = Anchor(int(match[1]), match[2])
                highest = max((anchor.number for anchor in found), default=0)
                restores.append(RestoredTrail(to, match[3], match[4], highest))
                found = [anchor for anchor in found if anchor.number <= to.number]
        return found, restores

    def last(self) -> Anchor | None:
        """The newest anchor, or what was restored to since, read from the end of the file."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - 400))
            lines = file.read().decode("ascii", "replace").splitlines()
        found = [m for m in (ANCHOR.match(line) or RESTORED.match(line) for line in lines) if m]
        return Anchor(int(found[-1][1]), found[-1][2]) if found else None

    def note_restore(self, anchor: Anchor, backup: str, at: str) -> None:
        """Note that the trail was set back to this seal; once for each backup and seal."""
        if any((r.backup, r.anchor) == (backup, anchor) for r in self.restores()[-1:]):
            return
        self._append([f"restored {anchor} from {backup} at {at}"])

    def append(self, anchors: list[Anchor]) -> None:
        """Note anchors durably, on lines of their own even after one that a crash cut off."""
        self._append(anchors)

    def _append(self, lines: Sequence[Anchor | str]) -> None:
        with self.path.open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
