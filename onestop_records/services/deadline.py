"""Running clocks: started, paused, stopped; warned of, overdue, chased, escalated (casework, *Clocks*)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock as Now
from onestop_records.errors import Conflict, Refused, Violation, Violations
from onestop_records.events import (
    Actor,
    DeadlineChased,
    DeadlineMet,
    DeadlineMissed,
    DeadlineMoved,
    DeadlinePaused,
    DeadlineResumed,
    DeadlineStarted,
    DeadlineWarned,
    Event,
)
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IDeadlines, INotices, INotifier, IWorkingDays
from onestop_records.models.deadline import Clock, Name
from onestop_records.models.limit import Limit
from onestop_records.models.site import Site
from onestop_records.services.described import reason_given

CHASE = "chase"  # the setting that says how long the term of a chase is
LAST_STEP = 3  # 1: the handlers are told, 2: the head of the unit too, 3: the manager too

ListenerFactory = Callable[[Request], Any]  # makes an ``IDeadlineListener``


@implementer(IDeadlines)
class Deadlines:
    """Of one archive. ``listener`` makes what a kind of object says of itself, ``notices`` tells people."""

    def __init__(
        self,
        site: Site,
        now: Now,
        actor: Actor,
        notifier: Callable[[Event], None],
        working_days: Any,
        listener: Callable[[str], Any],
        notices: Callable[[], Any],
    ) -> None:
        self.site = site
        self.book = site.deadlines
        self.now = now
        self.actor = actor
        self.notify = notifier
        self.working_days = working_days
        self.listener = listener
        self.notices = notices

    def start(self, subject: Any, name: str, at: datetime | None = None, limit: Limit | None = None) -> Clock:
        present = subject.clocks.get(name)
        if present is not None and present.running:
            raise Conflict(Violation("state", _("This clock is running already")))
        started = at or self.now.now()
        chosen: Limit = limit or self.site.limits[name].limit
        clock = Clock(name, chosen, started, self.working_days.deadline(started, chosen))
        subject.clocks[name] = clock
        self._put(subject, clock)
        after = {"clock": name, "limit": _words(chosen), "rule": chosen.rule, "until": _text(clock.due)}
        self._tell(DeadlineStarted, subject, after=after)
        return clock

    def pause(self, subject: Any, name: str, reason: str) -> Clock:
        clock = self._running(subject, name)
        reason = reason_given("reason", reason)
        if not reason:
            raise Violations(Violation("reason", _("Give a reason")))
        if clock.paused:
            raise Conflict(Violation("state", _("This clock is paused already")))
        if clock.late(self.now.now()):
            raise Refused(Violation("state", _("The deadline has passed: a pause would hide that")))
        clock.pause(self.now.now(), reason)
        self._put(subject, clock)
        self._tell(DeadlinePaused, subject, reason, {"clock": name, "until": _text(clock.due)})
        return clock

    def resume(self, subject: Any, name: str) -> Clock:
        clock = self._running(subject, name)
        if not clock.paused:
            raise Conflict(Violation("state", _("This clock is not paused")))
        before = _text(clock.due)
        clock.resume(self.now.now())
        self._compute(subject, clock)
        told = {"clock": name, "until": before}, {"until": _text(clock.due)}
        self._tell(DeadlineResumed, subject, "", *told)
        return clock

    def stop(self, subject: Any, name: str) -> Clock | None:
        clock: Clock | None = subject.clocks.get(name)
        if clock is None or not clock.running:
            return clock
        clock.stop(self.now.now())
        self._put(subject, clock)
        event = DeadlineMet if clock.in_time else DeadlineMissed
        self._tell(event, subject, after={"clock": name, "until": _text(clock.due)})
        return clock

    def chase(self, subject: Any, name: str, reason: str) -> Clock:
        clock = self._running(subject, name)
        reason = reason_given("reason", reason)
        if clock.late(self.now.now()):
            self._chase(subject, clock, reason)
        elif clock.warned is not None:
            self._remind(subject, clock, reason)
        else:
            raise Refused(Violation("state", _("Nothing is chased before its deadline is near")))
        return clock

    def run(self, most: int = 100) -> int:
        moved = self._recompute(most)
        if moved:
            return moved  # nobody is told by a calendar that is no longer in force
        ripe = list(islice(self.book.ripe(self.now.now()), most))
        for name in ripe:
            self._ring(name)
        return len(ripe)

    def _ring(self, name: Name) -> None:
        subject, clock = self._find(name)
        if subject is None or clock is None:
            self.book.drop(name)
        elif clock.late(self.now.now()):
            self._chase(subject, clock)
        elif not clock.paused and clock.warned is None:
            self._warn(subject, clock)
        else:
            self._put(subject, clock)

    def _warn(self, subject: Any, clock: Clock) -> None:
        clock.warned = self.now.now()
        self._put(subject, clock)
        self._remind(subject, clock)
        self.listener(subject.deadline_kind).told(subject, clock.name, "warned")

    def _remind(self, subject: Any, clock: Clock, reason: str = "") -> None:
        """Tell the handlers that the end is near; by hand as often as somebody has a reason to."""
        listener = self.listener(subject.deadline_kind)
        people = list(listener.handlers(subject, clock.name))
        message = _("Due soon: ${title}", mapping={"title": listener.title(subject)})
        self._send(people, message, subject, clock, f"warned-{_text(self.now.now())}")
        self._tell(DeadlineWarned, subject, reason, after={"clock": clock.name, "until": _text(clock.due)})

    def _chase(self, subject: Any, clock: Clock, reason: str = "") -> None:
        now, listener = self.now.now(), self.listener(subject.deadline_kind)
        first = clock.overdue is None and clock.late(now)
        if first:
            clock.overdue = now
        clock.chased += 1
        term = self.working_days.deadline(now, self.site.limits[CHASE].limit).at
        alarm = term if clock.chased < LAST_STEP else None
        self.book.put(subject.deadline_kind, subject.id, clock, alarm)
        people = list(listener.handlers(subject, clock.name))
        if clock.chased > 1:
            people += listener.superiors(subject, clock.name, min(clock.chased, LAST_STEP))
        message = _("Overdue: ${title}", mapping={"title": listener.title(subject)})
        self._send(people, message, subject, clock, f"chased-{clock.chased}")
        after = {"clock": clock.name, "number": clock.chased, "until": _text(term)}
        if first:
            self._tell(DeadlineMissed, subject, after={"clock": clock.name, "until": _text(clock.due)})
        self._tell(DeadlineChased, subject, reason, after=after)
        listener.told(subject, clock.name, "overdue" if first else "chased")

    def _recompute(self, most: int) -> int:
        """After a change of the calendar: the next running clocks."""
        edition = self.working_days.edition()
        if self.book.edition == edition:
            return 0
        place = self.book.recomputing
        last = place[1] if place is not None and place[0] == edition else None
        found = list(islice(self.book.after(last), most))
        for name in found:
            self._move(name)
        if len(found) < most:
            self.book.edition, self.book.recomputing = edition, None
        else:
            self.book.recomputing = (edition, found[-1])
        return len(found)

    def _move(self, name: Name) -> None:
        subject, clock = self._find(name)
        if subject is None or clock is None:
            self.book.drop(name)
            return
        before, provisional = clock.due, clock.provisional
        self._compute(subject, clock)
        if clock.due != before:
            told = {"clock": clock.name, "until": _text(before)}, {"until": _text(clock.due)}
            self._tell(DeadlineMoved, subject, "", *told)
        if (clock.due, clock.provisional) != (before, provisional):
            self.listener(subject.deadline_kind).told(subject, clock.name, "moved")

    def _compute(self, subject: Any, clock: Clock) -> None:
        """Its end by the calendar as it is now; what had been told of an earlier end is told again."""
        before = clock.due
        clock.set(self.working_days.deadline(clock.started, clock.limit, clock.pauses))
        if clock.due > before:
            clock.warned = None
            if clock.due > self.now.now():
                clock.overdue, clock.chased = None, 0
        if clock.overdue is None:  # else the term of the chase under way goes on
            self._put(subject, clock)

    def _put(self, subject: Any, clock: Clock) -> None:
        alarm = None if clock.paused else self._alarm(clock)
        self.book.put(subject.deadline_kind, subject.id, clock, alarm)

    def _alarm(self, clock: Clock) -> datetime | None:
        setting = self.site.limits.get(clock.name)
        number = setting.warn if setting is not None and setting.limit.unit == clock.limit.unit else 1
        warning = self.working_days.warning(clock.due, clock.limit, number)
        if clock.warned is None and warning is not None and warning > clock.started:
            return min(warning, clock.due)
        return clock.due if clock.chased < LAST_STEP else None

    def _running(self, subject: Any, name: str) -> Clock:
        clock: Clock | None = subject.clocks.get(name)
        if clock is None or not clock.running:
            raise Conflict(Violation("state", _("This clock is not running")))
        return clock

    def _find(self, name: Name) -> tuple[Any, Clock | None]:
        kind, subject_id, clock_name = name
        subject = self.listener(kind).find(subject_id)
        clock = subject.clocks.get(clock_name) if subject is not None else None
        return subject, clock if clock is not None and clock.running else None

    def _send(self, people: list[str], message: Any, subject: Any, clock: Clock, what: str) -> None:
        local = self.now.local(clock.due).strftime("%Y-%m-%d %H:%M")
        text = _("Its time limit ends on ${day}.", mapping={"day": local})
        key = f"{subject.deadline_kind}/{subject.id}/{clock.name}/{_text(clock.due)}/{what}"
        address = self.listener(subject.deadline_kind).address(subject)
        self.notices().send(people, message, text, address, key)

    def _tell(
        self,
        event: type[Event],
        subject: Any,
        reason: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        kind = subject.deadline_kind
        self.notify(event(self.actor, subject.id, kind, reason, before or {}, after or {}))


def _text(instant: datetime) -> str:
    return instant.isoformat()


def _words(limit: Limit) -> str:
    return f"{limit.number} {limit.unit}"


def add_deadline_listener(config: Configurator, kind: str, factory: ListenerFactory) -> None:
    """Directive: ``factory(request)`` makes the ``IDeadlineListener`` of this kind of object."""
    config.registry.deadline_listeners[kind] = factory


def factory(context: object, request: Request) -> Deadlines:
    made: dict[str, Any] = {}

    def listener(kind: str) -> Any:
        if kind not in made:  # only when needed: who listens may itself need the clocks
            made[kind] = request.registry.deadline_listeners[kind](request)
        return made[kind]

    return Deadlines(
        request.site,
        request.find_service(IClock),
        request.actor,
        request.find_service(INotifier),
        request.find_service(IWorkingDays),
        listener,
        lambda: request.find_service(INotices),
    )


def includeme(config: Configurator) -> None:
    config.registry.deadline_listeners = {}
    config.add_directive("add_deadline_listener", add_deadline_listener)
    config.register_service_factory(factory, IDeadlines)
