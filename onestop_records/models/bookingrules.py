"""What may be booked where, and the rules of booking (H8.1.3); each figure names the rule it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

RULE = "H8.1.3"
PRIVACY = "N12"


@dataclass(frozen=True)
class Offer:
    """What a unit's window offers from a day on, for one matter or (empty) for all others.

    A slot is ``minutes`` long and has ``places``; 0 places: nothing is offered from that day on. It can be
    booked ``ahead`` days ahead. Slots lie within the opening hours and are computed, never stored.
    """

    unit: str
    matter: str
    since: date
    minutes: int = 30
    places: int = 2
    ahead: int = 14
    rule: str = RULE


@dataclass(frozen=True)
class BookingRules:
    """The house's rules of booking. ``rules`` maps the name of a figure to the rule it comes from.

    ``cancel_hours``: until so many hours before may the client cancel. ``countdown_hours``: so long before
    are they reminded. ``most_open``: so many may one telephone have at a time. ``cancellations`` and
    ``missed``: that many within ``within_days`` end booking over the network. ``notice_minutes``: so short
    before it begins may a slot be booked. ``erase_days``: names are kept that long.
    """

    cancel_hours: int = 2
    countdown_hours: int = 24
    notice_minutes: int = 60
    most_open: int = 2
    cancellations: int = 3
    missed: int = 2
    within_days: int = 30
    erase_days: int = 30
    rules: Mapping[str, str] = field(default_factory=lambda: dict(SOURCES))

    def rule(self, name: str) -> str:
        """Where a figure comes from."""
        return self.rules.get(name, RULE)


LIMITS: Mapping[str, tuple[int, int]] = {  # of the figures: from, to
    "cancel_hours": (0, 240),
    "countdown_hours": (1, 240),
    "notice_minutes": (0, 10_000),
    "most_open": (1, 50),
    "cancellations": (1, 100),
    "missed": (1, 100),
    "within_days": (1, 366),
    "erase_days": (1, 366),
}
OFFER_LIMITS: Mapping[str, tuple[int, int]] = {"minutes": (5, 240), "places": (0, 50), "ahead": (1, 90)}
SOURCES: Mapping[str, str] = {name: PRIVACY if name == "erase_days" else RULE for name in LIMITS}
FIGURES = tuple(one.name for one in fields(BookingRules) if one.name in LIMITS)
