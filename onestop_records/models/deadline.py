"""Running clocks: when each ends, its pauses, whether it was met; and which comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from onestop_records.models.limit import Deadline, Limit

Name = tuple[str, str, str]  # kind of object, its id, name of the clock


@dataclass(frozen=True)
class Pause:
    """The client owes something from an instant until another (None: still); why."""

    since: datetime
    reason: str
    until: datetime | None = None


class Clock(Persistent):
    """One limit running on one object.

    ``due`` is its end, UTC, ``provisional`` while that reaches into a year whose calendar is not published;
    it is not moved while ``paused``. ``warned`` and ``overdue`` say when people were told; ``chased`` how
    often since (1: the handlers, 2: the head of the unit too, 3: the manager too).
    """

    pauses: tuple[Pause, ...] = ()
    stopped: datetime | None = None
    warned: datetime | None = None
    overdue: datetime | None = None
    chased = 0
    alarm: datetime | None = None  # when it is looked at next

    def __init__(self, name: str, limit: Limit, started: datetime, deadline: Deadline) -> None:
        self.name = name
        self.limit = limit
        self.started = started
        self.set(deadline)

    def set(self, deadline: Deadline) -> None:
        """It ends then."""
        self.due, self.provisional = deadline.at, deadline.provisional

    @property
    def running(self) -> bool:
        """Started and not stopped; may be paused."""
        return self.stopped is None

    @property
    def paused(self) -> bool:
        """Waiting for the client."""
        return self.running and bool(self.pauses) and self.pauses[-1].until is None

    @property
    def in_time(self) -> bool | None:
        """Whether it was met; None while it runs."""
        return None if self.stopped is None else self.stopped <= self.due

    def late(self, now: datetime) -> bool:
        """True when it was missed, or is running and its end has passed."""
        if self.paused:
            return False
        return (self.stopped or now) > self.due

    def pause(self, at: datetime, reason: str) -> None:
        self.pauses = (*self.pauses, Pause(at, reason))

    def resume(self, at: datetime) -> None:
        self.pauses = (*self.pauses[:-1], replace(self.pauses[-1], until=at))

    def stop(self, at: datetime) -> None:
        """It is done; a pause ends with it, and the deadline stands as it was before that pause."""
        if self.paused:
            self.resume(at)
        self.stopped = at


class DeadlineBook(Persistent):
    """Which clock is to be looked at when; keys that no two writers share.

    ``edition`` is the calendar that all deadlines are computed by, ``recomputing`` the one that they are
    being computed by anew and the clock that this has come to.
    """

    edition: tuple[int, int] = (0, 0)
    recomputing: tuple[tuple[int, int], Name] | None = None

    def __init__(self) -> None:
        self._alarms = OOTreeSet()  # (instant, kind, id, name)
        self._running = OOTreeSet()  # (kind, id, name)

    def put(self, kind: str, subject_id: str, clock: Clock, alarm: datetime | None) -> None:
        """Look at a running clock then, None: no more; a stopped one leaves."""
        name = (kind, subject_id, clock.name)
        if clock.alarm is not None and (clock.alarm, *name) in self._alarms:
            self._alarms.remove((clock.alarm, *name))
        clock.alarm = alarm if clock.running else None
        if clock.alarm is not None:
            self._alarms.insert((clock.alarm, *name))
        if not clock.running:
            if name in self._running:
                self._running.remove(name)
        elif name not in self._running:
            self._running.insert(name)

    def ripe(self, now: datetime) -> Iterator[Name]:
        """The clocks to be looked at by now, in the order of their alarms."""
        for instant, *name in self._alarms:
            if instant > now:
                return
            yield (name[0], name[1], name[2])

    def drop(self, name: Name) -> None:
        """Forget a clock whose object is gone."""
        for key in [key for key in self._alarms if key[1:] == name]:
            self._alarms.remove(key)
        if name in self._running:
            self._running.remove(name)

    def after(self, name: Name | None) -> Iterator[Name]:
        """The running clocks behind this one."""
        return iter(self._running.keys(name, excludemin=name is not None))

    def __len__(self) -> int:
        return len(self._running)
