"""Limits of time and the deadlines they lead to (casework, *Clocks*)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

MINUTES, HOURS, DAYS, WORKING_DAYS, SAME_DAY, NEXT_DAY = (
    "minutes",
    "hours",
    "days",
    "working-days",
    "same-day",
    "next-day",
)
UNITS = (MINUTES, HOURS, DAYS, WORKING_DAYS, SAME_DAY, NEXT_DAY)
OPENING = frozenset({MINUTES, HOURS})  # run while the doors are open, and by the day all others
_ORDER = {MINUTES: 0, HOURS: 0, SAME_DAY: 1, NEXT_DAY: 2, DAYS: 3, WORKING_DAYS: 3}


@dataclass(frozen=True)
class Limit:
    """So many units of time; ``rule`` names where it comes from (``N30.3``). A setting, never a constant.

    ``minutes`` and ``hours`` run while the house is open, lunch left out; ``days`` are those of the calendar.
    """

    unit: str
    number: int
    rule: str

    def within(self, other: "Limit") -> bool | None:
        """True when it never ends later than ``other``; None when that depends on the calendar."""
        ranks = _ORDER[self.unit], _ORDER[other.unit]
        if ranks[0] != ranks[1]:
            return None if self.unit == HOURS and self.number > 8 else ranks[0] < ranks[1]
        if ranks[0] in (1, 2):
            return True
        if ranks[0] == 0:
            return self._minutes <= other._minutes
        if self.number > other.number:
            return False
        return None if (self.unit, other.unit) == (WORKING_DAYS, DAYS) else True

    @property
    def _minutes(self) -> int:
        return self.number * 60 if self.unit == HOURS else self.number


@dataclass(frozen=True)
class Deadline:
    """An instant, UTC; ``provisional`` while it reaches into a year whose calendar is not published."""

    at: datetime
    provisional: bool = False


@dataclass(frozen=True)
class LimitSetting:
    """The limit of one kind of clock; ``warn`` is how much before the end people are warned, in its unit.

    Days are warned of at opening time, 0 not at all. ``profiles`` maps the name of another rule set to
    its limit.
    """

    name: str
    limit: Limit
    warn: int = 1
    profiles: tuple[tuple[str, Limit], ...] = ()


# What a new archive begins with; from then on the store decides. Figures are the regulations' own.
SHIPPED = (
    # Cases.
    LimitSetting("one-time-notice", Limit(WORKING_DAYS, 5, "W9-7.4.1d")),
    LimitSetting("case-instant", Limit(MINUTES, 30, "C10"), warn=10),
    LimitSetting("case-promised", Limit(WORKING_DAYS, 5, "C2")),  # 3 to 5 days; a matter promises its own
    LimitSetting("question", Limit(WORKING_DAYS, 3, "W9-6.3.2")),
    LimitSetting("question-referred", Limit(WORKING_DAYS, 5, "W9-6.3.2")),
    LimitSetting("petition", Limit(DAYS, 60, "C10"), warn=5),  # 信访工作条例: within 60 days of acceptance
    LimitSetting("misconduct", Limit(WORKING_DAYS, 15, "C10"), warn=3),  # no figure there: as complaints
    LimitSetting("appeal", Limit(WORKING_DAYS, 15, "W3-17"), warn=3),  # no figure there: as complaints
    LimitSetting("opinion", Limit(WORKING_DAYS, 15, "S8.1"), warn=3),  # no figure there: as complaints
    LimitSetting("agency-step", Limit(WORKING_DAYS, 5, "C15")),  # by promised limit; a step may have its own
    LimitSetting("agency-closing", Limit(WORKING_DAYS, 5, "N7")),  # no figure there
    LimitSetting("joint-task", Limit(WORKING_DAYS, 5, "C7")),
    LimitSetting("joint-call", Limit(WORKING_DAYS, 1, "C7"), warn=0),  # no figure there
    # Matching: S6 says soon (及时) and regularly (定期), no figures.
    LimitSetting("matching-confirm", Limit(WORKING_DAYS, 1, "S6.2.1"), warn=0),
    LimitSetting("matching-answer", Limit(WORKING_DAYS, 3, "S6.2.2")),
    LimitSetting("matching-tell", Limit(WORKING_DAYS, 1, "S6.2.3"), warn=0),
    LimitSetting("matching-contact", Limit(WORKING_DAYS, 5, "S6.3.1")),
    LimitSetting("matching-contact-green", Limit(WORKING_DAYS, 2, "S6.3.3"), warn=0),
    LimitSetting("special-task", Limit(WORKING_DAYS, 10, "S9.6")),  # a task names its own day
    LimitSetting("evaluation-improvement", Limit(WORKING_DAYS, 10, "S8.3.2"), warn=2),  # no figure there
    # Complaints.
    LimitSetting("complaint-accept", Limit(WORKING_DAYS, 7, "N30.3")),
    LimitSetting(
        "complaint-simple",
        Limit(SAME_DAY, 1, "N30.4"),  # on the spot
        warn=0,
        profiles=(("C2", Limit(NEXT_DAY, 1, "C2")),),
    ),
    LimitSetting(
        "complaint-answer",
        Limit(WORKING_DAYS, 15, "N30.4"),
        warn=3,
        profiles=(("C2", Limit(DAYS, 7, "C2")),),  # complex ones within a week
    ),
    LimitSetting("complaint-follow-up", Limit(DAYS, 7, "N31"), warn=2),
    # What is overdue.
    LimitSetting("chase", Limit(WORKING_DAYS, 1, "C2"), warn=0),  # the term of one chase (催办)
)
USUAL = "N"  # the name of the profile that the limits themselves make
PROFILES = (USUAL, "C2")


class LimitBook(Persistent):
    """The limits of one house, by name."""

    __name__ = "limits"
    __parent__: Any = None
    profile = USUAL

    def __init__(self) -> None:
        self._settings = OOBTree({setting.name: setting for setting in SHIPPED})

    def __getitem__(self, name: str) -> LimitSetting:
        return self._settings[name]

    def get(self, name: str) -> LimitSetting | None:
        found: LimitSetting | None = self._settings.get(name)
        return found

    def values(self) -> Iterator[LimitSetting]:
        return iter(self._settings.values())

    def put(self, setting: LimitSetting) -> None:
        self._settings[setting.name] = setting

    def adopt(self, profile: str) -> list[tuple[LimitSetting, LimitSetting]]:
        """Take the limits of a profile where it has its own; return pairs (before, after) of what changes."""
        changed = []
        for before in self._settings.values():
            known = dict(before.profiles)
            if self.profile == profile or not known:
                continue
            if profile in known:
                own = tuple(pair for pair in before.profiles if pair[0] != profile)
                after = replace(before, limit=known[profile], profiles=(*own, (self.profile, before.limit)))
                changed.append((before, after))
        for __, after in changed:
            self.put(after)
        self.profile = profile
        return changed
