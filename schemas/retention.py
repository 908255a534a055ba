"""A class of the retention schedule."""

import colander
from deform.widget import SelectWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.nodes import Node, Text, number, paragraph, text

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


class RetentionSchema(colander.MappingSchema):
    """What the archivist says of a new class."""

    code = Node(
        Text(10), title=_("Code"), description=_("Such as D15; it stands in reference codes"), group=""
    )
    title = Node(Text(60), title=_("Title"), group="")
    years = number(_("Number of years"), 1, 200, description=_("Empty for permanent"), group="")
    trigger = Node(
        Text(20),
        title=_("The period starts with"),
        widget=SelectWidget(values=tuple(TRIGGERS.items())),
        group="",
    )
    action = Node(
        Text(20), title=_("At the end"), widget=SelectWidget(values=tuple(ACTIONS.items())), group=""
    )
    basis = text(_("Legal basis"), missing="", group="")
    scope = paragraph(_("Scope notes"), widget=TextAreaWidget(rows=2), group="")
