"""Limits of time, and which set of rules they follow, for the form and the API."""

from typing import Any

import colander
from deform.widget import SelectWidget

from onestop_records.i18n import _
from onestop_records.models.limit import PROFILES
from schemas.answer import counted, said
from schemas.lookup import one_of
from schemas.nodes import Node, Number, Text
from schemas.person import Field

UNITS = {
    "minutes": _("Minutes while the house is open"),
    "hours": _("Hours while the house is open"),
    "days": _("Days of the calendar"),
    "working-days": _("Working days"),
    "same-day": _("The same day"),
    "next-day": _("The next working day"),
}
PROFILE_WORDS = {"N": _("N: the platform's own rules"), "C2": _("C2: same or next day, a week when complex")}


def unit_node(**options: Any) -> Node:
    """One of the units of time."""
    return one_of(UNITS, _("Unit of time"), missing=colander.required, group="", **options)


class LimitSchema(colander.MappingSchema):
    """How long, by which rule, and how much before its end people are warned."""

    number = Field(Number(1, 1000), title=_("Number"))
    unit = unit_node()
    rule = Field(Text(200), title=_("Rule"), description=_("Where it comes from, such as N30.3"))
    warn = Field(
        Number(0, 1000), title=_("Warn before"), description=_("In the same unit; 0: no warning"), missing=0
    )


class ProfileSchema(colander.MappingSchema):
    """A set of limits to take."""

    profile = Field(
        Text(20),
        title=_("Rules for answering complaints"),
        widget=SelectWidget(values=tuple(PROFILE_WORDS.items())),
        validator=colander.OneOf(PROFILES),
    )


class LimitAnswer(colander.MappingSchema):
    """A limit with its rule."""

    number = counted()
    unit = said()
    rule = said()


class SettingAnswer(colander.MappingSchema):
    """The limit of one kind of clock."""

    name = said()
    number = counted()
    unit = said()
    rule = said()
    warn = counted()
