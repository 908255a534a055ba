"""Rounds through storage rooms; for pages and the API."""

from typing import Any

import colander
from deform.widget import RadioChoiceWidget, TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.round import LOOKED_AT
from schemas.answer import AnyMapping, Texts, said, several
from schemas.nodes import Node, Number, Text
from schemas.person import Field
from schemas.room import NOTE, Tenths

SEEN = 500  # characters
LOOKED = {
    "fire": _("Fire safety"),
    "pests": _("Pests and mould"),
    "damp": _("Damp and leaks"),
    "ventilation": _("Ventilation"),
}
CHECKED = {"good": _("in order"), "wrong": _("not in order")}


def _checked(title: Any) -> Field:
    return Field(
        Text(10),
        title=title,
        widget=RadioChoiceWidget(values=tuple(CHECKED.items())),
        validator=colander.OneOf(tuple(CHECKED)),
    )


def _seen(title: Any) -> Field:
    return Field(Text(SEEN), title=title, missing="")


class RoundSchema(colander.MappingSchema):
    """The form of a round."""

    temperature = Field(Tenths(), title=_("Temperature (℃)"))
    humidity = Field(Tenths(), title=_("Relative humidity (%)"))
    fire = _checked(_("Fire safety"))
    fire_seen = _seen(_("Fire safety: what is wrong"))
    pests = _checked(_("Pests and mould"))
    pests_seen = _seen(_("Pests and mould: what is wrong"))
    damp = _checked(_("Damp and leaks"))
    damp_seen = _seen(_("Damp and leaks: what is wrong"))
    ventilation = _checked(_("Ventilation"))
    ventilation_seen = _seen(_("Ventilation: what is wrong"))
    remarks = Field(Text(NOTE, lines=True), title=_("Remarks"), widget=TextAreaWidget(rows=2), missing="")


def round_values(values: Any) -> dict[str, Any]:
    """What the service wants of what the form says."""
    wrong = {name: values[f"{name}_seen"] for name in LOOKED_AT if values[name] == "wrong"}
    measured = {name: int(values[name] * 10) for name in ("temperature", "humidity")}
    return {**measured, "wrong": wrong, "remarks": values["remarks"]}


class WrongBody(colander.MappingSchema):
    """What was not in order, in words; left out what was."""

    fire = Node(Text(SEEN), title="", missing=colander.drop)
    pests = Node(Text(SEEN), title="", missing=colander.drop)
    damp = Node(Text(SEEN), title="", missing=colander.drop)
    ventilation = Node(Text(SEEN), title="", missing=colander.drop)


class RoundBody(colander.MappingSchema):
    """A round through a room: °C and % with at most one decimal."""

    room = Node(Text(26), title="")
    temperature = Node(Tenths(), title="")
    humidity = Node(Tenths(), title="")
    wrong = WrongBody(missing=colander.drop)
    remarks = Node(Text(NOTE, lines=True), title="", missing="")


class RoundsQuery(colander.MappingSchema):
    """Rounds of one room, newest first."""

    room = Node(Text(26), title="")
    limit = Node(Number(1, 200), title="", missing=50)


class RoundAnswer(colander.MappingSchema):
    """A round, with the ids of its findings that the caller may know of."""

    id = said()
    room = said()
    by = said()
    at = said()
    temperature = colander.SchemaNode(Tenths(), title="")
    humidity = colander.SchemaNode(Tenths(), title="")
    wrong = AnyMapping()
    remarks = said()
    findings = Texts()


class RoundsAnswer(colander.MappingSchema):
    """Rounds."""

    items = several(RoundAnswer())
