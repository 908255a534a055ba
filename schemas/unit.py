"""Forms of units."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxWidget, TextAreaWidget

from onestop_records.i18n import _
from schemas.answer import AnyMapping, said, several
from schemas.lookup import choices, coded
from schemas.nodes import Text, YesNo
from schemas.person import Field, full_day


class Posts(Text):
    """One post a line: its code, a space, its title; the result maps codes to titles."""

    def __init__(self) -> None:
        super().__init__(5000, lines=True)

    def serialize(self, node: Any, appstruct: Any) -> Any:
        if appstruct in (colander.null, None):
            return colander.null
        return "\n".join(f"{code} {title}" for code, title in appstruct.items())

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if isinstance(cstruct, Mapping):
            cstruct = self._lines(node, cstruct)
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        pairs = [line.split(None, 1) for line in text.splitlines() if line.strip()]
        posts = {pair[0]: pair[-1].strip() for pair in pairs}
        if len(posts) != len(pairs):
            raise colander.Invalid(node, _("A post stands here twice"))
        return posts

    @staticmethod
    def _lines(node: Any, posts: Mapping[Any, Any]) -> str:
        """The lines that a mapping of codes to titles, as the API has it, stands for."""
        for part in (*posts, *posts.values()):
            if not isinstance(part, str) or not part.strip() or not part.isprintable():
                raise colander.Invalid(node, _("This must be a set of named values"))
        if any(" " in code for code in posts):
            raise colander.Invalid(node, _("The code of a post is one word"))
        return "\n".join(f"{code} {title}" for code, title in posts.items())


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


def parent_code() -> Field:
    """The code of the unit above, which the service looks up: schemas of the API are bound to no store."""
    return Field(Text(100), name="parent", title=_("Stands below"), missing=colander.drop)


class NewUnitBody(NewUnitSchema):
    """A new unit, as the API reads it."""

    parent = parent_code()


class UnitBody(UnitSchema):
    """A unit that exists, as the API reads it."""

    parent = parent_code()


class MergeSchema(colander.MappingSchema):
    """Which unit goes on with what this one had, and its last day."""

    into = Field(Text(100), title=_("Is merged into"), widget=choices("units"))
    last = full_day("last", _("Last day"))


class UnitAnswer(colander.MappingSchema):
    """A unit; ``posts`` maps codes to titles."""

    code = said()
    title = said()
    parent = said(nullable=True)
    posts = AnyMapping()
    closed = colander.SchemaNode(YesNo(), title="")


class UnitsAnswer(colander.MappingSchema):
    """Units by code."""

    items = several(UnitAnswer())
