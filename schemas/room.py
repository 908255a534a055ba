"""Storage rooms, their shelves, keys and limits; for pages and the API."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import colander
from deform.widget import TextAreaWidget

from onestop_records.i18n import _
from onestop_records.models.room import Bounds, Limits, Shelf, Term
from schemas.answer import counted, said, several
from schemas.lookup import choices
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Field

NAME = 60
NOTE = 2000
MOST = 1000


class Tenths(colander.SchemaType):
    """A measure with at most one decimal; the result is a Decimal."""

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else str(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if cstruct in (colander.null, None, ""):
            return colander.null
        try:
            if isinstance(cstruct, bool) or len(str(cstruct)) > 10:
                raise InvalidOperation
            found = Decimal(str(cstruct).strip())
            whole = found * 10 == (found * 10).to_integral_value()
        except InvalidOperation:
            whole = False
        if not whole or not -1000 <= found <= 1000:
            raise colander.Invalid(node, _("Give a number with at most one decimal, such as 21.5"))
        return found


class ShelfLines(Text):
    """One shelf a line: cabinet / shelf / number of boxes; the result is a tuple of ``Shelf``."""

    def __init__(self) -> None:
        super().__init__(40_000, lines=True)

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        return "\n".join(f"{shelf.cabinet} / {shelf.name} / {shelf.capacity}" for shelf in appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return ()
        return tuple(self._shelves(node, text))

    def _shelves(self, node: Any, text: str) -> Iterator[Shelf]:
        for line in text.splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in line.replace("／", "/").split("/")]
            if len(parts) != 3 or not parts[2].isascii() or not parts[2].isdigit() or len(parts[2]) > 4:
                message = _("Write each line as: cabinet / shelf / number of boxes")
                raise colander.Invalid(node, message)
            yield Shelf(parts[0], parts[1], int(parts[2]))


def _note(title: Any) -> Field:
    return Field(Text(NOTE, lines=True), title=title, widget=TextAreaWidget(rows=2), missing="")


def _custodian() -> Field:
    return Field(
        Text(100),
        name="custodian",
        title=_("Custodian"),
        description=_("Exactly one person answers for it"),
        widget=choices("people"),
    )


class RoomSchema(colander.MappingSchema):
    """What a form asks of a room; its name stays once it is entered."""

    name = Field(Text(NAME), title=_("Name of the room"), description=_("As descriptions call it; it stays"))
    custodian = _custodian()
    shelves = Field(
        ShelfLines(),
        title=_("Shelves"),
        description=_("One a line: cabinet / shelf / number of boxes"),
        widget=TextAreaWidget(rows=8),
        missing=(),
    )
    note = _note(_("Note"))


class ChangedRoomSchema(RoomSchema):
    """The form of a room that is entered."""

    closed = Field(YesNo(), title=_("Used no more"), missing=False)


class KeySchema(colander.MappingSchema):
    """A new key."""

    number = Field(Text(NAME), title=_("Number of the key"), description=_("As it is stamped on it"))
    holder = Field(Text(100), title=_("Who has it"), widget=choices("people"))


def _rule() -> Field:
    return Field(Text(NOTE), title=_("Rule"), description=_("Where this figure comes from"), missing="")


class LimitsSchema(colander.MappingSchema):
    """Limits; all of them for the house, some for a room of its own. Measures in °C and %."""

    temperature_from = Field(Tenths(), title=_("Temperature from (℃)"), missing=None)
    temperature_to = Field(Tenths(), title=_("Temperature to (℃)"), missing=None)
    temperature_rule = _rule()
    humidity_from = Field(Tenths(), title=_("Humidity from (%)"), missing=None)
    humidity_to = Field(Tenths(), title=_("Humidity to (%)"), missing=None)
    humidity_rule = _rule()
    rounds_days = Field(Number(1, 366), title=_("Days from round to round"), missing=None)
    rounds_rule = _rule()
    settling_days = Field(Number(1, 366), title=_("Days to settle a finding"), missing=None)
    settling_rule = _rule()

    def validator(self, node: Any, values: Mapping[str, Any]) -> None:
        wrong = colander.Invalid(node)
        for name in ("temperature", "humidity"):
            if (values[f"{name}_from"] is None) != (values[f"{name}_to"] is None):
                wrong[f"{name}_to"] = _("Give both, or neither")
        if wrong.children:
            raise wrong


def limits_of(values: Mapping[str, Any]) -> Limits:
    """The limits that a form or a call says."""
    found: dict[str, Any] = {}
    for name in ("temperature", "humidity"):
        lowest, highest = values[f"{name}_from"], values[f"{name}_to"]
        if lowest is not None and highest is not None:
            found[name] = Bounds(int(lowest * 10), int(highest * 10), values[f"{name}_rule"])
    for name in ("rounds", "settling"):
        if values[f"{name}_days"] is not None:
            found[name] = Term(values[f"{name}_days"], values[f"{name}_rule"])
    return Limits(**found)


def limits_values(limits: Limits) -> dict[str, Any]:
    """What a form shows of limits."""
    found: dict[str, Any] = {}
    for name, given in vars(limits).items():
        if isinstance(given, Bounds):
            lowest, highest = Decimal(given.lowest) / 10, Decimal(given.highest) / 10
            found |= {f"{name}_from": lowest, f"{name}_to": highest, f"{name}_rule": given.rule}
        elif isinstance(given, Term):
            found |= {f"{name}_days": given.days, f"{name}_rule": given.rule}
    return found


class ShelfBody(colander.MappingSchema):
    """A shelf in the API."""

    cabinet = Node(Text(NAME), title="", missing="")
    name = Node(Text(NAME), title="", missing="")
    capacity = Node(Number(1, MOST), title="")


class ShelfBodies(colander.SequenceSchema):
    """The shelves of a room."""

    shelf = ShelfBody()


class RoomBody(colander.MappingSchema):
    """A new room."""

    name = Node(Text(NAME), title="")
    custodian = Node(Text(100), title="")
    shelves = ShelfBodies(missing=())
    note = Node(Text(NOTE, lines=True), title="", missing="")


class RoomChange(colander.MappingSchema):
    """What of a room changes; what is left out stays."""

    custodian = Node(Text(100), title="", missing=colander.drop)
    shelves = ShelfBodies(missing=colander.drop)
    note = Node(Text(NOTE, lines=True), title="", missing=colander.drop)
    closed = Node(YesNo(), title="", missing=colander.drop)


class KeyBody(colander.MappingSchema):
    """A new key of a room."""

    room = Node(Text(26), title="")
    number = Node(Text(NAME), title="")
    holder = Node(Text(100), title="")


class KeyStep(colander.MappingSchema):
    """``hand`` wants a holder, ``withdraw`` a reason."""

    holder = Node(Text(100), title="", missing="")
    reason = Node(Text(NOTE, lines=True), title="", missing="")


class ShelfAnswer(colander.MappingSchema):
    """A shelf."""

    cabinet = said()
    name = said()
    capacity = counted()


class LimitsAnswer(colander.MappingSchema):
    """The limits in force."""

    temperature_from = colander.SchemaNode(Tenths(), title="")
    temperature_to = colander.SchemaNode(Tenths(), title="")
    temperature_rule = said()
    humidity_from = colander.SchemaNode(Tenths(), title="")
    humidity_to = colander.SchemaNode(Tenths(), title="")
    humidity_rule = said()
    rounds_days = counted()
    rounds_rule = said()
    settling_days = counted()
    settling_rule = said()


class RoomAnswer(colander.MappingSchema):
    """A room with the limits in force there."""

    id = said()
    name = said()
    custodian = said()
    note = said()
    closed = colander.SchemaNode(YesNo(), title="")
    shelves = several(ShelfAnswer())
    limits = LimitsAnswer()
    last_round = said()
    round_due = said()


class RoomsAnswer(colander.MappingSchema):
    """All rooms."""

    items = several(RoomAnswer())


class KeyAnswer(colander.MappingSchema):
    """A key."""

    id = said()
    number = said()
    room = said()
    holder = said()
    withdrawn = colander.SchemaNode(YesNo(), title="")


class KeysAnswer(colander.MappingSchema):
    """All keys."""

    items = several(KeyAnswer())
