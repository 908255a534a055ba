"""What may be booked where and the rules of booking (H8.1.3): settings, each with the rule it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Refused, Violation, Violations
from onestop_records.events import Actor, Event, SettingsChanged
from onestop_records.i18n import _
from onestop_records.interfaces import IBookingRules, IClock, INotifier
from onestop_records.models.bookingpeople import own_units
from onestop_records.models.bookingrules import LIMITS, OFFER_LIMITS, BookingRules, Offer
from onestop_records.models.site import Site


@implementer(IBookingRules)
class Rules:
    """Of one archive."""

    def __init__(self, site: Site, clock: Clock, actor: Actor, notifier: Callable[[Event], None]) -> None:
        self.site = site
        self.folder = site.bookings
        self.clock = clock
        self.actor = actor
        self.notify = notifier

    def offer(self, values: Mapping[str, Any]) -> Offer:
        names = ("unit", "matter", "since", "minutes", "places", "ahead", "rule")
        known = {name: values[name] for name in names if values.get(name) is not None}
        offer = Offer(**{"matter": "", **known})
        Violations.check([*self._foreign(offer.unit), *self._wrong(offer)])
        terms = self.folder.terms(offer.unit, offer.matter)
        before = next((one for one in terms if one.since == offer.since), None)
        others = tuple(one for one in terms if one.since != offer.since)
        self.folder.set_offers(offer.unit, offer.matter, (*others, offer))
        self._tell(offer, before, offer)
        return offer

    def drop(self, unit: str, matter: str, since: date) -> None:
        terms = self.folder.terms(unit, matter)
        found = next((one for one in terms if one.since == since), None)
        if found is None:
            raise Missing(f"{unit}/{matter}/{since}")
        Violations.check(self._foreign(unit))
        if found.since <= self.clock.today():
            raise Refused(Violation("since", _("This has begun: offer something else from a day on")))
        self.folder.set_offers(unit, matter, tuple(one for one in terms if one is not found))
        self._tell(found, found, None)

    def change(self, values: Mapping[str, Any]) -> BookingRules:
        present = self.folder.rules
        figures = {name: values[name] for name in LIMITS if values.get(name) is not None}
        sources = {**present.rules, **(values.get("rules") or {})}
        changed = replace(present, **figures, rules=sources)
        Violations.check(_wrong_rules(changed))
        if changed != present:
            before, after = asdict(present), asdict(changed)
            names = [name for name in before if before[name] != after[name]]
            sides = ({name: _told_value(side[name]) for name in names} for side in (before, after))
            self.folder.rules = changed
            old, new = sides
            self.notify(SettingsChanged(self.actor, "booking-rules", "settings", before=old, after=new))
        return changed

    def _foreign(self, unit: str) -> Iterator[Violation]:
        """The head of a unit offers for its own window, a manager for all."""
        person = self.site.people.get(self.actor.person)
        if person is None or "manager" in person.roles:
            return
        if unit not in own_units(self.site, person, self.clock.today()):
            yield Violation("unit", _("The head of a unit sees to the offer of the own unit"))

    def _wrong(self, offer: Offer) -> Iterator[Violation]:
        unit = self.site.units.get(offer.unit)
        if unit is None or unit.closed:
            yield Violation("unit", _("There is no such unit, or it is closed."))
        if offer.matter and offer.matter not in self.site.matters:
            yield Violation("matter", _("There is no such matter in the catalogue"))
        if offer.since < self.clock.today():
            yield Violation("since", _("An offer begins today or later: what has passed stays as it was"))
        for name, (least, most) in OFFER_LIMITS.items():
            if not least <= getattr(offer, name) <= most:
                limits = {"least": least, "most": most}
                yield Violation(name, _("Between ${least} and ${most}, please", mapping=limits))
        if not offer.rule.strip():
            yield Violation("rule", _("Name the rule that this comes from"))

    def _tell(self, offer: Offer, before: Offer | None, after: Offer | None) -> None:
        old, new = (_told(one) if one is not None else {} for one in (before, after))
        subject = f"booking-offer:{offer.unit}/{offer.matter}/{offer.since}"
        self.notify(SettingsChanged(self.actor, subject, "settings", before=old, after=new))


def _told(offer: Offer) -> dict[str, Any]:
    return {**asdict(offer), "since": str(offer.since)}


def _told_value(value: Any) -> Any:
    """As an entry of the trail has it."""
    return ", ".join(f"{name}: {each}" for name, each in value.items()) if isinstance(value, dict) else value


def _wrong_rules(rules: BookingRules) -> Iterator[Violation]:
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(rules, name) <= most:
            limits = {"least": least, "most": most}
            yield Violation(name, _("Between ${least} and ${most}, please", mapping=limits))
        if not rules.rule(name).strip():
            yield Violation("rules", _("Name the rule that each figure comes from"))
    if rules.erase_days < rules.within_days:
        yield Violation("erase_days", _("What is counted is kept as long: not shorter than the days counted"))
    if not set(rules.rules) <= set(LIMITS):
        yield Violation("rules", _("There is no such figure"))


def factory(context: object, request: Request) -> Rules:
    now, notifier = request.find_service(IClock), request.find_service(INotifier)
    return Rules(request.site, now, request.actor, notifier)


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IBookingRules)
