"""Alerts to the security officer, and the thresholds that raise them (security, *Classification*)."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

REFUSALS, DOWNLOADS, HOURS, OVERRUN = "refusals", "downloads", "hours", "overrun"
KINDS = (REFUSALS, DOWNLOADS, HOURS, OVERRUN)


@dataclass(frozen=True)
class UseRules:
    """Terms of loans and permits, and what raises an alert; a setting kept in the store.

    Times are ``HH:MM`` of the archive's day. ``blocking`` names the kinds of alert that block the account.
    """

    loan_days: int = 15
    renewals: int = 2
    permit_days: int = 30
    handback_hours: int = 24  # C12 3.4.6
    work_begins: str = "07:00"
    work_ends: str = "20:00"
    refusals: int = 10
    refusal_minutes: int = 10
    downloads: int = 50
    download_minutes: int = 60
    overruns: int = 3
    blocking: tuple[str, ...] = ()


class Alert(Persistent):
    """One suspicion about one person; ``count`` grows while it is open, ``detail`` holds plain values."""

    __parent__: Any = None
    state = "open"
    blocked = False
    settled_by = ""
    settled_at: datetime | None = None
    conclusion = ""

    def __init__(
        self, alert_id: str, kind: str, person: str, at: datetime, detail: Mapping[str, Any]
    ) -> None:
        self.id = self.__name__ = alert_id
        self.kind = kind
        self.person = person
        self.at = self.last_at = at
        self.detail = detail
        self.count = 1


class AlertFolder(Persistent):
    """All alerts by id; open ones by person and kind, so that one suspicion is one alert.

    ``rules`` are the thresholds; ``marks`` are what is counted: (person, kind, instant, random) → how much.
    """

    __name__ = "alerts"
    __parent__: Any = None

    def __init__(self) -> None:
        self._alerts = OOBTree()
        self._open = OOBTree()  # (person, kind) → alert id
        self.marks = OOBTree()
        self.rules = UseRules()

    def mark(self, person: str, kind: str, at: datetime, amount: int = 1) -> None:
        """Count something of a person, under a key that nobody else writes."""
        self.marks[(person, kind, at, secrets.randbits(62))] = amount

    def __getitem__(self, alert_id: str) -> Alert:
        return self._alerts[alert_id]

    def get(self, alert_id: str) -> Alert | None:
        return self._alerts.get(alert_id)

    def values(self) -> Iterator[Alert]:
        return iter(self._alerts.values())

    def open_for(self, person: str, kind: str) -> Alert | None:
        """The open alert of that kind about a person."""
        found = self._open.get((person, kind))
        return None if found is None else self._alerts[found]

    def opened(self) -> list[Alert]:
        """Those that nobody has settled."""
        return [self._alerts[alert_id] for alert_id in self._open.values()]

    def add(self, alert: Alert) -> None:
        alert.__parent__ = self
        self._alerts[alert.id] = alert
        self._open[(alert.person, alert.kind)] = alert.id

    def settled(self, alert: Alert) -> None:
        """It is off the page of what is open."""
        del self._open[(alert.person, alert.kind)]
