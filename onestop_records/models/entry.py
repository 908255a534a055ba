"""The audit trail (审计日志): entries, the pages of a subject's trail, and seals.

An entry is kept as the canonical JSON that its hash is taken of, so that what is stored, exported and proved
is one and the same text for ever, whatever later versions of this class look like.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from onestop_records.models.pending import Pending

PAGE_SIZE = 16  # entries of one page of a trail
LAST = 2**31  # above every page number
ANONYMOUS = "anonymous"  # the subject of what nobody signed in did
UNSAVED, RUNNING = b"\0" * 8, b"\xff" * 8  # serials
START = "0" * 64  # what the first entry of a trail and the first seal link to


def canonical(values: Mapping[str, Any]) -> bytes:
    """The one JSON text of these values: sorted keys, no spaces, UTF-8; stray surrogates as escapes."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def digest(text: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(text).hexdigest()


@dataclass(frozen=True)
class Entry:
    """Who (``person``), when (``at``, ISO 8601 in UTC), from where, by which way, did what, to what, and why.

    ``before`` and ``after`` hold the changed fields. ``transaction`` (16 hex digits of the store, empty while
    the act is not committed), ``position`` (in the subject's trail, from 1) and ``previous`` (hash of the
    entry before it) are given when the entry is sealed; until then they are empty, 0 and empty.
    """

    at: str
    person: str
    address: str
    way: str
    act: str
    subject: str
    kind: str
    reason: str = ""
    outcome: str = "done"
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    transaction: str = ""
    position: int = 0
    previous: str = ""

    @property
    def instant(self) -> datetime:
        """When, as an aware datetime in UTC."""
        return datetime.fromisoformat(self.at)

    @property
    def sealed(self) -> bool:
        """It stands in a chain under a seal."""
        return self.position > 0

    def values(self) -> dict[str, Any]:
        """Plain JSON values by field name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def text(self) -> bytes:
        """Its canonical JSON."""
        return canonical(self.values())

    @classmethod
    def read(cls, text: bytes) -> "Entry":
        """The entry of a canonical text; raises ValueError or TypeError when it is none."""
        return cls(**json.loads(text))


class Bundle(Persistent):
    """The entries of one transaction in their order, as texts; its serial is the transaction's number."""

    def __init__(self) -> None:
        self.texts: tuple[bytes, ...] = ()

    def append(self, entry: Entry) -> None:
        self.texts = (*self.texts, entry.text())

    def order(self) -> bytes:
        """What bundles are ordered by: the transaction; the running one comes last."""
        self._p_activate()
        return RUNNING if self._p_serial == UNSAVED else self._p_serial

    def entries(self) -> Iterator[Entry]:
        """The entries, told which transaction wrote them."""
        transaction = "" if self.order() == RUNNING else self._p_serial.hex()
        for text in self.texts:
            yield Entry(**{**json.loads(text), "transaction": transaction})


class TrailPage(Persistent):
    """Some consecutive sealed entries of one subject, as texts; ``first`` is the position of the first."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.texts: tuple[bytes, ...] = ()

    @property
    def last(self) -> int:
        """The position of the last entry."""
        return self.first + len(self.texts) - 1


class Seal(Persistent):
    """A signed statement about the heads of all trails (固化).

    ``body`` is canonical JSON: ``number`` (from 1), ``at``, ``previous`` (digest of the seal before),
    ``changed`` (a list of ``[subject, first, last, head]``: the positions added to a trail and the hash of
    its last entry), ``entries`` and ``trails`` (totals up to here) and ``key`` (fingerprint of the public
    key).
    """

    def __init__(self, body: bytes, signature: bytes) -> None:
        self.body = body
        self.signature = signature

    @property
    def digest(self) -> str:
        """What the next seal and the anchor name this one by."""
        return digest(self.body + self.signature)

    def values(self) -> dict[str, Any]:
        """The body read."""
        values: dict[str, Any] = json.loads(self.body)
        return values


@dataclass(frozen=True)
class Standing:
    """How far the trail is sealed; number 0 when nothing is. ``unsealed`` counts entries that wait."""

    number: int
    anchor: str
    at: str
    entries: int
    trails: int
    key: str
    unsealed: int

    @property
    def instant(self) -> datetime:
        """When the last seal was made."""
        return datetime.fromisoformat(self.at)


class AuditTrail(Persistent):
    """Everything of the audit trail. Writers touch ``pending`` alone, the worker all of it."""

    def __init__(self) -> None:
        self.pending = Pending()  # Bundle
        self.pages = OOBTree()  # (subject, page number from 0) → TrailPage
        self.seals = LOBTree()  # number from 1 → Seal
        self.refusals = OOBTree()  # (minute, person, address) → RefusalTally

    def trail(self, subject: str) -> Iterator[TrailPage]:
        """The pages of a subject in order."""
        return iter(self.pages.values((subject, 0), (subject, LAST)))

    def last_page(self, subject: str) -> TrailPage | None:
        """The newest page of a subject, None for a new trail."""
        try:
            key = self.pages.maxKey((subject, LAST))
        except ValueError:
            return None
        return self.pages[key] if key[0] == subject else None

    def waiting(self) -> list[Bundle]:
        """All bundles that wait for a seal, in the order of their transactions."""
        bundles = {bundle._p_oid: bundle for _, bundle in self.pending.items()}
        return sorted(bundles.values(), key=Bundle.order)

    def last_seal(self) -> Seal | None:
        """The newest seal."""
        return self.seals[self.seals.maxKey()] if self.seals else None
