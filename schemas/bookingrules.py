"""What may be booked where, and the rules of booking (H8.1.3), for the forms and the API."""

from typing import Any

import colander
from deform.widget import TextInputWidget

from onestop_records.i18n import _
from onestop_records.models.bookingrules import FIGURES, LIMITS, OFFER_LIMITS
from onestop_records.models.bookingwords import FIGURES as WORDS
from schemas.answer import counted, said
from schemas.booking import any_matter, unit
from schemas.nodes import Node, Number, Text
from schemas.person import Field, FullDay, full_day


def _number(name: str, title: Any, limits: tuple[int, int], **options: Any) -> Field:
    return Field(Number(*limits), name=name, title=title, widget=TextInputWidget(type="number"), **options)


class OfferSchema(colander.MappingSchema):
    """Places at a window from a day on."""

    unit = unit()
    matter = any_matter(
        _("Only for the matter"), description=_("Empty: for all that have no places of their own")
    )
    since = full_day("since", _("From this day on"))
    minutes = _number("minutes", _("Minutes of one appointment"), OFFER_LIMITS["minutes"])
    places = _number(
        "places",
        _("Places at a time"),
        OFFER_LIMITS["places"],
        description=_("0: nothing is offered from that day on"),
    )
    ahead = _number("ahead", _("Days ahead"), OFFER_LIMITS["ahead"])
    rule = Field(Text(200), title=_("Rule"), description=_("Where it comes from, such as N30.3"))


class OfferBody(colander.MappingSchema):
    """The same through the API."""

    unit = Node(Text(12), title="")
    matter = Node(Text(60), title="", missing="")
    since = Node(FullDay(10), title="")
    minutes = Node(Number(*OFFER_LIMITS["minutes"]), title="")
    places = Node(Number(*OFFER_LIMITS["places"]), title="")
    ahead = Node(Number(*OFFER_LIMITS["ahead"]), title="")
    rule = Node(Text(200), title="")


class DropBody(colander.MappingSchema):
    """What has not begun."""

    unit = Node(Text(12), title="")
    matter = Node(Text(60), title="", missing="")
    since = Node(FullDay(10), title="")


def rules_schema() -> colander.MappingSchema:
    """Each figure with the rule it comes from, as ``cancel_hours`` and ``cancel_hours_rule``."""
    schema = colander.MappingSchema()
    for name in FIGURES:
        schema.add(_number(name, WORDS[name], LIMITS[name]))
        schema.add(Field(Text(200), name=f"{name}_rule", title=_("by the rule")))
    return schema


def rules_body() -> colander.MappingSchema:
    """The same through the API: what is left out stays as it is."""
    schema = colander.MappingSchema()
    for name in FIGURES:
        schema.add(Node(Number(*LIMITS[name]), name=name, title="", missing=colander.drop))
        schema.add(Node(Text(200), name=f"{name}_rule", title="", missing=colander.drop))
    return schema


def rules_answer() -> colander.MappingSchema:
    """The rules in force."""
    schema = colander.MappingSchema()
    for name in FIGURES:
        number, rule = counted(), said()
        number.name, rule.name = name, f"{name}_rule"
        schema.add(number)
        schema.add(rule)
    return schema


def figures_of(values: Any) -> dict[str, Any]:
    """What the service takes: figures, and ``rules`` by their names."""
    rules = {name: values[f"{name}_rule"] for name in FIGURES if values.get(f"{name}_rule")}
    return {**{name: values[name] for name in FIGURES if name in values}, "rules": rules}
