"""Units and the posts in them."""

import re
from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.events import Actor, UnitChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, INotifier, IUnits
from onestop_records.models.person import Appointment, Person
from onestop_records.models.site import Site
from onestop_records.models.unit import Unit
from onestop_records.services.notifier import Notifier

CODE = re.compile(r"[A-Z0-9]{1,12}\Z")
CHANGEABLE = ("title", "parent", "posts", "closed")


@implementer(IUnits)
class Units:
    """Units of one archive, changed on behalf of ``actor``."""

    def __init__(self, site: Site, clock: Clock, notify: Notifier, actor: Actor) -> None:
        self.site = site
        self.clock = clock
        self.notify = notify
        self.actor = actor

    def add(
        self, code: str, title: str, parent: str | None = None, posts: Mapping[str, str] | None = None
    ) -> Unit:
        """Make a unit; ``posts`` maps codes to titles. Raises Violations."""
        found = []
        if not CODE.match(code):
            found.append(Violation("code", _("1 to 12 capital Latin letters or digits.")))
        elif code in self.site.units:
            found.append(Violation("code", _("This code is taken.")))
        unit = Unit(code, title.strip(), parent)
        unit.posts = dict(posts or {})
        Violations.check([*found, *self._violations(unit, {"title": title, "parent": parent})])
        self.site.units.add(unit)
        after = {"title": unit.title, "parent": parent, "posts": unit.posts}
        self.notify(UnitChanged(self.actor, code, "unit", after=after))
        return unit

    def change(self, unit: Unit, values: Mapping[str, Any]) -> None:
        """Change ``title``, ``parent``, ``posts``, ``closed``; raises Violations."""
        changed = {
            name: values[name]
            for name in CHANGEABLE
            if name in values and values[name] != getattr(unit, name)
        }
        Violations.check(self._violations(unit, changed))
        if not changed:
            return
        before = {name: getattr(unit, name) for name in changed}
        for name, value in changed.items():
            setattr(unit, name, value)
        self.notify(UnitChanged(self.actor, unit.code, "unit", before=before, after=changed))

    def members(self, unit: Unit) -> list[tuple[Person, Appointment]]:
        """Pairs of person and post held in the unit today, by name."""
        today = self.clock.today()
        found = [
            (person, appointment)
            for person in self.site.people.values()
            for appointment in person.appointments
            if not person.closed and appointment.unit == unit.code and appointment.in_force(today)
        ]
        return sorted(found, key=lambda pair: pair[0].name)

    def _violations(self, unit: Unit, changed: Mapping[str, Any]) -> list[Violation]:
        found = []
        if not changed.get("title", unit.title).strip():
            found.append(Violation("title", _("A name is required.")))
        if changed.get("parent") and self._circular(unit, changed["parent"]):
            found.append(Violation("parent", _("There is no such unit, or it stands below this one.")))
        if changed.get("closed"):
            if self.members(unit):
                found.append(Violation("closed", _("Somebody still holds a post in this unit.")))
            if any(child.parent == unit.code and not child.closed for child in self.site.units.values()):
                found.append(Violation("closed", _("Other units stand below this one.")))
        return found

    def _circular(self, unit: Unit, parent: str | None) -> bool:
        """True when the parent is unknown, closed, or the unit itself or below it."""
        seen = {unit.code}
        while parent:
            above = self.site.units.get(parent)
            if above is None or above.closed or parent in seen:
                return True
            seen.add(parent)
            parent = above.parent
        return False


def units_factory(context: object, request: Request) -> Units:
    """The units of this request's archive, acted upon by its person."""
    clock, notify = request.find_service(IClock), request.find_service(INotifier)
    return Units(request.site, clock, notify, request.actor)


def includeme(config: Configurator) -> None:
    config.register_service_factory(units_factory, IUnits)
