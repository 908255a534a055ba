"""A class of the retention schedule, its editions and its defaults, for forms and the API."""

import colander
from deform.widget import SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.lookup import choices
from schemas.nodes import Node, Text, Words, YesNo, number, paragraph, text, words
from schemas.person import Field, FullDay

TRIGGERS = {
    "creation": _("Year of creation"),
    "case-closed": _("The case is closed"),
    "validity-end": _("End of validity"),
    "accounting-year": _("End of the accounting year"),
    "given": _("A given date"),
}
ACTIONS = {
    "review": _("Review"),
    "destroy": _("Destroy"),
    "permanent": _("Keep permanently"),
    "transfer": _("Transfer to an archives institution"),
}
RUNNING = {
    "true": _("Also for periods that are running on that day"),
    "false": _("Only for what is filed from that day on"),
}


class Wording(colander.MappingSchema):
    """What every edition says."""

    title = Field(Text(60), title=_("Title"))
    years = number(_("Number of years"), 1, 200, description=_("Empty for permanent"), group="")
    trigger = Field(
        Text(20), title=_("The period starts with"), widget=SelectWidget(values=tuple(TRIGGERS.items()))
    )
    action = Field(Text(20), title=_("At the end"), widget=SelectWidget(values=tuple(ACTIONS.items())))
    basis = text(_("Legal basis"), missing="", group="")
    scope = paragraph(_("Scope notes"), widget=TextAreaWidget(rows=2), group="")


class RetentionSchema(Wording):
    """A new class."""

    code = Field(
        Text(10),
        title=_("Code"),
        description=_("Such as D15; it stands in reference codes"),
        insert_before="title",
    )


class EditionSchema(Wording):
    """A new edition of a class in use."""

    since = Field(FullDay(10), title=_("In force from"), description=_("Today or later, such as 2027-01-01"))
    running = Field(
        YesNo(),
        title=_("Applies to"),
        description=_("The start of a running period stays; one that is over stays too"),
        widget=SelectWidget(values=tuple(RUNNING.items())),
    )
    reason = Field(Text(2000, lines=True), title=_("Reason"), widget=TextAreaWidget(rows=3))


class DefaultsSchema(colander.MappingSchema):
    """To which categories and matters a class applies unless another is chosen."""

    categories = Field(
        Words(), title=_("Categories"), missing=(), widget=choices("categories", multiple=True)
    )
    matters = words(
        _("Matters"),
        group="",
        description=_("One a line, as case files name them"),
        widget=TextAreaWidget(rows=4),
    )


class EditionBody(colander.MappingSchema):
    """A new edition through the API: what is left out stays. ``years`` 0 is permanent."""

    title = text("", 60)
    years = number("", 0, 200)
    trigger = text("", 20)
    action = text("", 20)
    basis = text("")
    scope = paragraph("")
    since = Node(FullDay(10), title="")
    running = Node(YesNo(), title="", missing=True)
    reason = Node(Text(2000, lines=True), title="")


class DefaultsBody(colander.MappingSchema):
    """What a class applies to by default through the API: all of it anew."""

    categories = Node(Words(), title="", missing=())
    matters = Node(Words(), title="", missing=())
