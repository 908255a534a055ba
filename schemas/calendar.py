"""The house's calendar: closures, hours, official years, for the form and the API."""

import re
from datetime import time
from typing import Any

import colander
from deform.widget import CheckboxWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import Texts, counted, said, several
from schemas.limit import SettingAnswer
from schemas.nodes import Node, Number, Text, YesNo
from schemas.person import Field, FullDay, full_day

PERIOD = re.compile(r"([0-2]?[0-9])[:：]([0-5][0-9])\s*[-–—~至到]\s*([0-2]?[0-9])[:：]([0-5][0-9])")
REASON = 2000


class Periods(Text):
    """Opening hours as one writes them, ``08:30-12:00 13:30-17:30``; the result is pairs of times."""

    def __init__(self) -> None:
        super().__init__(200)

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        return " ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, tuple):
            return cstruct
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        found = [tuple(map(int, match)) for match in PERIOD.findall(text)]
        rest = re.sub(r"[\s,，;；、]", "", PERIOD.sub("", text))
        if not found or rest or any(max(each[0], each[2]) > 23 for each in found):
            raise colander.Invalid(node, _("Write the hours as 08:30-12:00 13:30-17:30"))
        return tuple((time(a, b), time(c, d)) for a, b, c, d in found)


class ClosureSchema(colander.MappingSchema):
    """Days on which the house differs from the official calendar."""

    since = full_day("since", _("First day"))
    until = full_day("until", _("Last day"), missing=None, description=_("Empty: this day alone"))
    title = Field(Text(200), title=_("Why"), description=_("Shown to everybody who asks for a day"))
    worked = Field(
        YesNo(),
        title=_("The house is open on days that are officially off"),
        missing=False,
        widget=CheckboxWidget(),
    )


class ReasonSchema(colander.MappingSchema):
    """Why something is taken back."""

    reason = Field(Text(REASON, lines=True), title=_("Reason"), widget=TextAreaWidget(rows=3))


class ConfirmSchema(colander.MappingSchema):
    """Nothing to fill in: the button says it all."""


class HoursSchema(colander.MappingSchema):
    """Opening hours from a day on."""

    since = full_day("since", _("From this day on"))
    periods = Field(
        Periods(), title=_("Opening hours"), description=_("Lunch left out: 08:30-12:00 13:30-17:30")
    )
    rule = Field(Text(200), title=_("Rule"), description=_("The rule or decision that they come from"))


class OfficialSchema(colander.MappingSchema):
    """The notice that an official calendar follows; its days come in a file."""

    source = Field(Text(200), title=_("Source"), description=_("The notice, such as 国办发明电〔2026〕7号"))


class DaysBody(colander.SequenceSchema):
    """Whole days."""

    day = colander.SchemaNode(FullDay(10), title="")


class OfficialBody(colander.MappingSchema):
    """The official calendar of a year: the days off, and the days worked instead (调休)."""

    year = Node(Number(2000, 2100), title="")
    off = DaysBody(title="")
    worked = DaysBody(title="", missing=())
    source = Node(Text(200), title="")


class OfficialAnswer(colander.MappingSchema):
    """A year whose calendar was brought in."""

    year = counted()
    off = Texts()
    worked = Texts()
    source = said()


class ClosureAnswer(colander.MappingSchema):
    """A closure; ``name`` is what takes it back."""

    name = said()
    since = said()
    until = said()
    title = said()
    worked = colander.SchemaNode(YesNo(), title="")


class HoursAnswer(colander.MappingSchema):
    """Hours from a day on, ``0001-01-01`` from the beginning."""

    since = said()
    periods = said()
    rule = said()


class CalendarAnswer(colander.MappingSchema):
    """What the house goes by; ``published`` are the years whose official calendar is known."""

    published = colander.SchemaNode(
        colander.Sequence(), colander.SchemaNode(Number(0, 9999), title=""), title=""
    )
    imported = several(OfficialAnswer())
    closures = several(ClosureAnswer())
    hours = several(HoursAnswer())
    profile = said()
    limits = several(SettingAnswer())


class DeadlineQuery(colander.MappingSchema):
    """A day and a number of working days after it."""

    since = Node(FullDay(10), name="from", title="")
    number = Node(Number(0, 1000), name="days", title="")


class DeadlineAnswer(colander.MappingSchema):
    """The last of those days; ``provisional`` when its year is not published."""

    day = said()
    provisional = colander.SchemaNode(YesNo(), title="")
