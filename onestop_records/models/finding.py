"""Findings: what a round or a stock-taking found wrong, who settles it, until when, and by what proof."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from onestop_records.i18n import _
from onestop_records.models.disposal import Move

WATCHED = {  # of a round: what was measured or looked at
    "temperature": _("Temperature out of limits"),
    "humidity": _("Humidity out of limits"),
    "fire": _("Fire safety"),
    "pests": _("Pests or mould"),
    "damp": _("Damp or leaks"),
    "ventilation": _("Ventilation"),
}
DIFFERING = {  # of a stock-taking: how a thing differs from the catalogue
    "missing": _("Not in its place"),
    "misplaced": _("In the wrong box"),
    "foreign": _("Does not belong here"),
    "missing-box": _("Box missing"),
    "foreign-box": _("Box of another room"),
}
KINDS = {**WATCHED, **DIFFERING}


class Finding(Persistent):
    """``open → settled → closed``; ``source`` is the id of the round or stock-taking it comes from.

    ``said`` is what was measured or noted, ``rule`` the limit's source; ``record`` and ``box`` are ids,
    ``code`` a label's code that was scanned. ``proof`` is the id of a record.
    """

    __parent__: Any = None
    state = "open"
    revision = 1
    record = ""
    box = ""
    code = ""
    settlement = ""
    proof = ""
    moves: tuple[Move, ...] = ()

    def __init__(
        self, finding_id: str, kind: str, room: str, source: str, responsible: str, due: date, at: datetime
    ) -> None:
        self.id = self.__name__ = finding_id
        self.kind = kind
        self.room = room
        self.source = source
        self.responsible = responsible
        self.due = due
        self.found_at = at
        self.found_by = ""
        self.said = ""
        self.rule = ""

    @property
    def watched(self) -> bool:
        """Of a round; False for what a stock-taking found."""
        return self.kind in WATCHED

    def moved(self, name: str) -> Move | None:
        """The last time that a step was made."""
        return next((move for move in reversed(self.moves) if move.name == name), None)


class FindingFolder(Persistent):
    """All findings by id; those that are open or wait for a decision are kept apart."""

    __name__ = "findings"
    __parent__: Any = None

    def __init__(self) -> None:
        self._findings = OOBTree()
        self.open = OOTreeSet()
        self.settled = OOTreeSet()  # wait for the manager
        self._closed = OOBTree()  # (when found, id) → None

    def __getitem__(self, finding_id: str) -> Finding:
        return self._findings[finding_id]

    def get(self, finding_id: str) -> Finding | None:
        return self._findings.get(finding_id)

    def values(self) -> Iterator[Finding]:
        return iter(self._findings.values())

    def closed(self, most: int) -> list[Finding]:
        """Those that are closed, the newest first."""
        keys = list(self._closed)[-most:]
        return [self._findings[finding_id] for _at, finding_id in reversed(keys)]

    def close(self, finding: Finding) -> None:
        """Nothing more happens to it."""
        self._closed[(finding.found_at.isoformat(), finding.id)] = None

    def add(self, finding: Finding) -> None:
        finding.__parent__ = self
        self._findings[finding.id] = finding
        self.open.insert(finding.id)
