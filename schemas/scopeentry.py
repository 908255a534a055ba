"""Forms of entries of the filing scope."""

from typing import Any

import colander
from deform.widget import CheckboxWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.lookup import choices, coded
from schemas.nodes import Node, Text, Words, YesNo, paragraph


class Codes(Words):
    """Several codes, chosen in a list box."""

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else set(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        return super().deserialize(
            node, sorted(cstruct) if isinstance(cstruct, (set, frozenset)) else cstruct
        )


class ScopeEntrySchema(colander.MappingSchema):
    """An entry that exists."""

    title = Node(Text(200), title=_("What is filed"), group="")
    group = Node(Text(60), title=_("Group"), group="")
    units = Node(
        Codes(),
        title=_("Units"),
        description=_("None chosen: every unit; only units that are named owe it"),
        widget=choices("units", multiple=True),
        missing=(),
        group="",
    )
    filed = Node(
        YesNo(),
        title=_("It is filed"),
        description=_("Not ticked: it stands on the list of what is not filed"),
        missing=False,
        widget=CheckboxWidget(),
        group="",
    )
    category = coded("categories", _("Category"), group="")
    retention = coded("retention", _("Retention class"), group="")
    note = paragraph(_("Remarks"), widget=TextAreaWidget(rows=2), group="")


class NewScopeEntrySchema(ScopeEntrySchema):
    """A new entry."""

    code = Node(Text(12), title=_("Code"), description=_("Such as HY05"), insert_before="title", group="")


class PresentScopeEntrySchema(ScopeEntrySchema):
    """An entry that may be ended."""

    ended = Node(
        YesNo(),
        title=_("No longer in force"),
        description=_("Nobody is offered it or owes it; records that name it keep it"),
        missing=False,
        widget=CheckboxWidget(),
        group="",
    )
