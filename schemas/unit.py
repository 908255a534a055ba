"""Forms of units."""

from typing import Any

import colander
from deform.widget import CheckboxWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.lookup import coded
from schemas.nodes import Text, YesNo
from schemas.person import Field


class Posts(Text):
    """One post a line: its code, a space, its title; the result maps codes to titles."""

    def __init__(self) -> None:
        super().__init__(5000, lines=True)

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        return "\n".join(f"{code} {title}" for code, title in appstruct.items())

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        pairs = [line.split(None, 1) for line in text.splitlines() if line.strip()]
        posts = {pair[0]: pair[-1].strip() for pair in pairs}
        if len(posts) != len(pairs):
            raise colander.Invalid(node, _("A post stands here twice"))
        return posts


def posts_node() -> Field:
    """The posts of a unit in a text area."""
    return Field(
        Posts(),
        name="posts",
        title=_("Posts"),
        description=_("One a line: code, space, title"),
        widget=TextAreaWidget(rows=5),
        missing=colander.drop,
    )


class NewUnitSchema(colander.MappingSchema):
    """A new unit."""

    code = Field(Text(12), title=_("Code"))
    title = Field(Text(100), title=_("Unit"))
    parent = coded("units", _("Stands below"), group="")
    posts = posts_node()


class UnitSchema(colander.MappingSchema):
    """A unit that exists; what is left empty is taken away."""

    title = Field(Text(100), title=_("Unit"))
    parent = coded("units", _("Stands below"), group="")
    posts = posts_node()
    closed = Field(YesNo(), title=_("No longer exists"), missing=False, widget=CheckboxWidget())
