"""Fonds and categories: adding and changing them, with the rules by which their records are numbered."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Violation, Violations
from onestop_records.events import Actor, Event, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, IFonds, INotifier
from onestop_records.models.code import ITEM_TEMPLATE, numbered, problems, series_key
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.keeping import category_keeping
from onestop_records.models.site import Site

NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,11}\Z")
CODE = re.compile(r"[A-Z0-9]{1,8}(·[A-Z0-9]{1,8}){0,3}\Z")
TEMPLATES = ("template", "volume_template", "item_template")
PLAIN = ("title", "mark", "direct_filing", "retention", *TEMPLATES)


@implementer(IFonds)
class FondsPlan:
    """The fonds of one store, changed in the name of one person."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def add(self, number: str, title: str) -> Fonds:
        found = []
        if not NUMBER.match(number):
            message = _("A number is 1 to 12 capital letters, digits or hyphens")
            found.append(Violation("number", message))
        if number in self.site.fonds:
            found.append(Violation("number", _("There is such a fonds already")))
        if not title.strip():
            found.append(Violation("title", _("This is required")))
        Violations.check(found)
        fonds = Fonds(number, title.strip())
        self.site.fonds.add(fonds)
        self._tell(f"fonds:{number}", {}, {"title": fonds.title})
        return fonds

    def rename(self, fonds: Fonds, title: str) -> None:
        Violations.check([Violation("title", _("This is required"))] if not title.strip() else ())
        before, fonds.title = fonds.title, title.strip()
        if before != fonds.title:
            self._tell(f"fonds:{fonds.number}", {"title": before}, {"title": fonds.title})

    def add_category(self, fonds: Fonds, values: Mapping[str, Any]) -> Category:
        code = values.get("code", "")
        found = []
        if not CODE.match(code):
            message = _("A code is 1 to 8 capital letters or digits, further parts behind a dot: WS, ZY·TS")
            found.append(Violation("code", message))
        elif self.site.fonds.category(code) is not None:
            message = _(
                "A category has this code already; use another and say what stands in reference codes"
            )
            found.append(Violation("code", message))
        Violations.check([*found, *self._wrong(values)])
        category = Category(code, "", "", "")
        fonds.add(category)
        self._set(category, values)
        return category

    def change_category(self, category: Category, values: Mapping[str, Any]) -> None:
        Violations.check(self._wrong(values))
        self._set(category, values)

    def keeper(self, category: Category) -> str:
        return self.site.holder(category.keeping) if category.keeping in self.site.keepings else ""

    def check_category(self, fonds: Fonds, values: Mapping[str, Any]) -> list[str]:
        Violations.check(self._wrong(values))
        return self.preview(fonds, values)

    def preview(self, fonds: Fonds, values: Mapping[str, Any]) -> list[str]:
        unit = next(iter(self.site.units.values()), None)
        sample: dict[str, Any] = {
            "fonds": fonds.number,
            "category": values.get("mark") or values.get("code", ""),
            "year": self.clock.today().year,
            "retention": values.get("retention") or next(iter(self.site.retention), "Y"),
            "unit": unit.code if unit else "BGS",
            "unit_title": unit.title if unit else "BGS",
            "group": 1,
        }
        template = values["template"]
        volume = self._code(values.get("volume_template") or template, {**sample, "volume": ""})
        item = self._code(values.get("item_template") or ITEM_TEMPLATE, {**sample, "volume": volume})
        return [self._code(template, {**sample, "volume": ""}), volume, item]

    def _code(self, template: str, values: Mapping[str, Any]) -> str:
        return numbered(template, series_key(template, values), 1)

    def _wrong(self, values: Mapping[str, Any]) -> Iterator[Violation]:
        if not values.get("title"):
            yield Violation("title", _("This is required"))
        if values.get("mark") and not CODE.match(values["mark"]):
            yield Violation("mark", _("Capital letters or digits, parts joined by a dot"))
        if not values.get("template"):
            yield Violation("template", _("This is required"))
        for name in TEMPLATES:
            if values.get(name):
                yield from (Violation(name, problem) for problem in problems(values[name]))
        for name in ("template", "volume_template"):
            if "{volume}" in values.get(name, ""):
                yield Violation(name, _("Only items of a volume have the code of their volume"))
        if values.get("retention") and values["retention"] not in self.site.retention:
            yield Violation("retention", _("There is no such retention class"))
        person = self.site.people.get(values.get("keeper", ""))
        if person is None or person.closed or "archivist" not in person.roles:
            yield Violation("keeper", _("Choose an archivist"))

    def _set(self, category: Category, values: Mapping[str, Any]) -> None:
        before = {name: getattr(category, name) for name in PLAIN} | {"keeper": self.keeper(category)}
        empty = {"direct_filing": False}
        for name in PLAIN:
            setattr(category, name, values.get(name, empty.get(name, "")))
        if self.keeper(category) != values["keeper"]:
            category.keeping = self._keeping(values["keeper"])
        after = {name: getattr(category, name) for name in PLAIN} | {"keeper": values["keeper"]}
        changed = [name for name in after if before[name] != after[name]]
        if changed:
            subject = f"category:{category.__parent__.number}/{category.code}"
            self._tell(subject, {n: before[n] for n in changed}, {n: after[n] for n in changed})

    def _keeping(self, person_id: str) -> str:
        """The keeping into which records filed with this archivist pass: one apart from what they capture."""
        in_use = (each.keeping for fonds in self.site.fonds.values() for each in fonds.values())
        return category_keeping(self.site.keepings, self.site.people[person_id], in_use)

    def _tell(self, subject: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.notify(SettingsChanged(self.actor, subject, "settings", before=before, after=after))


def factory(context: object, request: Request) -> FondsPlan:
    clock, notify = request.find_service(IClock), request.find_service(INotifier)
    return FondsPlan(request.site, clock, request.actor, notify)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IFonds)
