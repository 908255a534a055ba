"""Words for appointments: states, kinds, steps."""

from collections.abc import Mapping
from typing import Any

from onestop_records.i18n import _
from onestop_records.models.booking import BOOKED, CAME, CANCELLED, HOLIDAY, HOME, MISSED, WINDOW

STATES: Mapping[str, Any] = {
    BOOKED: _("Booked"),
    CAME: _("Came"),
    CANCELLED: _("Cancelled"),
    MISSED: _("Did not come"),
}
KINDS: Mapping[str, Any] = {
    WINDOW: _("At the window"),
    HOME: _("Visit at the client's"),
    HOLIDAY: _("Service on a holiday"),
}
STEPS: Mapping[str, Any] = {
    "book": _("Booked"),
    "come": _("Came"),
    "miss": _("Did not come"),
    "cancel": _("Cancelled"),
    "withdraw": _("Cancelled by the client"),
    "move": _("Moved to another time"),
    "entrust": _("Given to a colleague"),
}
FIGURES: Mapping[str, Any] = {
    "cancel_hours": _("Hours before it begins until which the client may cancel"),
    "countdown_hours": _("Hours before it begins at which the client is reminded"),
    "notice_minutes": _("Minutes before it begins until which a place may be booked"),
    "most_open": _("Open appointments of one telephone at a time"),
    "cancellations": _("Cancellations after which nothing is booked over the network"),
    "missed": _("Missed appointments after which nothing is booked over the network"),
    "within_days": _("Days within which they are counted"),
    "erase_days": _("Days after which names are erased"),
}
