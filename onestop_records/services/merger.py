"""Merging of units: posts, subordinate units and access go over; what members answer for is handed over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.events import Actor, PersonChanged, UnitChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IMergers, INotifier
from onestop_records.models.person import Appointment, Person
from onestop_records.models.site import Site
from onestop_records.models.unit import Unit, absorbed
from onestop_records.services.notifier import Notifier
from onestop_records.services.personvalues import plain


@implementer(IMergers)
class Mergers:
    """Of one archive, on behalf of ``actor``."""

    def __init__(self, site: Site, clock: Clock, notify: Notifier, actor: Actor) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.actor = actor

    def merge(self, unit: Unit, into: str, last: date) -> int:
        target = self.site.units.get(into)
        Violations.check(self._wrong(unit, target, last))
        assert target is not None  # a violation was raised else
        moved = [person for person in self.site.people.values() if self._move(person, unit, target, last)]
        for below in self.site.units.values():
            if below.parent == unit.code and below is not target:
                self._set(below, {"parent": target.code})
        self._set(target, {"posts": {**unit.posts, **target.posts}})
        target.absorbed = tuple(dict.fromkeys((*target.absorbed, unit.code)))
        self._set(unit, {"closed": True})
        return len(moved)

    def _wrong(self, unit: Unit, target: Unit | None, last: date) -> Iterator[Violation]:
        if target is None or target.closed or target is unit:
            yield Violation("into", _("There is no such unit, or it is closed."))
        elif self._below(target, unit):
            yield Violation("into", _("A unit is not merged into one that stands below it"))
        if unit.closed:
            yield Violation("", _("This unit no longer exists"))
        if last < self.clock.today():
            yield Violation("last", _("The last day is past"))

    def _below(self, unit: Unit, above: Unit) -> bool:
        parent, seen = unit.parent, set()
        while parent and parent not in seen:
            if parent == above.code:
                return True
            seen.add(parent)
            found = self.site.units.get(parent)
            parent = found.parent if found else None
        return False

    def _move(self, person: Person, unit: Unit, target: Unit, last: date) -> bool:
        """End the posts that last longer, and go on with the same in the other unit from the next day."""
        going = [p for p in person.appointments if p.unit == unit.code and (not p.until or p.until > last)]
        if not going or person.closed:
            return False
        before = plain(person.appointments)
        others = tuple(post for post in person.appointments if post not in going)
        ended = tuple(replace(post, until=last) for post in going if post.since <= last)
        going_on = tuple(_in(target, post, last + timedelta(days=1)) for post in going)
        person.appointments = (*others, *ended, *going_on)
        self.site.handovers.expected[person.id] = (last, self.clock.today())
        told = PersonChanged(
            self.actor,
            person.id,
            "person",
            before={"appointments": before},
            after={"appointments": plain(person.appointments)},
        )
        self.notify(told)
        return True

    def _set(self, unit: Unit, values: dict[str, object]) -> None:
        before = {name: getattr(unit, name) for name in values}
        for name, value in values.items():
            setattr(unit, name, value)
        self.notify(UnitChanged(self.actor, unit.code, "unit", before=before, after=values))


def _in(target: Unit, post: Appointment, since: date) -> Appointment:
    return replace(post, unit=target.code, since=max(since, post.since))


def was_merged(site: Site, person: Person, last: date) -> bool:
    """True when a post ended on that day because its unit was merged into another."""
    ended = {post.unit for post in person.appointments if post.until == last}
    return any(ended & absorbed(site.units, [unit.code]) - {unit.code} for unit in site.units.values())


def factory(context: object, request: Request) -> Mergers:
    clock, notify = request.find_service(IClock), request.find_service(INotifier)
    return Mergers(request.site, clock, notify, request.actor)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IMergers)
